/// Makes comments of the rows of a table, whatever file the table is in.
struct TemplateRows {
  /// A row as it stands in the file.
  struct Row {
    /// The row or line, from 1.
    let number: Int
    /// The cells with the columns that they begin at, from 1, and how many columns each takes up.
    let cells: [Cell]
  }

  /// A cell.
  struct Cell {
    let column: Int
    var span = 1
    let text: String
    /// Whether it belongs to the cell above it.
    var isContinued = false
  }

  /// A column of the file that is one of the template.
  struct Heading {
    let columns: Range<Int>
    let column: TemplateColumn
  }

  /// The most rows that are read: ten times the longest collation of comments that we have heard of.
  static let rowCountMax = 100_000
  /// The most text that is taken from cells above, in bytes, since each row has it once more.
  ///
  /// 16 MiB: merged cells have codes and clauses, of a few bytes each.
  static let continuedByteCountMax = 16 << 20
  /// Within how many rows the headings are looked for: some templates have a title and numbers above them.
  static let headingRowMax = 12
  /// How many cells of a row are looked at as headings: the widest template that we know has ten.
  static let headingCountMax = 64
  /// The longest heading, in bytes: a comment may begin with the words of one.
  static let headingByteCountMax = 160
  /// The columns without which a table is none of the template.
  static let required: [TemplateColumn] = [.memberBody, .type, .comment]

  let table: Int?
  let headings: [Heading]
  let headingRow: Row
  /// Whose the comments are that do not say it.
  let sender: TemplateComment.Author?
  private(set) var comments: [TemplateComment] = []
  private(set) var faults: [TemplateFault] = []
  private(set) var remarks: [String] = []
  private var continuedByteCount = 0
  /// The texts of the row before, for cells that continue it.
  private var above: [TemplateColumn: String] = [:]

  /// Looks for the headings in a table; nil if it is none of the template.
  init?(_ rows: [Row], table: Int?, sender: TemplateComment.Author?) {
    let candidates = rows.prefix(Self.headingRowMax).map { ($0, Self.headings(of: $0)) }
    let best = candidates.max { Self.distinct($0.1) < Self.distinct($1.1) }
    guard let (row, headings) = best, Self.isTemplate(headings) else { return nil }
    self.table = table
    self.headings = headings
    self.sender = sender
    headingRow = row
    checkHeadings()
    var read = 0
    for row in rows where row.number > headingRow.number {
      read += 1
      guard read <= Self.rowCountMax else {
        faults.append(
          TemplateFault(
            .tooLong, table: table, row: row.number,
            "a table is read up to \(Self.rowCountMax) rows"))
        break
      }
      take(row)
      guard continuedByteCount <= Self.continuedByteCountMax else {
        faults.append(
          TemplateFault(
            .tooLong, table: table, row: row.number,
            "cells that are merged downwards have more than \(Self.continuedByteCountMax) bytes in their rows"
          ))
        break
      }
    }
  }

  private static func headings(of row: Row) -> [Heading] {
    row.cells.prefix(headingCountMax).compactMap { cell in
      guard cell.text.utf8.count <= headingByteCountMax else { return nil }
      return TemplateColumn(heading: cell.text).map {
        Heading(columns: cell.column..<(cell.column + max(cell.span, 1)), column: $0)
      }
    }
  }

  private static func distinct(_ headings: [Heading]) -> Int { Set(headings.map(\.column)).count }

  /// A table is one of the template if it has comments, and at least two other columns.
  private static func isTemplate(_ headings: [Heading]) -> Bool {
    headings.contains { $0.column == .comment } && distinct(headings) >= 3
  }

  private mutating func checkHeadings() {
    let found = Set(headings.map(\.column))
    for column in Self.required
    where !found.contains(column) && !(column == .memberBody && sender != nil) {
      faults.append(
        TemplateFault(
          .noColumn, table: table, row: headingRow.number,
          "no column has the heading \"\(column.heading)\"; expected one"))
    }
    for cell in headingRow.cells
    where !cell.text.isEmpty && TemplateColumn(heading: cell.text) == nil {
      remarks.append(
        "\(place(headingRow.number)), column \(cell.column): \"\(excerpt(cell.text))\" is no column of the template "
          + "and was left out")
    }
  }

