import RDF
import SKOS
import Testing

@Suite struct `Choosing a label` {
  private func choice(_ turtle: String, _ languages: String..., defaultLanguage: String? = nil) throws
    -> String
  {
    let graph = try Graph(turtle: turtle)
    let description = ConceptDescription(of: .iri(ex("a")), in: graph)
    let choice = try description.bestLabel(
      for: languages.map { try LanguageTag($0) }, defaultLanguage: defaultLanguage.map { try LanguageTag($0) }
    )
    return "\(choice.text)|\(choice.language?.string ?? "-")|\(choice.source.rawValue)"
  }

  private let many = #"""
    ex:a skos:prefLabel "love"@en, "amour"@fr, "爱"@zh-Hans-CN, "愛"@zh-Hant, "amor"@es, "0" ; skos:altLabel "Liebe"@de .
    """#

  @Test func `the wanted languages come first, in their order`() throws {
    #expect(try choice(many, "fr", "en") == "amour|fr|prefLabel")
    #expect(try choice(many, "de", "es") == "amor|es|prefLabel")
  }

  @Test func `a tag is shortened, then its relatives are tried`() throws {
    #expect(try choice(many, "fr-CA") == "amour|fr|prefLabel")
    #expect(try choice(many, "zh-Hant-HK") == "愛|zh-Hant|prefLabel")
    #expect(try choice(many, "zh-Hans") == "爱|zh-Hans-CN|prefLabel")
    #expect(try choice(many, "zh") == "爱|zh-Hans-CN|prefLabel")
    #expect(
      try choice(#"ex:a skos:prefLabel "1"@de-CH-1996, "2"@de-x-own ."#, "de-CH-x-phonebk")
        == "1|de-CH-1996|prefLabel")
  }

  @Test func `then come the default language, English, no language, any language`() throws {
    #expect(try choice(many, "ja", defaultLanguage: "es") == "amor|es|prefLabel")
    #expect(try choice(many, "ja") == "love|en|prefLabel")
    #expect(try choice(#"ex:a skos:prefLabel "b"@fr, "c", "a"@pt ."#, "ja") == "c|-|prefLabel")
    #expect(try choice(#"ex:a skos:prefLabel "b"@pt, "a"@sr ."#, "ja") == "b|pt|prefLabel")
  }

  @Test func `then come titles, alternative labels, notations and the IRI; never hidden labels`() throws {
    #expect(try choice(#"ex:a dct:title "t"@fr ; skos:altLabel "alt"@en ."#, "en") == "t|fr|title")
    #expect(try choice(#"ex:a skos:altLabel "alt"@de ; skos:notation "1" ."#, "en") == "alt|de|altLabel")
    #expect(try choice(#"ex:a skos:notation "2", "1" ; skos:hiddenLabel "h"@en ."#, "en") == "1|-|notation")
    #expect(try choice(#"ex:a skos:hiddenLabel "h"@en ."#, "en") == "a|-|localName")
  }

  @Test func `labels of SKOS-XL count like plain ones`() throws {
    #expect(try choice(#"ex:a skosxl:prefLabel [ skosxl:literalForm "x"@en ] ."#) == "x|en|prefLabel")
  }

  @Test func `a vocabulary names its default language`() throws {
    #expect(
      try Graph(turtle: #"ex:s a skos:ConceptScheme ; dct:language "fr-CA" ."#).defaultLanguage?.string
        == "fr-CA")
    #expect(try Graph(turtle: "ex:s a skos:ConceptScheme .").defaultLanguage == nil)
  }
}

@Suite struct `Describing a resource` {
  @Test func `everything said about it is found, from both ends`() throws {
    let graph = try Graph(
      turtle: #"""
        ex:a a skos:Concept, ex:Thing ; skos:prefLabel "a"@en ; skosxl:altLabel ex:l ; skos:notation "1" ;
          skos:definition "d"@en, [ rdf:value "e"@fr ; dct:source "s" ] ; skos:example ex:picture ;
          skos:broader ex:b ; skos:inScheme ex:s ; skos:relatedMatch ex:m ; owl:deprecated true ; ex:own "x" .
        ex:l skosxl:literalForm "alt"@en .
        ex:c skos:narrower ex:a ; skos:broader ex:a .
        ex:s skos:hasTopConcept ex:a .
        ex:g skos:member ex:a .
        ex:m skos:broadMatch ex:a .
        """#)
    let description = ConceptDescription(of: .iri(ex("a")), in: graph)
    #expect(description.kind == .concept)
    #expect(description.labels(.prefLabel).map(\.literal.lexicalForm) == ["a"])
    #expect(
      description.labels(.altLabel).map { "\($0.literal.lexicalForm) \($0.node?.iri?.localName ?? "-")" } == [
        "alt l"
      ])
    #expect(description.notations == [.string("1")])
    #expect(description.notes(.definition).compactMap(\.literal?.lexicalForm).sorted() == ["d", "e"])
    #expect(description.notes(.example).map(\.node) == [.iri(ex("picture"))])
    #expect(description.targets(.broader) == [.iri(ex("b")), .iri(ex("c"))])
    #expect(description.targets(.narrower) == [.iri(ex("c"))])
    #expect(description.targets(.topConceptOf) == [.iri(ex("s"))])
    #expect(description.targets(.memberOf) == [.iri(ex("g"))])
    #expect(description.targets(.relatedMatch) == [.iri(ex("m"))])
    #expect(description.targets(.narrowMatch) == [.iri(ex("m"))])
    #expect(description.isDeprecated)
    #expect(description.others.map(\.predicate) == [ex("own"), .RDF.type])
  }

  @Test func `inverses can be left out`() throws {
    let graph = try Graph(turtle: "ex:c skos:broader ex:a .")
    #expect(ConceptDescription(of: .iri(ex("a")), in: graph).targets(.narrower) == [.iri(ex("c"))])
    #expect(ConceptDescription(of: .iri(ex("a")), in: graph, withInverses: false).relations == [])
  }
}
