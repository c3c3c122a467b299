import RDF
import Testing

@testable import TermService

@Suite struct HostileInputTests {
  private static let seeds = [
    #"{"jsonrpc":"2.0","method":"math.subtract","params":{"subtrahend":23,"minuend":42},"id":3}"#,
    #"[{"jsonrpc":"2.0","method":"echo.say","params":{"value":[1,{"a":null}]},"id":"x"},{"jsonrpc":"2.0","method":"rpc.ping"}]"#,
    #"{"jsonrpc":"2.0","id":1,"method":"rpc.hello","params":{"protocolVersion":1,"token":"t","languages":["de"]}}"#,
    #"{"jsonrpc":"2.0","id":1,"method":"upload.append","params":{"upload":"upload-1","offset":0,"data":"Zm9v"}}"#,
    #"{"jsonrpc":"2.0","id":1,"method":"download.read","params":{"download":"d","offset":9223372036854775807}}"#,
  ]

  /// Checks that an answer is one line of JSON whose members are those of JSON-RPC.
  private func check(_ bytes: [UInt8]?, _ comment: String) throws {
    guard let bytes else { return }
    #expect(!bytes.contains(0x0A), "\(comment)")
    let answer = try JSON(parsing: bytes)
    for one in answer.array ?? [answer] {
      #expect(one["jsonrpc"] == "2.0", "\(comment)")
      #expect((one["result"] == nil) != (one["error"] == nil), "\(comment)")
      #expect(one["error"]?["data"]?["name"] != "internalError", "\(comment)")
    }
  }

  @Test func `mutated requests are answered as the protocol says, never worse`() throws {
    let seed = UInt64.random(in: .min ... .max)
    var random = SeededGenerator(seed: seed)
    let folder = try TemporaryFolder()
    let dispatcher = try TestService().dispatcher(transferArea: TransferArea(folder: folder.path))
    var alphabet = Array(#"{}[]":,\0123456789.-eE+ntfu "#.utf8)
    alphabet += [0, 0x0D, 0x7F, 0x80, 0xC3, 0xED, 0xF4, 0xFF]
    for round in 0..<5_000 {
      var line = Array((Self.seeds.randomElement(using: &random) ?? "").utf8)
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        let place = Int.random(in: 0..<line.count, using: &random)
        let byte = alphabet.randomElement(using: &random) ?? 0
        switch Int.random(in: 0..<4, using: &random) {
        case 0: line[place] = byte
        case 1: line.insert(byte, at: place)
        case 2 where line.count > 1: line.remove(at: place)
        default: line.insert(contentsOf: line[place..<min(line.count, place + 20)], at: place)
        }
      }
      let session = dispatcher.makeSession(.inProcess, identity: .account(1))
      let reply = dispatcher.reply(to: line, in: session)
      try check(reply.bytes, "seed \(seed), round \(round)")
    }
  }

  @Test func `a hundred thousand brackets are refused`() throws {
    let dispatcher = try TestService().dispatcher()
    for bracket in ["[", "{\"a\":", "[[", "{\"params\":["] {
      let line = Array(String(repeating: bracket, count: 100_000).utf8)
      let reply = dispatcher.reply(to: line, in: dispatcher.makeSession(.tcp))
      #expect(try JSON(parsing: try #require(reply.bytes))["error"]?["data"]?["name"] == "limitExceeded")
    }
  }
}
