// What Turtle writes shorter than its IRI or its datatype says, for `StatementWriter` and `TurtleSerializer`.

extension WrittenTerm.Role {
  /// The role of an IRI.
  init(_ iri: UnsafeBufferPointer<UInt8>) {
    self = .ordinary
    for (role, text) in Self.iris where text.count == iri.count && text.elementsEqual(iri) { self = role }
  }

  private static let iris: [(WrittenTerm.Role, [UInt8])] = [
    (.type, Array(IRI.RDF.type.string.utf8)), (.integer, Array(IRI.XSD.integer.string.utf8)),
    (.decimal, Array(IRI.XSD.decimal.string.utf8)), (.boolean, Array(IRI.XSD.boolean.string.utf8)),
  ]

  /// Whether a literal of the datatype with this role may stand without quotation marks: whether the parser
  /// would read it back as it is.
  func isShorthand(_ form: UnsafeBufferPointer<UInt8>) -> Bool {
    switch self {
    case .ordinary, .type: return false
    case .boolean: return form.elementsEqual("true".utf8) || form.elementsEqual("false".utf8)
    case .integer, .decimal: break
    }
    guard let lead = form.first else { return false }
    guard IRIGrammar.isDigit(lead) || lead == 0x2B || lead == 0x2D || lead == 0x2E else { return false }
    let window = ByteWindow(form, isFinal: true)
    guard let (kind, end) = try? window.scanNumber(at: 0, limits: ParserLimits()), end == form.count else {
      return false
    }
    return kind == (self == .integer ? .integer : .decimal)
  }
}
