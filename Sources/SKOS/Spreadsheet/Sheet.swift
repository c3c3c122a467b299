public import RDF

/// A sheet that came back: for each row, what its entry is to say in the sheet's columns.
public struct Sheet: Sendable {
  /// A row of the sheet.
  public struct Row: Hashable, Sendable {
    /// The line of the file on which it begins.
    public let line: Int
    /// The entry.
    public let iri: IRI
    /// The beginning of the content hash of the entry that was written out; nil if the sheet has none.
    public let hash: String?
    /// The values of each column; a column that is not there says nothing.
    let values: [SheetColumn: Set<Term>]
  }

  /// The columns that are taken in.
  public let columns: [SheetColumn]
  /// The rows.
  public let rows: [Row]

  /// Reads a file of comma-, semicolon- or tab-separated values.
  ///
  /// Columns may be taken out and put in another order. Rows may be taken out: what is not there is left alone.
  /// - Throws: `SheetFaults` with everything that is wrong: unknown columns, malformed IRIs, rows that stand twice,
  ///   rows of another length than the first, quotes that do not fit.
  public init(_ bytes: [UInt8]) throws(SheetFaults) {
    var lines: [CSVRow]
    do throws(SheetFault) { lines = try CSVReader.rows(bytes) } catch { throw SheetFaults([error]) }
    guard let first = lines.first else {
      throw SheetFaults([
        SheetFault(line: 1, column: nil, "the sheet is empty; its first row has the headings")
      ])
    }
    lines.removeFirst()
    let headings = try SheetHeadings(first)
    columns = headings.columns.map(\.column)
    var faults: [SheetFault] = []
    var rows: [Row] = []
    var known: [IRI: Int] = [:]
    for line in lines where line.cells.contains(where: { !$0.isEmpty }) {
      guard let row = headings.row(line, &faults) else { continue }
      if let before = known[row.iri] {
        faults.append(
          SheetFault(
            line: line.line, column: headings.iri + 1,
            "<\(row.iri)> stands on line \(before) already; bring both rows together"))
        continue
      }
      known[row.iri] = line.line
      rows.append(row)
    }
    guard faults.isEmpty else { throw SheetFaults(faults) }
    self.rows = rows
  }
}

/// Everything that is wrong with a sheet.
public struct SheetFaults: Error, Hashable, Sendable, CustomStringConvertible {
  /// The faults in order of their lines.
  public let faults: [SheetFault]

  init(_ faults: [SheetFault]) { self.faults = faults }

  /// One fault a line.
  public var description: String { faults.map(\.description).joined(separator: "\n") }
}

extension Sheet.Row {
  /// The entry with what the row says in the place of what it said in these columns; the rest stays.
  ///
  /// - Throws: `EntryError` if the body is damaged or its blank nodes cannot be told apart.
  public func applied(to entry: Entry) throws(EntryError) -> Entry {
    let before = try entry.triples
    let subject = Subject.iri(entry.iri)
    var after = before
    for (column, wanted) in values {
      func belongs(_ triple: Triple) -> Bool {
        triple.subject == subject && triple.predicate == column.property
          && column.text(of: triple.object) != nil
      }
      let there = Set(before.filter(belongs).map(\.object))
      guard there != wanted else { continue }
      after.removeAll { belongs($0) && !wanted.contains($0.object) }
      after += wanted.subtracting(there).map { Triple(subject, column.property, $0) }
    }
    return after == before ? entry : try Entry(iri: entry.iri, triples: after)
  }
}

/// The first row of a sheet, and how to read those below it.
private struct SheetHeadings {
  private(set) var columns: [(index: Int, column: SheetColumn)] = []
  private(set) var iri = -1
  private var hash: Int?
  /// The columns that were written out, in which an empty cell means "no value".
  private var written: Set<SheetColumn> = []
  private let count: Int

  init(_ row: CSVRow) throws(SheetFaults) {
    count = row.cells.count
    var faults: [SheetFault] = []
    for (index, cell) in row.cells.enumerated() {
      let heading = CellText.unguarded(cell)
      func fault(_ message: String) { faults.append(SheetFault(line: row.line, column: index + 1, message)) }
      if heading == SheetLayout.iriHeading {
        if iri < 0 { iri = index } else { fault("there are two columns \"iri\"; take one out") }
      } else if heading == SheetLayout.hashHeading || heading.hasPrefix(SheetLayout.hashHeading + " ") {
        hash = index
        let names = heading.split(separator: " ").dropFirst()
        written = Set(names.compactMap { try? SheetColumn(heading: String($0)) })
      } else if heading.hasPrefix("("), heading.hasSuffix(")") {
        continue
      } else {
        do throws(SheetColumn.Malformed) {
          let column = try SheetColumn(heading: heading)
          if columns.contains(where: { $0.column == column }) {
            fault("the column \"\(heading)\" stands twice; bring both together")
          }
          columns.append((index, column))
        } catch {
          fault("\(error); take the column out, or put its heading in parentheses")
        }
      }
    }
    if iri < 0 {
      faults.append(
        SheetFault(line: row.line, column: nil, "there is no column \"iri\"; it says whose row it is"))
    }
    guard faults.isEmpty else { throw SheetFaults(faults) }
  }

  func row(_ row: CSVRow, _ faults: inout [SheetFault]) -> Sheet.Row? {
    let before = faults.count
    guard row.cells.count == count else {
      faults.append(
        SheetFault(
          line: row.line, column: nil,
          "the row has \(row.cells.count) cells and the first row \(count); is a separator missing, or a quote?"
        ))
      return nil
    }
    var values: [SheetColumn: Set<Term>] = [:]
    for (index, column) in columns {
      do {
        let texts = try CellText.decode(row.cells[index])
        if texts.isEmpty && !written.contains(column) { continue }
        values[column] = try Set(texts.map { try column.object(of: $0) })
      } catch {
        faults.append(SheetFault(line: row.line, column: index + 1, "\(error)"))
      }
    }
    let name = CellText.unguarded(row.cells[iri])
    guard let about = try? IRI(name) else {
      faults.append(SheetFault(line: row.line, column: iri + 1, "\"\(name)\" is not an absolute IRI"))
      return nil
    }
    guard faults.count == before else { return nil }
    let hash = hash.map { row.cells[$0] }.flatMap { $0.isEmpty ? nil : $0 }
    return Sheet.Row(line: row.line, iri: about, hash: hash, values: values)
  }
}

extension Sheet.Row {
  /// Whether the row was written from this version of the entry.
  public func wasWritten(from entry: Entry) -> Bool { hash == SheetLayout.hash(of: entry) }
}
