import RDF
import TestSupport
import Testing

/// JSON-LD framed by concept scheme.
@Suite struct JSONLDSchemeFrameTests {
  private func framed(_ dataset: Dataset) throws -> [UInt8] {
    var bytes: [UInt8] = []
    try dataset.serializeFramedByScheme { bytes.append(contentsOf: $0) }
    return bytes
  }

  private func nodes(_ triG: String) throws -> JSON? {
    let prefixes = "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n@prefix : <http://e/> .\n"
    let dataset = try Dataset(parsing: Array((prefixes + triG).utf8), as: .triG)
    let bytes = try framed(dataset)
    #expect(isIsomorphic(Array(try Dataset(parsing: bytes, as: .jsonLD).quads), Array(dataset.quads)))
    return try JSON(parsing: bytes)["@graph"]
  }

  private func json(_ text: String) throws -> JSON { try JSON(parsing: Array(text.utf8)) }

  @Test func `concepts and collections stand within their scheme`() throws {
    let nodes = try nodes(
      """
      :a a skos:Concept ; skos:inScheme :s ; skos:topConceptOf :s ; skos:narrower :b .
      :b a skos:Concept ; skos:inScheme :s ; skos:prefLabel "b"@en .
      :c a skos:Collection ; skos:inScheme :s ; skos:member :a, :b .
      :s a skos:ConceptScheme ; skos:prefLabel "s"@en ; skos:hasTopConcept :a .
      """)
    let expected = try json(
      """
      [{"@id": "http://e/s", "@type": "ConceptScheme", "hasTopConcept": ["http://e/a"], "prefLabel": {"en": "s"},
        "collections": [{"@id": "http://e/c", "@type": "Collection", "member": ["http://e/a", "http://e/b"]}],
        "concepts": [
          {"@id": "http://e/a", "@type": "Concept", "narrower": ["http://e/b"], "topConceptOf": ["http://e/s"]},
          {"@id": "http://e/b", "@type": "Concept", "prefLabel": {"en": "b"}}]}]
      """)
    #expect(nodes == expected)
    #expect(nodes?[0]?.object?.names.suffix(2) == ["collections", "concepts"])
  }

  @Test func `a concept in several schemes stands in the first and refers to the others`() throws {
    let nodes = try nodes(
      """
      :c a skos:Concept ; skos:inScheme :z, :a, :elsewhere .
      :a a skos:ConceptScheme . :z a skos:ConceptScheme .
      """)
    let expected = try json(
      """
      [{"@id": "http://e/a", "@type": "ConceptScheme",
        "concepts": [{"@id": "http://e/c", "@type": "Concept", "inScheme": ["http://e/elsewhere", "http://e/z"]}]},
       {"@id": "http://e/z", "@type": "ConceptScheme"}]
      """)
    #expect(nodes == expected)
  }

  @Test func `what is in no scheme, and what is no concept, stands at the top behind the schemes`() throws {
    let nodes = try nodes(
      """
      :a a skos:Concept ; skos:inScheme :elsewhere . :b :p :c ; skos:inScheme :s .
      :s a skos:ConceptScheme ; skos:inScheme :t . :t a skos:ConceptScheme, skos:Concept ; skos:inScheme :s .
      """)
    #expect(
      nodes?.array?.map { $0["@id"]?.string } == ["http://e/s", "http://e/t", "http://e/a", "http://e/b"])
    #expect(nodes?[3]?["inScheme"] == ["http://e/s"])
  }

  @Test func `named graphs are framed as well`() throws {
    let nodes = try nodes(":g { :s a skos:ConceptScheme . :c a skos:Concept ; skos:inScheme :s }")
    #expect(nodes?[0]?["@graph"]?[0]?["concepts"]?[0]?["@id"] == "http://e/c")
  }

  @Test func `a prefix does not take the name of a key`() throws {
    let graph = try Graph(
      parsing: Array(
        """
        @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
        @prefix concepts: <http://e/> .
        concepts:c a skos:Concept, concepts:T ; skos:inScheme concepts:s . concepts:s a skos:ConceptScheme .
        """.utf8), as: .turtle)
    let bytes = try framed(Dataset(graph))
    #expect(isIsomorphic(try Graph(parsing: bytes, as: .jsonLD), graph))
  }

  @Test(.needsSharedData("vocabularies"), arguments: VocabularyTests.ofModestSize)
  func `a vocabulary survives, whatever its order, and each concept is described once`(
    _ vocabulary: Vocabulary
  ) throws {
    let dataset = try VocabularyTests.dataset(vocabulary)
    let bytes = try framed(dataset)
    let again = try Dataset(parsing: bytes, as: .jsonLD)
    let isSame =
      dataset.namedGraphCount == 0
      ? isIsomorphic(dataset.defaultGraph, again.defaultGraph)
      : isIsomorphic(Array(dataset.quads), Array(again.quads))
    #expect(isSame)
    let reversed = Dataset(dataset.quads.reversed())
    #expect(try framed(reversed) == framed(Dataset(Array(dataset.quads))))
  }
}
