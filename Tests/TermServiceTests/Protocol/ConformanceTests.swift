import RDF
import Testing

@testable import TermService

/// What goes in and what comes out, by the byte; the first examples are those of JSON-RPC 2.0 §7 with our names.
@Suite struct ConformanceTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let request: String
    /// nil where nothing is answered.
    let answer: String?
    var testDescription: String { name }

    init(_ name: String, _ request: String, _ answer: String?) {
      self.name = name
      self.request = request
      self.answer = answer
    }
  }

  private static func error(_ id: String, _ code: Int, _ name: String, _ message: String, _ more: String = "")
    -> String
  {
    #"{"jsonrpc":"2.0","id":\#(id),"error":{"code":\#(code),"message":"\#(message)","data":{"name":"\#(name)"\#(more)}}}"#
  }

  private static func invalid(_ id: String, _ message: String) -> String {
    error(id, -32600, "invalidRequest", message)
  }

  private static let noObject = "A request is an object with the members jsonrpc, id, method and params."
  private static let wrongID =
    "An id is an integer or a string of at most 256 bytes, never null. Leave it out to send a notification."

  static let cases: [Case] = [
    Case(
      "parameters by name",
      #"{"jsonrpc":"2.0","method":"math.subtract","params":{"subtrahend":23,"minuend":42},"id":3}"#,
      #"{"jsonrpc":"2.0","id":3,"result":19}"#),
    Case(
      "parameters by position",
      #"{"jsonrpc":"2.0","method":"math.subtract","params":[42,23],"id":1}"#,
      error(
        "1", -32602, "invalidParams",
        "Parameters are given by name: send params as an object, not as an array.")),
    Case(
      "an empty array of parameters", #"{"jsonrpc":"2.0","method":"echo.say","params":[],"id":1}"#,
      #"{"jsonrpc":"2.0","id":1,"result":null}"#),
    Case("a notification", #"{"jsonrpc":"2.0","method":"echo.say","params":{"value":1}}"#, nil),
    Case("a notification of a method that is not there", #"{"jsonrpc":"2.0","method":"foo.bar"}"#, nil),
    Case(
      "a notification with wrong parameters",
      #"{"jsonrpc":"2.0","method":"math.subtract","params":{"minuend":"a"}}"#, nil),
    Case(
      "a method that is not there", #"{"jsonrpc":"2.0","method":"foobar","id":"1"}"#,
      error(
        #""1""#, -32601, "methodNotFound",
        #"There is no method \"foobar\"; rpc.discover lists those there are."#)),
    Case(
      "a method that is misspelt", #"{"jsonrpc":"2.0","method":"math.substract","id":"1"}"#,
      error(
        #""1""#, -32601, "methodNotFound",
        #"There is no method \"math.substract\"; the nearest is math.subtract."#,
        #","nearest":"math.subtract""#)),
    Case(
      "a method in other case", #"{"jsonrpc":"2.0","method":"Rpc.Ping","id":1}"#,
      error(
        "1", -32601, "methodNotFound", #"There is no method \"Rpc.Ping\"; the nearest is rpc.ping."#,
        #","nearest":"rpc.ping""#)),
    Case(
      "a method with a NUL", #"{"jsonrpc":"2.0","method":"rpc.ping\u0000","id":1}"#,
      error(
        "1", -32601, "methodNotFound", #"There is no method \"rpc.ping\\u{0}\"; the nearest is rpc.ping."#,
        #","nearest":"rpc.ping""#)),
    Case(
      "a method name that is not a string", #"{"jsonrpc":"2.0","method":1,"params":"bar"}"#,
      invalid("null", "A request has the member method with a string.")),
    Case(
      "params that are no structure", #"{"jsonrpc":"2.0","method":"echo.say","params":"bar"}"#,
      invalid("null", "The member params is an object whose members are the parameters.")),
    Case(
      "no method", #"{"jsonrpc":"2.0","id":9}"#,
      invalid("9", "A request has the member method with a string.")),
    Case(
      "no version", #"{"method":"echo.say","id":9}"#,
      invalid("9", #"A request has the member jsonrpc with the string \"2.0\"."#)),
    Case(
      "another version", #"{"jsonrpc":"1.0","method":"echo.say","id":9}"#,
      invalid("9", #"A request has the member jsonrpc with the string \"2.0\"."#)),
    Case(
      "a member that is misspelt", #"{"jsonrpc":"2.0","method":"echo.say","parms":{},"id":9}"#,
      invalid("9", #"A request has the members jsonrpc, id, method and params, but not \"parms\"."#)),
    Case(
      "an answer sent as a request", #"{"jsonrpc":"2.0","result":7,"id":9}"#,
      invalid("9", #"A request has the members jsonrpc, id, method and params, but not \"result\"."#)),
    Case("an id of null", #"{"jsonrpc":"2.0","method":"echo.say","id":null}"#, invalid("null", wrongID)),
    Case(
      "an id with a fraction", #"{"jsonrpc":"2.0","method":"echo.say","id":1.5}"#, invalid("null", wrongID)),
    Case(
      "an id with an exponent", #"{"jsonrpc":"2.0","method":"echo.say","id":1e3}"#, invalid("null", wrongID)),
    Case("an id that is true", #"{"jsonrpc":"2.0","method":"echo.say","id":true}"#, invalid("null", wrongID)),
    Case(
      "an id that is an object", #"{"jsonrpc":"2.0","method":"echo.say","id":{}}"#, invalid("null", wrongID)),
    Case(
      "an id of 256 bytes",
      #"{"jsonrpc":"2.0","method":"echo.say","id":"\#(String(repeating: "i", count: 256))"}"#,
      #"{"jsonrpc":"2.0","id":"\#(String(repeating: "i", count: 256))","result":null}"#),
    Case(
      "an id of 257 bytes",
      #"{"jsonrpc":"2.0","method":"echo.say","id":"\#(String(repeating: "i", count: 257))"}"#,
      invalid("null", wrongID)),
    Case(
      "an id beyond 64 bits", #"{"jsonrpc":"2.0","method":"echo.say","id":-123456789012345678901234567890}"#,
      #"{"jsonrpc":"2.0","id":-123456789012345678901234567890,"result":null}"#),
    Case(
      "an id with escapes", #"{"jsonrpc":"2.0","method":"echo.say","id":"\u00e9\n"}"#,
      #"{"jsonrpc":"2.0","id":"é\n","result":null}"#),
    Case(
      "numbers keep their digits",
      #"{"jsonrpc":"2.0","method":"echo.say","params":{"value":[1.0,1e400,-0,12345678901234567890]},"id":1}"#,
      #"{"jsonrpc":"2.0","id":1,"result":[1.0,1e400,-0,12345678901234567890]}"#),
    Case("a string alone", #""rpc.ping""#, invalid("null", noObject)),
    Case("an empty batch", "[]", invalid("null", "A batch holds at least one request.")),
    Case("a batch of a number", "[1]", "[" + invalid("null", noObject) + "]"),
    Case(
      "a batch of numbers", "[1,2,3]",
      "[" + Array(repeating: invalid("null", noObject), count: 3).joined(separator: ",") + "]"),
    Case(
      "a batch of one", #"[{"jsonrpc":"2.0","method":"rpc.ping","id":1}]"#,
      #"[{"jsonrpc":"2.0","id":1,"result":{}}]"#),
    Case(
      "a mixed batch is answered in order, an id may come twice",
      #"[{"jsonrpc":"2.0","method":"echo.say","params":{"value":"a"},"id":"x"},{"jsonrpc":"2.0","method":"echo.say"},"#
        + #"{"foo":"boo"},{"jsonrpc":"2.0","method":"rpc.ping","id":"x"}]"#,
      #"[{"jsonrpc":"2.0","id":"x","result":"a"},"#
        + invalid("null", #"A request has the members jsonrpc, id, method and params, but not \"foo\"."#)
        + #",{"jsonrpc":"2.0","id":"x","result":{}}]"#),
    Case(
      "a batch of notifications",
      #"[{"jsonrpc":"2.0","method":"echo.say"},{"jsonrpc":"2.0","method":"nope"}]"#, nil),
    Case(
      "a parameter that is missing",
      #"{"jsonrpc":"2.0","method":"math.subtract","params":{"minuend":1},"id":1}"#,
      error(
        "1", -32602, "invalidParams",
        #"The parameter \"subtrahend\" of math.subtract is missing; it is required."#,
        #","parameter":"subtrahend""#)),
    Case(
      "a parameter of the wrong type",
      #"{"jsonrpc":"2.0","method":"math.subtract","params":{"minuend":"1","subtrahend":2},"id":1}"#,
      error(
        "1", -32602, "invalidParams",
        #"The parameter \"minuend\" of math.subtract is an integer from -1000 to 1000."#,
        #","parameter":"minuend""#)),
    Case(
      "a parameter that is not known",
      #"{"jsonrpc":"2.0","method":"math.subtract","params":{"minuend":1,"subtrahent":2},"id":1}"#,
      error(
        "1", -32602, "invalidParams",
        #"The parameter \"subtrahent\" of math.subtract is not known; the nearest is \"subtrahend\"."#,
        #","parameter":"subtrahent""#)),
    Case(
      "a method that needs an account", #"{"jsonrpc":"2.0","method":"account.name","id":1}"#,
      error(
        "1", -32001, "unauthenticated",
        "account.name needs an account. Call rpc.hello with a token, or connect by the Unix socket as a user "
          + "who has an account.")),
    Case(
      "a method that needs a permission",
      #"{"jsonrpc":"2.0","method":"thing.write","params":{"vocabulary":"demo"},"id":1}"#,
      error("1", -32002, "forbidden", "The account has no role that may do this.")),
  ]

  @Test(arguments: cases) func `the answer is exactly what the specification says`(_ example: Case) throws {
    let dispatcher = try TestService().dispatcher()
    let reply = dispatcher.reply(to: Array(example.request.utf8), in: dispatcher.makeSession(.tcp))
    #expect(reply.bytes.flatMap { String(validating: $0, as: UTF8.self) } == example.answer)
    #expect(!reply.closesConnection)
  }

  struct Unreadable: Sendable {
    let text: String
    let line: Int
    let column: Int
  }

  @Test(arguments: [
    Unreadable(text: #"{"jsonrpc": "2.0", "method": "foobar, "params": "bar", "baz]"#, line: 1, column: 40),
    Unreadable(text: "}", line: 1, column: 1),
    Unreadable(text: #"{"jsonrpc":"2.0","jsonrpc":"2.0"}"#, line: 1, column: 18),
    Unreadable(text: #"{} {}"#, line: 1, column: 4),
  ]) func `a line that is not JSON is a parse error with a position`(_ example: Unreadable) throws {
    let dispatcher = try TestService().dispatcher()
    let reply = dispatcher.reply(to: Array(example.text.utf8), in: dispatcher.makeSession(.tcp))
    let answer = try JSON(parsing: try #require(reply.bytes))
    #expect(answer["id"]?.isNull == true)
    let error = try #require(answer["error"])
    #expect(error["code"] == -32700)
    #expect(error["data"]?["name"] == "parseError")
    #expect(error["data"]?["line"] == .int(example.line))
    #expect(error["data"]?["column"] == .int(example.column))
  }

  @Test func `bytes that are not UTF-8 are a parse error with their offset`() throws {
    let dispatcher = try TestService().dispatcher()
    let line = Array(#"{"jsonrpc":"2.0","method":""#.utf8) + [0xFF] + Array(#"","id":1}"#.utf8)
    let answer = try JSON(
      parsing: try #require(dispatcher.reply(to: line, in: dispatcher.makeSession(.tcp)).bytes))
    #expect(answer["error"]?["code"] == -32700)
    #expect(answer["error"]?["data"]?["offset"] == 27)
  }
}
