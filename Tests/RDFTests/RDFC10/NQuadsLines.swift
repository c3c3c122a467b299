import RDF

/// Reads the well-formed N-Quads of test files, line by line, without asking whether they are valid.
enum NQuadsLines {
  struct Malformed: Error { let line: String }

  static func quads(_ text: String) throws -> [Quad] {
    try text.split(separator: "\n").compactMap { line in
      var rest = line[...]
      skipSpaces(&rest)
      guard !rest.isEmpty, rest.first != "#" else { return nil }
      var terms: [Term] = []
      while let term = try term(&rest) { terms.append(term) }
      guard terms.count == 3 || terms.count == 4, let subject = terms[0].subject, let predicate = terms[1].iri
      else { throw Malformed(line: String(line)) }
      return Quad(
        Triple(subject, predicate, terms[2]), graphName: terms.count == 4 ? terms[3].subject : nil)
    }
  }

  private static func skipSpaces(_ rest: inout Substring) {
    rest = rest.drop { $0 == " " || $0 == "\t" || $0 == "\r" }
  }

  private static func term(_ rest: inout Substring) throws -> Term? {
    skipSpaces(&rest)
    switch rest.first {
    case "<": return .iri(IRI(uncheckedValid: try quoted(&rest, until: ">")))
    case "_":
      let label = rest.dropFirst(2).prefix { !" \t<\"".contains($0) }
      rest = rest[label.endIndex...]
      return .blankNode(BlankNode(String(label)))
    case "\"":
      let text = try quoted(&rest, until: "\"")
      if rest.hasPrefix("^^") {
        rest = rest.dropFirst(2)
        return .literal(Literal(text, datatype: IRI(uncheckedValid: try quoted(&rest, until: ">"))))
      }
      if rest.first == "@" {
        let tag = rest.dropFirst().prefix { $0.isLetter || $0.isNumber || $0 == "-" }
        rest = rest[tag.endIndex...]
        return .literal(.languageTagged(text, try LanguageTag(tag)))
      }
      return .literal(.string(text))
    default: return nil
    }
  }

  private static func quoted(_ rest: inout Substring, until end: Unicode.Scalar) throws -> String {
    var result = String.UnicodeScalarView()
    var scalars = rest.unicodeScalars.dropFirst()
    while let scalar = scalars.popFirst() {
      if scalar == end {
        rest = Substring(scalars)
        return String(result)
      }
      guard scalar == "\\", let escape = scalars.popFirst() else {
        result.append(scalar)
        continue
      }
      switch escape {
      case "t": result.append("\t")
      case "b": result.append("\u{8}")
      case "n": result.append("\n")
      case "r": result.append("\r")
      case "f": result.append("\u{C}")
      case "u", "U":
        let digits = scalars.prefix(escape == "u" ? 4 : 8)
        scalars = scalars.dropFirst(digits.count)
        guard let code = UInt32(String(digits), radix: 16), let scalar = Unicode.Scalar(code) else {
          throw Malformed(line: String(rest))
        }
        result.append(scalar)
      default: result.append(escape)
      }
    }
    throw Malformed(line: String(rest))
  }
}
