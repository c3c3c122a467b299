internal import RDF

extension Rule {
  /// Every IRI is one by the grammar of RFC 3987 and of its scheme.
  static let iriInvalid = Rule(
    id: "iri-invalid",
    title: "An IRI follows the grammar of RFC 3987 and of its scheme",
    severity: .error, profile: .web,
    sources: [
      "RDF 1.1 Concepts §3.2; RFC 3987 §2.2; RFC 3986 §3.2; RFC 9110 §4.2.1 and §4.2.2; RFC 8141 §2; VocBench integrity checks (invalid URIs), without what they reject of RFC 3987"
    ],
    reason: """
      What is no IRI cannot be followed, and other programs may refuse the whole file for it. The parsers refuse \
      characters that may stand in no IRI; this also looks at brackets, hosts, ports and the shape that http and urn \
      lay down.
      """,
    firingExample: """
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en ; skos:exactMatch <http://example.com:port/cat> .
      """,
    cleanExample: """
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en ;
        skos:exactMatch <http://example.com:8080/cat>, <http://\u{4F8B}\u{5B50}.example/\u{732B}>, <urn:isbn:9780141036144>, <http://[2001:db8::1]/cat> .
      """,
    evaluate: { context in
      var found: [(id: TermID, reason: String)] = []
      let dictionary = context.view.graph.dictionary
      dictionary.forEachTerm { id, span in
        guard dictionary.isIRI(id), !span.withUnsafeBufferPointer(isPlainHTTP),
          let reason = faultOfIRI(context.text(id))
        else { return }
        found.append((id, reason))
      }
      return found.flatMap { id, reason in
        IRIPlaces.violations(id, context) { "\($0) is no valid IRI: \(reason)" }
      }
    })

  /// Whether an IRI is http or https with a name of ASCII letters for its host and nothing odd behind it.
  private static func isPlainHTTP(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard bytes.count > 8, bytes.starts(with: "http".utf8) else { return false }
    var index = bytes[4] == UInt8(ascii: "s") ? 5 : 4
    guard bytes[index] == UInt8(ascii: ":"), bytes[index + 1] == UInt8(ascii: "/"),
      bytes[index + 2] == UInt8(ascii: "/")
    else { return false }
    index += 3
    let start = index
    while index < bytes.count, bytes[index] != UInt8(ascii: "/") {
      guard Self.byteKinds[Int(bytes[index])] == 2 else { return false }
      index += 1
    }
    guard index > start else { return false }
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "%") {
        guard index + 2 < bytes.count, isHexDigit(bytes[index + 1]), isHexDigit(bytes[index + 2]) else {
          return false
        }
        index += 3
        continue
      }
      guard Self.byteKinds[Int(bytes[index])] > 0 else { return false }
      index += 1
    }
    return true
  }

  private static func isHexDigit(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte | 0x20)
  }

  /// 2 for letters, digits, hyphen and full stop, 1 for what else may stand behind a host any number of times.
  private static let byteKinds: [UInt8] = (0..<256).map { value -> UInt8 in
    switch UInt8(value) {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."):
      2
    default: "/_~:?@!$&'()*+,;=".utf8.contains(UInt8(value)) ? 1 : 0
    }
  }

  /// What is wrong with an IRI; nil if nothing is, or only spaces, which have a rule of their own.
  private static func faultOfIRI(_ text: String) -> String? {
    guard !text.unicodeScalars.contains(where: \.properties.isWhitespace) else { return nil }
    do {
      _ = try IRI(text)
    } catch {
      return error.reason
    }
    let parts = IRIText(text)
    for part in [parts.path, parts.query, parts.fragment].compactMap({ $0 })
    where part.utf8.contains(where: { $0 == UInt8(ascii: "[") || $0 == UInt8(ascii: "]") }) {
      return "a bracket may stand only around an address in the place of a host; it is written %5B or %5D"
    }
    if let authority = parts.authority, let fault = fault(ofAuthority: authority) { return fault }
    if parts.isHTTP {
      guard let authority = parts.authority else {
        return "expected \"//\" and a host behind \"\(parts.scheme):\""
      }
      guard !IRIAuthority(authority).host.isEmpty else { return "expected a host behind \"//\"" }
    } else if parts.scheme.lowercased() == "urn" {
      return fault(ofURN: parts.path)
    }
    return nil
  }

  private static func fault(ofAuthority authority: Substring) -> String? {
    let parts = IRIAuthority(authority)
    if let port = parts.port, !port.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
      return "expected a number for the port, not \"\(String(port).printable)\""
    }
    if authority.utf8.count(where: { $0 == UInt8(ascii: "@") }) > 1 {
      return "expected one \"@\" at most in the host"
    }
    if parts.host.hasPrefix("[") {
      let address = parts.host.dropFirst().dropLast()
      let isAddress = address.allSatisfy { $0.isHexDigit || ":.".contains($0) } && address.contains(":")
      guard parts.host.hasSuffix("]"), isAddress || address.hasPrefix("v") || address.hasPrefix("V") else {
        return "expected an IP address between the brackets"
      }
    } else if parts.host.contains(where: { "[]".contains($0) }) {
      return "brackets may stand only around the whole host"
    }
    return nil
  }

  /// RFC 8141 §2: a namespace identifier of 2 to 32 letters, digits and hyphens, and a name that is not empty.
  private static func fault(ofURN path: Substring) -> String? {
    let identifier = path.prefix { $0 != ":" }
    guard (2...32).contains(identifier.utf8.count), !identifier.hasPrefix("-"), !identifier.hasSuffix("-"),
      identifier.utf8.allSatisfy({
        (0x30...0x39).contains($0) || (0x61...0x7A).contains($0 | 0x20) || $0 == 0x2D
      }), path.utf8.count > identifier.utf8.count + 1
    else {
      return "expected a namespace identifier of letters and digits behind \"urn:\", then a colon and a name"
    }
    return nil
  }
}
