public import RDF

/// How two versions of a vocabulary differ, told as people tell it: what was added, retired, merged, moved, reworded.
///
/// A resource stands in every section that it has to do with. The sections come in the order of `DiffKind`, their
/// items in the order of the labels.
public struct DiffReport: Sendable {
  /// A section: all changes of one kind.
  public struct Section: Sendable {
    /// The kind.
    public let kind: DiffKind
    /// The resources concerned; not empty.
    public let items: [Item]
  }

  /// What happened to one resource, as far as a section tells it.
  public struct Item: Sendable {
    /// The resource.
    public let iri: IRI
    /// What it is.
    public let resource: ResourceKind
    /// The sentences below its name.
    public let lines: [Phrase]
    /// The changes that the sentences tell, where they are changes of the resource's own entry.
    public let changes: [Change]
    /// For a succession what gave way, for a move what it was under before.
    public let from: [IRI]
    /// For a succession what took its place, for a move what it is under now.
    public let to: [IRI]
  }

  /// A version that was compared.
  public struct Version: Hashable, Sendable {
    /// What it is called, such as the name of its file.
    public let name: String
    /// How many statements it has.
    public let tripleCount: Int
  }

  /// The old version.
  public let old: Version
  /// The new version.
  public let new: Version
  /// The sections that have something to tell.
  public let sections: [Section]
  /// The statements that came and went.
  public let statements: GraphDiff
  /// The labels of the resources that the report names, as far as they have one.
  let labels: [IRI: String]

  /// Compares two versions; O(n) for what is equal.
  ///
  /// - Parameters:
  ///   - oldName: what to call the old version.
  ///   - newName: what to call the new version.
  ///   - languages: the languages for labels, the best first.
  ///   - kinds: what to tell; the statements that differ are not affected.
  /// - Throws: `EntryError` if a graph cannot be taken apart into entries.
  public init(
    old: Graph, new: Graph, oldName: String, newName: String, languages: [LanguageTag] = [],
    kinds: Set<DiffKind> = Set(DiffKind.allCases)
  ) throws(EntryError) {
    let diff = try VocabularyDiff(old: old, new: new)
    statements = try GraphDiff(diff, old: old, new: new)
    self.old = Version(name: oldName, tripleCount: old.count)
    self.new = Version(name: newName, tripleCount: new.count)
    var telling = DiffTelling(diff, languages: languages + [new.defaultLanguage].compactMap { $0 })
    sections = telling.sections(kinds)
    labels = telling.labels
  }

  /// Whether the versions say the same, but for the labels of blank nodes and the order of statements.
  public var isEmpty: Bool { statements.isEmpty }

  /// How many resources a section has.
  public func count(_ kind: DiffKind) -> Int { sections.first { $0.kind == kind }?.items.count ?? 0 }

  /// The label of a resource in the first of the languages that there are; nil if it has none.
  public func label(_ iri: IRI) -> String? { labels[iri] }
}
