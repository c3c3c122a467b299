/// An IRI that relative references are resolved against, with what the common kinds of reference need.
struct BaseIRI {
  let iri: IRI
  /// The base up to its fragment: what an empty reference and one that is only a fragment build on.
  private let document: [UInt8]
  /// The base up to the last slash of its path: what a reference such as `name` or `a/b` builds on.
  private let directory: [UInt8]

  init(_ iri: IRI) {
    self.iri = iri
    document = Array(iri.string.utf8.prefix { $0 != UInt8(ascii: "#") })
    let sibling = (try? iri.resolving("x"))?.string ?? ""
    directory = Array(sibling.utf8.dropLast())
  }

  /// Puts the resolved form in place of a reference that has no scheme and only characters of an IRI.
  ///
  /// - Throws: `IRI.Malformed` as `IRI.resolving` does.
  func resolve(_ reference: inout [UInt8]) throws(IRI.Malformed) {
    if reference.isEmpty || reference[0] == UInt8(ascii: "#") {
      reference.insert(contentsOf: document, at: 0)
    } else if Self.isPlainPath(reference), !directory.isEmpty {
      reference.insert(contentsOf: directory, at: 0)
    } else {
      // The parser has checked that the reference is UTF-8.
      let resolved = try iri.resolving(String(validating: reference, as: UTF8.self) ?? "")
      reference = Array(resolved.string.utf8)
    }
  }

  /// Whether a reference is a relative path without dot segments, which is simply appended.
  private static func isPlainPath(_ reference: [UInt8]) -> Bool {
    var isSegmentStart = true
    for (index, byte) in reference.enumerated() {
      switch byte {
      case UInt8(ascii: "."): if isSegmentStart { return false }
      case UInt8(ascii: "/"): if index == 0 { return false }
      case UInt8(ascii: "?"), UInt8(ascii: "#"): return index > 0
      case UInt8(ascii: ":"): return false
      default: break
      }
      isSegmentStart = byte == UInt8(ascii: "/")
    }
    return true
  }
}
