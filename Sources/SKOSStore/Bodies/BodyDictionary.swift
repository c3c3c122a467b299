/// The text that packed bodies take for said before: how statements with the usual properties go on behind their
/// subject.
///
/// Part of the format of the store: each packed body counts its bytes, so it never changes. Other properties are
/// written once in each body. A better dictionary would be a second one, with a number of its own.
enum BodyDictionary {
  /// The number of this dictionary, with which packed bodies begin.
  static let number: UInt8 = 1

  /// The text.
  static let bytes: [UInt8] = Array(text.utf8)

  /// What packing has to know of it, made once.
  static let seen: LZ4Block.Seen = bytes.withUnsafeBytes(LZ4Block.Seen.init)

  private static let text =
    values(elements, "identifier title creator description")
    + values(terms, "title description identifier source created modified issued")
    + links(terms, "isReplacedBy replaces subject type isPartOf license publisher creator contributor")
    + values(owl, "versionInfo") + "> <\(owl)deprecated> \"true\"^^<\(xsd)boolean>" + links(owl, "sameAs")
    + values(rdfs, "label comment") + links(rdfs, "seeAlso isDefinedBy subClassOf") + values(rdf, "value")
    + names("integer decimal anyURI gYear dateTime date").map { "\"^^<\(xsd)\($0)> .\n" }.joined()
    + links(skosXL, "altLabel hiddenLabel prefLabel labelRelation") + values(skosXL, "literalForm")
    + types(skosXL, "Label") + types(skos, "Collection OrderedCollection ConceptScheme")
    + links(
      skos,
      "member memberList hasTopConcept closeMatch relatedMatch broadMatch narrowMatch exactMatch mappingRelation"
        + " topConceptOf broaderTransitive narrowerTransitive")
    + values(
      skos,
      "changeNote editorialNote historyNote example note scopeNote hiddenLabel definition notation altLabel prefLabel"
    )
    + links(skos, "related narrower broader inScheme") + types(skos, "Concept")

  private static let elements = "http://purl.org/dc/elements/1.1/"
  private static let terms = "http://purl.org/dc/terms/"
  private static let owl = "http://www.w3.org/2002/07/owl#"
  private static let rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
  private static let rdfs = "http://www.w3.org/2000/01/rdf-schema#"
  private static let skos = "http://www.w3.org/2004/02/skos/core#"
  private static let skosXL = "http://www.w3.org/2008/05/skos-xl#"
  private static let xsd = "http://www.w3.org/2001/XMLSchema#"

  private static func names(_ text: String) -> [Substring] { text.split(separator: " ") }

  /// Statements with a literal.
  private static func values(_ namespace: String, _ properties: String) -> String {
    names(properties).map { "> <\(namespace)\($0)> \"" }.joined()
  }

  /// Statements with an IRI.
  private static func links(_ namespace: String, _ properties: String) -> String {
    names(properties).map { "> <\(namespace)\($0)> <" }.joined()
  }

  /// Whole statements of types.
  private static func types(_ namespace: String, _ classes: String) -> String {
    names(classes).map { "> <\(rdf)type> <\(namespace)\($0)> .\n" }.joined()
  }
}
