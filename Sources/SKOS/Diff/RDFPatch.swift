private import Crypto
internal import RDF

extension GraphDiff {
  /// The differences as an RDF Patch: what turns the old graph into the new one, and always the same text.
  ///
  /// One transaction: the prefixes that are new, then the statements to delete, then those to add. Blank nodes are
  /// written `<_:label>`; those of the old graph bear the labels of its canonical form, those that are new `b0`, `b1`, ….
  /// The header's id is made of the content. Prefixes come only with changed statements: they are no content.
  /// - Source: <https://jena.apache.org/documentation/rdf-patch/>.
  /// - Parameters:
  ///   - oldPrefixes: the prefixes of the old document, by name.
  ///   - newPrefixes: the prefixes of the new document, by name.
  public func rdfPatch(from oldPrefixes: [String: String] = [:], to newPrefixes: [String: String] = [:])
    -> [UInt8]
  {
    var rows: [UInt8] = []
    if !isEmpty {
      for (name, namespace) in newPrefixes.sorted(by: { $0.key < $1.key })
      where oldPrefixes[name] != namespace {
        rows.append(contentsOf: "PA ".utf8)
        Term.literal(.string(name)).appendNTriples(to: &rows)
        rows.append(UInt8(ascii: " "))
        Term.literal(.string(namespace)).appendNTriples(to: &rows)
        rows.append(contentsOf: " .\n".utf8)
      }
    }
    for triple in removed { Self.appendRow("D", triple, to: &rows) }
    for triple in added { Self.appendRow("A", triple, to: &rows) }
    return Array("H id <\(Self.name(of: rows))> .\nTX .\n".utf8) + rows + Array("TC .\n".utf8)
  }

  private static func appendRow(_ code: String, _ triple: Triple, to rows: inout [UInt8]) {
    rows.append(contentsOf: code.utf8)
    for term in [triple.subject.term, .iri(triple.predicate), triple.object] {
      rows.append(UInt8(ascii: " "))
      if case .blankNode(let node) = term {
        rows.append(contentsOf: "<_:\(node.label)>".utf8)
      } else {
        term.appendNTriples(to: &rows)
      }
    }
    rows.append(contentsOf: " .\n".utf8)
  }

  /// A UUID of version 8 (RFC 9562 §5.8) made of the first bytes of SHA-256, as a URN.
  private static func name(of rows: [UInt8]) -> String {
    var bytes = Array(SHA256.hash(data: rows).prefix(16))
    bytes[6] = bytes[6] & 0x0F | 0x80
    bytes[8] = bytes[8] & 0x3F | 0x80
    // The groups of a UUID have 4, 2, 2, 2 and 6 bytes.
    let groups = [bytes[..<4], bytes[4..<6], bytes[6..<8], bytes[8..<10], bytes[10...]]
    return "urn:uuid:" + groups.map(\.hexadecimal).joined(separator: "-")
  }
}