  // MARK: Rows

  private mutating func take(_ row: Row) {
    var texts: [TemplateColumn: String] = [:]
    var places: [TemplateColumn: Int] = [:]
    var isContinuation = false
    var hasOwn = false
    for cell in row.cells {
      guard let heading = headings.first(where: { $0.columns.contains(cell.column) }) else {
        continue
      }
      if cell.isContinued {
        texts[heading.column] = above[heading.column]
        continuedByteCount += above[heading.column]?.utf8.count ?? 0
        isContinuation = true
      } else if !cell.text.isEmpty {
        hasOwn = true
        // Two cells under one heading are one text.
        texts[heading.column] = texts[heading.column].map { $0 + "\n" + cell.text } ?? cell.text
      }
      places[heading.column] = places[heading.column] ?? cell.column
    }
    guard !isAcross(row), hasOwn, !isRepetition(row) else {
      if isContinuation { above.merge(texts) { $1 } }
      return
    }
    above = texts
    // Many templates have the code in every row, used or not.
    let content: [TemplateColumn] = [
      .line, .clause, .paragraph, .comment, .proposedChange, .observation,
    ]
    guard content.contains(where: { texts[$0] != nil }) else { return }
    if let comment = comment(texts, places, row.number) { comments.append(comment) }
  }

  /// Whether one text stands across the table, as titles of sections and notes below do; it is remarked on.
  private mutating func isAcross(_ row: Row) -> Bool {
    let full = row.cells.filter { !$0.text.isEmpty }
    guard full.count == 1, let cell = full.first, !cell.isContinued else { return false }
    let covered = headings.filter {
      $0.columns.overlaps(cell.column..<(cell.column + max(cell.span, 1)))
    }
    guard covered.count >= 3 else { return false }
    remarks.append(
      "\(place(row.number)): \"\(excerpt(cell.text))\" stands across the table and was left out")
    return true
  }

  /// Whether a row is the headings again, or the row of numbers that old templates have.
  private func isRepetition(_ row: Row) -> Bool {
    // Asked of one cell first, since hardly a row is.
    let isHeading = { (cell: Cell) in
      cell.text.utf8.count <= Self.headingByteCountMax && TemplateColumn(heading: cell.text) == .comment
    }
    let own = headings.first { $0.column == .comment }.flatMap { heading in
      row.cells.first { heading.columns.contains($0.column) }
    }
    if let own, isHeading(own) {
      let found = Self.headings(of: row)
      if Self.isTemplate(found), Self.distinct(found) >= Self.distinct(headings) { return true }
    }
    let numbers = row.cells.map { $0.text.filter { !"() ".contains($0) } }.filter { !$0.isEmpty }
    return numbers.count >= 3
      && numbers.allSatisfy {
        $0.utf8.count <= 2 && $0.utf8.allSatisfy { (0x30...0x39).contains($0) }
      }
      && numbers.compactMap { Int($0) } == Array(1...numbers.count)
  }

  private mutating func comment(
    _ texts: [TemplateColumn: String], _ places: [TemplateColumn: Int], _ row: Int
  ) -> TemplateComment? {
    let author = author(texts[.memberBody], places[.memberBody], row)
    let type = type(texts[.type], places[.type], row)
    if texts[.comment] == nil && texts[.proposedChange] == nil {
      fault(
        row, places[.comment],
        "found no comment and no proposed change; expected one of them at least")
      return nil
    }
    guard let author, let type else { return nil }
    return TemplateComment(
      author: author.author, number: author.number, line: texts[.line] ?? "",
      clause: texts[.clause] ?? "",
      paragraph: texts[.paragraph] ?? "", type: type, comment: texts[.comment] ?? "",
      proposedChange: texts[.proposedChange] ?? "", observation: texts[.observation] ?? "")
  }

