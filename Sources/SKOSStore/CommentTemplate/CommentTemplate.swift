public import RDF

/// The comments of one or several member bodies on a document, as the ISO commenting template holds them.
public struct CommentTemplate: Hashable, Sendable {
  /// The document that is commented on, such as `ISO/CD 5127`.
  public var document: String
  /// The project, as the committee numbers it.
  public var project: String
  /// The date as it is written at the top.
  public var date: String
  /// The language of the comments.
  public var language: LanguageTag?
  /// The comments, in the order of the table.
  public var comments: [TemplateComment]

  /// Creates a table of comments.
  public init(
    document: String = "", project: String = "", date: String = "", language: LanguageTag? = nil,
    comments: [TemplateComment] = []
  ) {
    self.document = document
    self.project = project
    self.date = date
    self.language = language
    self.comments = comments
  }
}

/// What was read of a file: the comments, and everything that could not be read as one.
public struct TemplateReading: Hashable, Sendable {
  /// The comments that are sound.
  public let template: CommentTemplate
  /// What is wrong, in the order of the file; a row with a fault is not among the comments.
  public let faults: [TemplateFault]
  /// What was left out without being wrong: texts across the whole table, columns that the template does not have.
  public let remarks: [String]

  /// The comments, if nothing was wrong.
  ///
  /// - Throws: `TemplateFaults` with everything that was.
  public func sound() throws(TemplateFaults) -> CommentTemplate {
    guard faults.isEmpty else { throw TemplateFaults(faults: faults) }
    return template
  }
}

/// What is wrong with a file of comments, and where.
public struct TemplateFault: Error, Hashable, Sendable, CustomStringConvertible {
  /// What kind of fault it is.
  public enum Kind: Hashable, Sendable {
    /// The file as an archive.
    case archive(ZipFault.Kind)
    /// The file is a Word document of the old kind, or encrypted.
    case oldDocument
    /// A part of the document is missing, or is no XML that is read.
    case markup
    /// The file as comma-separated values.
    case sheet
    /// No table has the headings of the template.
    case noTable
    /// A column of the template is missing.
    case noColumn
    /// A cell does not have what it should.
    case cell
    /// A text has a character that a document cannot hold.
    case character
    /// There are more rows or bytes than are read.
    case tooLong
  }

  /// The kind.
  public let kind: Kind
  /// The table of the document, from 1; nil for the whole file and for a sheet.
  public let table: Int?
  /// The row of the table, or the line of a sheet, from 1; nil for the whole table.
  public let row: Int?
  /// The column of the table or sheet, from 1; nil for the whole row.
  public let column: Int?
  /// What is wrong and what was expected, as a sentence without its full stop.
  public let message: String

  init(_ kind: Kind, table: Int? = nil, row: Int? = nil, column: Int? = nil, _ message: String) {
    self.kind = kind
    self.table = table
    self.row = row
    self.column = column
    self.message = message
  }

  /// The place and the message: `table 2, row 7, column 5: …`.
  public var description: String {
    let place = [("table", table), ("row", row), ("column", column)].compactMap { name, value in
      value.map { "\(name) \($0)" }
    }
    return place.isEmpty ? message : place.joined(separator: ", ") + ": " + message
  }
}

/// Everything that is wrong with a file of comments.
public struct TemplateFaults: Error, Hashable, Sendable, CustomStringConvertible {
  /// The faults, in the order of the file.
  public let faults: [TemplateFault]

  /// One line for each.
  public var description: String { faults.map(\.description).joined(separator: "\n") }
}
