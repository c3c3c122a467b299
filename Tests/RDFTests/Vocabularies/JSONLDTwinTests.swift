import RDF
import TestSupport
import Testing

/// The JSON-LD files of the shared vocabularies beside what their publishers say in other syntaxes.
@Suite(.needsSharedData("vocabularies")) struct JSONLDTwinTests {
  private func graph(_ path: String) throws -> Graph {
    let vocabulary = try #require(Vocabulary.all.first { $0.path == path })
    return try VocabularyTests.dataset(vocabulary).defaultGraph
  }

  @Test(arguments: [
    ("dpv/dpv-2.3.jsonld", "dpv/dpv-2.3.ttl"), ("dpv/dpv-2.3.jsonld", "dpv/dpv-2.3.rdf"),
    ("periodo/periodo-initial.jsonld", "periodo/periodo-initial.ttl"),
    ("physh/physh-2.7.0.jsonld.gz", "physh/physh-2.7.0.nt.gz"),
    ("physh/physh-2.7.0.jsonld.gz", "physh/physh-2.7.0.rdf.gz"),
    ("physh/physh-2.7.0.jsonld.gz", "physh/physh-2.7.0.ttl"),
    ("italy/academic-disciplines.jsonld", "italy/academic-disciplines.rdf"),
  ])
  func `the twins are one graph`(_ path: String, _ twin: String) throws {
    #expect(isIsomorphic(try graph(path), try graph(twin)))
  }

  @Test func `every file of JSON-LD has a twin here`() {
    let files = Vocabulary.all.map(\.path).filter { $0.contains(".jsonld") }
    #expect(
      files == [
        "dpv/dpv-2.3.jsonld", "italy/academic-disciplines.jsonld", "periodo/periodo-initial.jsonld",
        "physh/physh-2.7.0.jsonld.gz", "rda/RDACarrierType.jsonld",
      ])
  }

  /// The publisher moved the files, and corrected the address in JSON-LD and RDF/XML but not in Turtle.
  @Test func `the Turtle of the Italian disciplines has another address of three distributions`() throws {
    let (jsonLD, turtle) = (
      try lines("italy/academic-disciplines.jsonld"), try lines("italy/academic-disciplines.ttl")
    )
    let repository = "italia/daf-ontologie-vocabolari-controllati"
    let folder = "VocabolariControllati/classifications-for-universities/academic-disciplines"
    func addresses(_ server: String) -> Set<String> {
      Set(
        ["JSON-LD", "RDF-Turtle", "RDF-XML"].map {
          "<https://w3id.org/italia/data/distribution/academic-disciplines-\($0)> "
            + "<http://www.w3.org/ns/dcat#accessURL> <https://\(server)/\(folder)> ."
        })
    }
    #expect(jsonLD.subtracting(turtle) == addresses("raw.githubusercontent.com/\(repository)/master"))
    #expect(turtle.subtracting(jsonLD) == addresses("github.com/\(repository)/tree/master"))
  }

  private func lines(_ path: String) throws -> Set<String> {
    Set(try graph(path).triples.map(line))
  }

  private func line(_ triple: Triple) -> String {
    var bytes: [UInt8] = []
    triple.appendNTriples(to: &bytes)
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n").joined()
  }

  // MARK: RDA

  /// The publisher writes each syntax by itself.
  ///
  /// In JSON-LD the concepts have no type, notations have a language, dates
  /// have a datatype, texts are trimmed, several alternative labels of one language are one label with commas, and the
  /// labels of two statuses are missing. Other than that the files are one graph.
  @Test func `the carrier types of RDA differ in what their publisher makes of them and in nothing else`()
    throws
  {
    let (jsonLD, twin) = (try graph("rda/RDACarrierType.jsonld"), try graph("rda/RDACarrierType.nt"))
    let (ours, theirs) = (Set(jsonLD.triples.map(line)), Set(twin.triples.map(line)))
    #expect(ours.subtracting(theirs).count == 162)
    #expect(theirs.subtracting(ours).count == 227)
    let isConcept =
      "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://www.w3.org/2004/02/skos/core#Concept> ."
    let isStatusLabel = "<http://www.w3.org/2004/02/skos/core#prefLabel>"
    let missing = theirs.subtracting(ours).filter {
      $0.hasSuffix(isConcept)
        || ($0.hasPrefix("<http://metadataregistry.org/uri/RegStatus/") && $0.contains(isStatusLabel))
    }
    #expect(missing.count == 58 + 2)
    let shared = twin.triples.filter { !missing.contains(line($0)) }
    #expect(Set(jsonLD.triples.flatMap(evened)) == Set(shared.flatMap(evened)))
  }

  /// A statement without what the publisher writes in different ways; one for each label where there are commas.
  private func evened(_ triple: Triple) -> [[String]] {
    let start = ["\(triple.subject)", triple.predicate.string]
    guard case .literal(let literal) = triple.object else { return [start + ["\(triple.object)"]] }
    let hasLanguage = triple.predicate != .SKOS.notation
    let (text, rest): (String, String)
    switch literal {
    case .string(let form): (text, rest) = (form, "")
    case .languageTagged(let form, let tag): (text, rest) = (form, hasLanguage ? tag.string : "")
    case .typed(let form, let datatype): (text, rest) = (form, datatype == .XSD.date ? "" : datatype.string)
    }
    let labels = triple.predicate == .SKOS.altLabel ? text.split(separator: ",").map(String.init) : [text]
    return labels.map { $0.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
      .filter { !$0.isEmpty || labels.count == 1 }
      .map { start + [$0, rest] }
  }
}
