public import RDF

/// Quads among few terms, so that subjects, objects and graphs meet: IRIs with and without prefixed names,
/// literals of every kind, and blank nodes that several graphs share or that name them.
public func randomQuads(_ random: inout SplitMix, namedGraphs: Bool = true) -> [Quad] {
  let names = [
    "http://example.org/a", "http://example.org/a/b", "http://example.org/a/-x.", "urn:example:1",
    "http://example.org/",
    IRI.RDF.nil.string, IRI.RDF.first.string, IRI.SKOS.Concept.string,
  ]
  let iris = names.map { IRI(uncheckedValid: $0) }
  let predicates = [
    IRI.RDF.type, .RDF.first, .RDF.rest, .SKOS.prefLabel, IRI(uncheckedValid: "http://example.org/p"),
  ]
  let literals: [Literal] =
    [
      .string(""), .string("a \"b\"\\\n\r\t\u{8}\u{C}\u{1}\u{7F}é😀"), Literal("1", datatype: .XSD.integer),
      Literal("1.", datatype: .XSD.decimal), Literal("true", datatype: .XSD.boolean),
      Literal("x", datatype: iris[3]), .string("true"),
    ] + ["en", "de-AT", "zh-Hans"].compactMap { try? .languageTagged("a", LanguageTag($0)) }
  let nodeCount = Int.random(in: 1...6, using: &random)
  func pick<Element>(_ elements: [Element]) -> Element {
    elements[Int.random(in: 0..<elements.count, using: &random)]
  }
  func node() -> BlankNode { BlankNode("n\(Int.random(in: 0..<nodeCount, using: &random))") }
  func subject() -> Subject { Bool.random(using: &random) ? .iri(pick(iris)) : .blankNode(node()) }
  return (0..<Int.random(in: 0...24, using: &random)).map { _ in
    let object: Term = Int.random(in: 0...2, using: &random) == 0 ? .literal(pick(literals)) : subject().term
    let triple = Triple(subject(), pick(predicates), object)
    return Quad(triple, graphName: namedGraphs && Bool.random(using: &random) ? subject() : nil)
  }
}
