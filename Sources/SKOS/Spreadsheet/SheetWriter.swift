internal import RDF

/// Writes entries as rows of a sheet.
public struct SheetWriter {
  private let layout: SheetLayout
  private let shown: Set<SheetColumn>
  private var csv: CSVWriter
  /// How many statements of the entries that were written have no column, among them all with blank nodes.
  ///
  /// They stay as they are when the sheet is taken in.
  public private(set) var omittedCount = 0

  /// Begins a sheet with its headings.
  ///
  /// - Parameter hasByteOrderMark: whether to begin with the mark by which Excel knows UTF-8.
  public init(_ layout: SheetLayout, separator: CSVSeparator = .comma, hasByteOrderMark: Bool = false) {
    self.layout = layout
    shown = Set(layout.columns)
    csv = CSVWriter(separator: separator, hasByteOrderMark: hasByteOrderMark)
    csv.write(row: layout.headings)
  }

  /// Writes an entry, if it is a concept or has anything to show.
  ///
  /// - Throws: `EntryError` if its body is damaged.
  public mutating func write(_ entry: Entry) throws(EntryError) {
    let all = try entry.triples
    omittedCount += all.count { !shows($0, of: entry.iri) }
    guard !Entry.isMinted(entry.iri) else { return }
    let triples = all.filter { $0.subject == .iri(entry.iri) }
    let cells = layout.columns.map { SheetCell.text(of: $0, in: triples) }
    let isConcept = triples.contains { $0.predicate == .RDF.type && $0.object == .iri(.SKOS.Concept) }
    guard isConcept || cells.contains(where: { !$0.isEmpty }) else { return }
    csv.write(
      row: [CellText.guarded(entry.iri.string)] + cells
        + layout.references.map { SheetCell.text(of: $0, in: triples) } + [SheetLayout.hash(of: entry)])
  }

  private func shows(_ triple: Triple, of iri: IRI) -> Bool {
    guard triple.subject == .iri(iri), !Entry.isMinted(iri), triple.object.iri.map(Entry.isMinted) != true,
      let column = SheetColumn(triple.predicate, of: triple.object)
    else { return false }
    return shown.contains(column)
  }

  /// What was written since the last time.
  public mutating func take() -> [UInt8] { csv.take() }

  /// The columns that a vocabulary's entries have values for; O(n).
  ///
  /// - Throws: `EntryError` if the body of one is damaged.
  public static func columns(of entry: Entry) throws(EntryError) -> Set<SheetColumn> {
    guard !Entry.isMinted(entry.iri) else { return [] }
    var found: Set<SheetColumn> = []
    for triple in try entry.triples where triple.subject == .iri(entry.iri) {
      if let column = SheetColumn(triple.predicate, of: triple.object) { found.insert(column) }
    }
    return found
  }
}

/// One cell of a sheet.
enum SheetCell {
  static func text(of column: SheetColumn, in triples: [Triple]) -> String {
    CellText.encode(
      triples.compactMap { $0.predicate == column.property ? column.text(of: $0.object) : nil })
  }
}
