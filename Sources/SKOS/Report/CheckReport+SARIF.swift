public import RDF

extension CheckReport {
  /// The report in SARIF 2.1.0, which code hosts show beside the lines of a change.
  ///
  /// Columns count Unicode code points. What the baseline has is `unchanged`, the rest `new`. File names become
  /// relative URIs, as far as they are relative paths.
  /// - Source: OASIS SARIF 2.1.0, clauses 3.14 (run), 3.19 (tool component), 3.27 (result).
  public var sarif: JSON {
    let ids = (rules + [Rule.rdfSyntaxErrorID]).uniqued
    let places = Dictionary(uniqueKeysWithValues: ids.enumerated().map { ($1, $0) })
    let driver: JSON = [
      "name": "termctl check", "semanticVersion": .string(version),
      "informationUri": "https://concordat.example/rules",
      "rules": .array(ids.compactMap(Rule.named).map(Self.descriptor)),
    ]
    let results = items.map { file, item in Self.result(file, item, place: places[item.rule]) }
    return [
      "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
      "version": "2.1.0",
      "runs": [
        [
          "tool": ["driver": driver], "columnKind": "unicodeCodePoints", "results": .array(results),
        ]
      ],
    ]
  }

  private static func descriptor(_ rule: Rule) -> JSON {
    [
      "id": .string(rule.id), "shortDescription": ["text": .string(rule.title + ".")],
      "fullDescription": ["text": .string(rule.reason)],
      "help": [
        "text": .string(
          "\(rule.reason)\n\nThis breaks it:\n\(rule.firingExample)\n\nThis does not:\n\(rule.cleanExample)")
      ],
      "defaultConfiguration": ["level": .string(level(rule.severity))],
      "properties": ["tags": [.string(rule.profile.rawValue)]],
    ]
  }

  private static func result(_ file: String, _ item: Item, place: Int?) -> JSON {
    var region: [(String, JSON)] = []
    if let position = item.position {
      region = [("startLine", .int(position.line)), ("startColumn", .int(position.column))]
    }
    var location: [(String, JSON)] = [("artifactLocation", ["uri": .string(uri(of: file))])]
    if !region.isEmpty { location.append(("region", .object(JSON.Object(region)))) }
    var members: [(String, JSON)] = [
      ("ruleId", .string(item.rule)), ("level", .string(level(item.severity))),
      ("message", ["text": .string(item.message + ".")]),
      ("locations", [["physicalLocation": .object(JSON.Object(location))]]),
      ("partialFingerprints", ["concordat/v1": .string(item.fingerprint)]),
      ("baselineState", item.isKnown ? "unchanged" : "new"),
    ]
    if let place { members.insert(("ruleIndex", .int(place)), at: 1) }
    return .object(JSON.Object(members))
  }

  private static func level(_ severity: Severity) -> String {
    switch severity {
    case .error: "error"
    case .warning: "warning"
    case .info: "note"
    }
  }

  /// A path as a relative URI reference: what a segment may not have is percent-encoded (RFC 3986 §3.3).
  private static func uri(of path: String) -> String {
    let hexadecimal = Array("0123456789ABCDEF".utf8)
    var bytes: [UInt8] = []
    for byte in path.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
        UInt8(ascii: "~"), UInt8(ascii: "/"):
        bytes.append(byte)
      default:
        bytes += [UInt8(ascii: "%"), hexadecimal[Int(byte >> 4)], hexadecimal[Int(byte & 15)]]
      }
    }
    let text = String(validating: bytes, as: UTF8.self) ?? ""
    return text.hasPrefix("/") ? "file://" + text : text
  }
}
