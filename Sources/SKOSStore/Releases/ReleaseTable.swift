import RDF

/// The vocabulary as CSV for spreadsheets: a row for each resource, a column for each property and language.
///
/// Several values of a cell stand on lines of their own. What hangs from blank nodes is left out, and datatypes are
/// not told: the table is for reading, the syntaxes of RDF are for keeping.
/// - Source: RFC 4180; OWASP, "CSV Injection".
struct ReleaseTable {
  private struct Column: Hashable, Comparable {
    let property: String
    let language: String

    static func < (left: Column, right: Column) -> Bool {
      (left.property, left.language) < (right.property, right.language)
    }
  }

  private let graph: Graph

  init(_ graph: Graph) { self.graph = graph }

  /// Writes the table in pieces; the same graph always gives the same bytes.
  func write(to append: ([UInt8]) throws -> Void) throws {
    let dictionary = graph.dictionary
    let statements = graph.statements.filter {
      dictionary.isIRI($0.subject) && !dictionary.isBlankNode($0.object)
    }
    var places: [Column: Int] = [:]
    for statement in statements { places[column(statement)] = 0 }
    let columns = places.keys.sorted()
    for (index, column) in columns.enumerated() { places[column] = index }
    var buffer: [UInt8] = []
    Self.append(
      ["iri"] + columns.map { $0.language.isEmpty ? $0.property : $0.property + "@" + $0.language },
      to: &buffer)
    // The statements of one subject stand together.
    var rows: [(iri: String, range: Range<Int>)] = []
    var start = 0
    for index in statements.indices {
      let isLast = index + 1 == statements.count
      if isLast || statements[index + 1].subject != statements[index].subject {
        rows.append((dictionary.text(of: statements[index].subject), start..<index + 1))
        start = index + 1
      }
    }
    rows.sort { $0.iri.utf8.lexicographicallyPrecedes($1.iri.utf8) }
    for row in rows {
      var cells: [Int: [String]] = [:]
      for statement in statements[row.range] {
        cells[places[column(statement)] ?? 0, default: []].append(value(statement.object))
      }
      let texts = columns.indices.map { index in
        (cells[index] ?? []).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.joined(separator: "\n")
      }
      Self.append([row.iri] + texts, to: &buffer)
      if buffer.count >= 64 << 10 {
        try append(buffer)
        buffer.removeAll(keepingCapacity: true)
      }
    }
    try append(buffer)
  }

  private func column(_ statement: Graph.Statement) -> Column {
    let property = graph.dictionary.text(of: statement.predicate)
    let language = graph.dictionary.languageTag(of: statement.object)?.string ?? ""
    return Column(property: Self.abbreviated(property), language: language)
  }

  private func value(_ object: TermID) -> String {
    switch graph.dictionary[object] {
    case .iri(let iri): iri.string
    case .literal(let literal): literal.lexicalForm
    case .blankNode: ""
    }
  }

  private static func abbreviated(_ iri: String) -> String {
    for (prefix, namespace) in prefixes where iri.hasPrefix(namespace) {
      return prefix + ":" + iri.dropFirst(namespace.count)
    }
    return iri
  }

  private static let prefixes = SerializerOptions.wellKnownPrefixes.sorted { $0.key < $1.key }

  /// Appends a record of RFC 4180.
  static func append(_ fields: [String], to bytes: inout [UInt8]) {
    for (index, field) in fields.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      let text = guarded(field)
      if text.utf8.contains(where: { [0x22, 0x2C, 0x0A, 0x0D].contains($0) }) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
          if byte == UInt8(ascii: "\"") { bytes.append(byte) }
          bytes.append(byte)
        }
        bytes.append(UInt8(ascii: "\""))
      } else {
        bytes.append(contentsOf: text.utf8)
      }
    }
    bytes.append(contentsOf: "\r\n".utf8)
  }

  /// The text with an apostrophe before it if a spreadsheet would take it for a formula.
  ///
  /// An apostrophe that is there already is doubled in that place, so that the guard can be taken away again.
  private static func guarded(_ text: String) -> String {
    guard let first = text.unicodeScalars.first, starts.contains(first) else { return text }
    return "'" + text
  }

  private static let starts: Set<UnicodeScalar> = [
    "=", "+", "-", "@", "\t", "\r", "\n", "'", "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}",
  ]
}
