public import RDF

/// What a sheet of a vocabulary has in it: the first row of its file.
///
/// `iri` and the columns come first, then those for reference in parentheses, then the hash of each row's entry, under
/// a heading that lists the columns which were written: an empty cell means "no value" in these only.
public struct SheetLayout: Hashable, Sendable {
  /// The columns that are taken in again.
  public let columns: [SheetColumn]
  /// Columns to look at while translating, which are not taken in.
  public let references: [SheetColumn]

  /// Creates a layout.
  public init(columns: [SheetColumn], references: [SheetColumn] = []) {
    self.columns = columns
    self.references = references.filter { !columns.contains($0) }
  }

  static let iriHeading = "iri"
  static let hashHeading = "hash"
  /// How many hexadecimal digits of an entry's hash stand in a row: more than anybody could bring about to be equal.
  static let hashDigitCount = 32

  var headings: [String] {
    let written = columns.map(\.heading)
    return [Self.iriHeading] + written + references.map { "(\($0.heading))" }
      + [([Self.hashHeading] + written).joined(separator: " ")]
  }

  /// The hash as a row has it; with a name in front, so that no spreadsheet program takes it for a number.
  static func hash(of entry: Entry) -> String {
    "sha256:" + entry.contentHash.hexadecimal.prefix(hashDigitCount)
  }
}

/// What of a vocabulary is to stand in a sheet.
public struct SheetChoice: Sendable {
  /// The languages; all that there are if empty.
  ///
  /// One that the vocabulary lacks gets empty columns to fill.
  public var languages: [LanguageTag]
  /// The properties; labels, notes and notations if empty.
  public var properties: [IRI]
  /// The language to show beside for reference.
  public var reference: LanguageTag?

  /// Creates a choice.
  public init(languages: [LanguageTag] = [], properties: [IRI] = [], reference: LanguageTag? = nil) {
    self.languages = languages
    self.properties = properties
    self.reference = reference
  }

  /// The property of a name as headings have it.
  ///
  /// - Throws: `SheetColumn.Malformed`.
  public static func property(_ name: String) throws(SheetColumn.Malformed) -> IRI {
    try SheetColumn(heading: name).property
  }

  private static let usual: [IRI] =
    [.SKOS.notation] + LabelKind.allCases.map(\.property) + NoteKind.allCases.map(\.property)

  /// The layout for a vocabulary in which there are some columns.
  public func layout(for found: Set<SheetColumn>) -> SheetLayout {
    let wanted = properties.isEmpty ? Self.usual : properties
    var columns = [SheetColumn(.SKOS.notation, .text(nil))]
    var references: [SheetColumn] = []
    for property in wanted {
      let here = found.filter { $0.property == property }.sorted { $0.heading < $1.heading }
      // A property that has texts in any language can have them in those that were asked for.
      let isTranslated =
        property == .SKOS.prefLabel
        || here.contains { if case .text(.some) = $0.values { true } else { false } }
      columns += here.filter { column in
        guard case .text(let tag?) = column.values else { return languages.isEmpty || !isTranslated }
        return languages.isEmpty || languages.contains(tag)
      }
      if isTranslated { columns += languages.map { SheetColumn(property, .text($0)) } }
      if let reference { references += here.filter { $0.values == .text(reference) } }
    }
    var seen: Set<SheetColumn> = []
    return SheetLayout(columns: columns.filter { seen.insert($0).inserted }, references: references)
  }
}
