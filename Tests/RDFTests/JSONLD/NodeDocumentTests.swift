import RDF
import TestSupport
import Testing

/// One resource as a JSON-LD object for people.
@Suite struct NodeDocumentTests {
  private static let entry = """
    @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
    @prefix dct: <http://purl.org/dc/terms/> .
    @prefix ex: <http://example.org/ns#> .
    <http://example.org/3.1> a skos:Concept ; skos:notation "3.1" ;
      skos:prefLabel "metadata"@en, "métadonnées"@fr ; skos:altLabel "data about data"@en ;
      skos:definition "data that define other data"@en ;
      skos:note [ ex:text "see 3.2" ] ;
      skos:broader <http://example.org/3> ; dct:created "2026-11-24"^^<http://www.w3.org/2001/XMLSchema#date> .
    """

  private func document(_ turtle: String, about iri: String) throws -> JSON {
    let graph = try Graph(parsing: Array(turtle.utf8), as: .turtle)
    return try graph.nodeDocument(about: IRI(iri))
  }

  @Test func `an entry reads as a person would write it`() throws {
    let json = try document(Self.entry, about: "http://example.org/3.1")
    let object = try #require(json.object)
    #expect(
      object.names == [
        "@context", "@id", "@type", "notation", "prefLabel", "altLabel", "definition", "note", "broader",
        "created",
      ])
    #expect(json["@type"] == "Concept")
    #expect(json["prefLabel"] == ["en": "metadata", "fr": "métadonnées"])
    #expect(json["altLabel"] == ["en": ["data about data"]])
    #expect(json["broader"] == ["http://example.org/3"])
    #expect(json["created"] == "2026-11-24")
    #expect(json["note"] == [["ex:text": "see 3.2"]])
    let terms = try #require(json["@context"]?.object).names
    #expect(
      Set(terms) == [
        "Concept", "altLabel", "broader", "created", "dct", "definition", "ex", "notation", "note",
        "prefLabel",
        "skos", "xsd",
      ])
  }

  @Test func `what it says is what the graph says`() throws {
    let graph = try Graph(parsing: Array(Self.entry.utf8), as: .turtle)
    let document = try document(Self.entry, about: "http://example.org/3.1")
    let again = try Graph(parsing: document.serialized(.indented), as: .jsonLD)
    #expect(isIsomorphic(again, graph))
  }

  @Test func `a resource of which nothing is said is its name`() throws {
    let json = try document("<http://e/a> <http://e/p> 1 .", about: "http://e/b")
    #expect(json.object?.names == ["@context"] || json.object?.names == ["@context", "@id"])
  }
}
