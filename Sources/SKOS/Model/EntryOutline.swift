public import RDF

extension Entry {
  /// The statements that say what the entry is called and by which notation, decoded without the others.
  ///
  /// Nil where that takes the whole entry: for SKOS-XL labels, for literals with datatypes, and where the entry says
  /// something of its status. A fraction of the cost of `triples`, for lists that show many entries.
  /// - Throws: `EntryError.damagedBody`.
  public func outline() throws -> [Triple]? {
    var triples: [Triple] = []
    var isEnough = true
    try forEachStatement { statement in
      guard statement.isOwn, isEnough else { return }
      guard let property = Outline.names[statement.predicate] else {
        if Outline.mayRetire(statement.predicate) { isEnough = false }
        return
      }
      guard let literal = statement.plainLiteral else {
        isEnough = false
        return
      }
      triples.append(Triple(.iri(iri), property, .literal(literal)))
    }
    return isEnough ? triples : nil
  }
}

/// What an outline is made of.
private enum Outline {
  /// The properties that name an entry, by their bytes.
  static let names: [ArraySlice<UInt8>: IRI] = Dictionary(
    uniqueKeysWithValues: [
      .SKOS.prefLabel, .SKOS.altLabel, .SKOS.hiddenLabel, .SKOS.notation, .DCTerms.title, .RDFS.label,
      .SKOSXL.literalForm, IRI(uncheckedValid: "http://purl.org/dc/elements/1.1/title"),
    ].map { (Array($0.string.utf8)[...], $0) })

  /// The properties for which the whole entry is read, by their bytes.
  private static let others: Set<ArraySlice<UInt8>> = Set(
    (EntryStatus.properties + [IRI.SKOSXL.prefLabel, .SKOSXL.altLabel, .SKOSXL.hiddenLabel])
      .map { Array($0.string.utf8)[...] })

  private static let deprecated = Array("deprecated".utf8)

  static func mayRetire(_ property: ArraySlice<UInt8>) -> Bool {
    property.suffix(deprecated.count).elementsEqual(deprecated) || others.contains(property)
  }
}

extension BodyStatement {
  /// The object, if it is a literal without a datatype of its own.
  fileprivate var plainLiteral: Literal? {
    guard let literal else { return nil }
    guard !literal.language.isEmpty else { return isTyped ? nil : .string(literal.lexicalForm) }
    guard let tag = try? LanguageTag(literal.language) else { return nil }
    return .languageTagged(literal.lexicalForm, tag)
  }
}