  private mutating func author(
    _ text: String?, _ column: Int?, _ row: Int
  ) -> (author: TemplateComment.Author, number: Int?)? {
    guard let text else {
      if let sender { return (sender, nil) }
      fault(
        row, column,
        "found no code of a member body; expected two letters such as DE, or ** for the editing unit"
      )
      return nil
    }
    if let author = TemplateAuthorCell(text) { return (author.author, author.number) }
    // A bare number is the sender's own numbering.
    if let sender, let number = TemplateAuthorCell.number(text[...]) { return (sender, number) }
    fault(
      row, column,
      "found \"\(excerpt(text))\"; expected the code of a member body such as DE or DE-003, or ** for the editing unit"
    )
    return nil
  }

  private mutating func type(_ text: String?, _ column: Int?, _ row: Int) -> Comment.Kind? {
    guard let text else {
      fault(
        row, column,
        "found no type of comment; expected ge (general), te (technical) or ed (editorial)")
      return nil
    }
    if let type = Comment.Kind(templateCell: text) { return type }
    fault(
      row, column,
      "found \"\(excerpt(text))\"; expected ge (general), te (technical) or ed (editorial)")
    return nil
  }

  private mutating func fault(_ row: Int, _ column: Int?, _ message: String) {
    faults.append(TemplateFault(.cell, table: table, row: row, column: column, message))
  }

  private func place(_ row: Int) -> String { (table.map { "table \($0), " } ?? "") + "row \(row)" }

  private func excerpt(_ text: String) -> String {
    let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return words.count <= 60 ? words : String(words.prefix(60)) + "…"
  }
}

/// The first cell of a row: a code, and perhaps a number after it.
struct TemplateAuthorCell {
  let author: TemplateComment.Author
  let number: Int?

  /// Reads `DE`, `DE-003`, `DE 3`, `DE3`, `**`, `** 12`, `ISO/TC 46-7`; nil for anything else.
  init?(_ text: String) {
    let text = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")[...]
    if text.hasPrefix("**") {
      let rest = text.dropFirst(2).drop { " -–‐‑_".contains($0) }
      let number = Self.number(rest)
      guard rest.isEmpty || number != nil else { return nil }
      (author, self.number) = (.editingUnit, number)
      return
    }
    // After two letters any separator will do. In the names of organisations a space and digits belong to the name.
    let country = text.prefix { $0.isASCII && $0.isLetter }
    let separators = country.count == 2 ? " -–‐‑_./:" : "-–‐‑_"
    var (code, number) = (text, Int?.none)
    let digits = text.reversed().prefix { $0.isASCII && $0.isNumber }.count
    var before = text.dropLast(digits)
    while before.last == " " { before = before.dropLast() }
    if digits > 0, let last = before.last,
      separators.contains(last) || before == country && country.count == 2
    {
      guard let value = Self.number(text.suffix(digits)) else { return nil }
      number = value
      code = before
      while let last = code.last, last == " " || separators.contains(last) { code = code.dropLast() }
    }
    guard let body = try? MemberBody(code) else { return nil }
    (author, self.number) = (.memberBody(body), number)
  }

  /// A number of at most nine digits.
  static func number(_ text: Substring) -> Int? {
    guard (1...9).contains(text.utf8.count), text.utf8.allSatisfy({ (0x30...0x39).contains($0) })
    else { return nil }
    return Int(text)
  }
}

extension Comment.Kind {
  /// Reads a cell: `ge`, `Te`, `editorial`, `ed.`; nil for anything else, also for two types at once.
  init?(templateCell text: String) {
    let words = TemplateColumn.words(text)
    guard words.count == 1, let word = words.first else { return nil }
    switch word {
    case "ge", "gen", "general", "generale", "g", "allgemein": self = .general
    case "te", "tec", "tech", "technical", "technique", "t", "technisch": self = .technical
    case "ed", "edit", "editorial", "e", "re", "redactionnel", "redaktionell": self = .editorial
    default: return nil
    }
  }
}
