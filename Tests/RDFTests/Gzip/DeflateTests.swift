import TestSupport
import Testing

@testable import RDF

@Suite struct `Raw deflate` {
  @Test(arguments: [0, 1, 100, 65_536, 65_537, 300_000])
  func `gives back what was compressed, and says how long the data was`(_ count: Int) throws {
    let seed = UInt64.random(in: .min ... .max)
    print("raw deflate: seed \(seed)")
    var random = SplitMix(state: seed)
    let content = (0..<count).map { _ in UInt8.random(in: 0..<8, using: &random) }
    let data = try Deflate.deflated(content)
    let (again, byteCount) = try Deflate.inflated((data + [1, 2, 3])[...], byteCountMax: count)
    #expect(again == content && byteCount == data.count, "seed \(seed)")
  }

  @Test func `stops where the content gets too long`() throws {
    let data = try Deflate.deflated([UInt8](repeating: 0, count: 1 << 20))
    #expect(throws: Deflate.Fault.tooLong) { try Deflate.inflated(data[...], byteCountMax: (1 << 20) - 1) }
    #expect(try Deflate.inflated(data[...], byteCountMax: 1 << 20).content.count == 1 << 20)
  }

  @Test func `tells truncated data from damaged data`() throws {
    let data = try Deflate.deflated(Array("terminology and other language resources".utf8))
    for count in 0..<data.count {
      #expect(throws: Deflate.Fault.truncated) { try Deflate.inflated(data.prefix(count), byteCountMax: 100) }
    }
    #expect(throws: Deflate.Fault.self) { try Deflate.inflated([0xFF, 0xFF, 0xFF][...], byteCountMax: 100) }
  }

  @Test func `has the checksum of the standard's test string`() {
    #expect(Deflate.checksum("123456789".utf8) == 0xCBF4_3926)
    #expect(Deflate.checksum([]) == 0)
  }
}

@Suite struct `Elements of any XML` {
  private final class Log: XMLElementHandler {
    var events: [String] = []
    func startElement(_ name: XMLElementName, _ attributes: [XMLElementName: String]) throws(SyntaxError) {
      let list = attributes.map { "\($0.key.namespace)|\($0.key.local)=\($0.value)" }.sorted()
      events.append("<\(name.namespace)|\(name.local)" + list.map { " " + $0 }.joined())
    }
    func endElement(_ name: XMLElementName) throws(SyntaxError) { events.append(">\(name.local)") }
    func characters(_ text: String) throws(SyntaxError) { events.append("\"\(text)") }
  }

  private func events(_ text: String) throws -> [String] {
    let log = Log()
    try XMLElements.read(Array(text.utf8), to: log)
    return log.events
  }

  @Test func `come with expanded names, values and text`() throws {
    let text = "<?x y?><!-- c --><a xmlns='u' xmlns:p='v' p:b='1 &lt; 2' c='é'>t<![CDATA[<]]></a>"
    #expect(try events(text) == ["<u|a v|b=1 < 2 |c=é", "\"t", "\"<", ">a"])
  }

  @Test(arguments: [
    "<!DOCTYPE a><a/>", "<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>", "<!DOCTYPE a SYSTEM 'file:///x'><a/>",
    "<a>",
    "<a>&x;</a>", "", "text",
  ])
  func `are not read from what has a document type or is no XML`(_ text: String) {
    #expect(throws: SyntaxError.self) { try events(text) }
  }

  @Test func `nest no deeper than the limit`() throws {
    func nested(_ depth: Int) -> String {
      String(repeating: "<a>", count: depth) + String(repeating: "</a>", count: depth)
    }
    #expect(try events(nested(256)).count == 512)
    #expect(throws: SyntaxError.self) { try events(nested(257)) }
  }
}
