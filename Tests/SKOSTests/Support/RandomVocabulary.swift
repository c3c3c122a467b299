import RDF

/// A vocabulary made by chance, and changes made by chance; the same for the same seed.
struct RandomVocabulary {
  /// The statements of each concept; blank nodes are labelled with the concept's name in front.
  private(set) var concepts: [IRI: Set<Triple>] = [:]
  private var nodeCount = 0
  private let hasBlankNodes: Bool

  /// Makes up to `sizeMax` concepts.
  init(sizeMax: Int, hasBlankNodes: Bool = true, using random: inout SeededRandom) {
    self.hasBlankNodes = hasBlankNodes
    for number in 0..<Int.random(in: 1...sizeMax, using: &random) {
      let iri = ex("c\(number)")
      concepts[iri] = [Triple(iri, .RDF.type, .iri(.SKOS.Concept))]
      for _ in 0..<Int.random(in: 0...6, using: &random) { add(to: iri, using: &random) }
    }
  }

  /// All statements.
  var triples: [Triple] { concepts.values.flatMap { $0 } }

  /// Changes up to `count` things.
  mutating func edit(atMost count: Int, using random: inout SeededRandom) {
    for _ in 0..<Int.random(in: 0...count, using: &random) {
      guard let iri = concepts.keys.sorted().randomElement(using: &random) else { return }
      switch Int.random(in: 0..<12, using: &random) {
      case 0: concepts[iri] = nil
      case 1:
        let new = ex("new\(Int.random(in: 0..<3, using: &random))")
        concepts[new, default: []].insert(Triple(new, .RDF.type, .iri(.SKOS.Concept)))
        add(to: new, using: &random)
      case 2...6: remove(from: iri, using: &random)
      case 7, 8:
        remove(from: iri, using: &random)
        add(to: iri, using: &random)
      default: add(to: iri, using: &random)
      }
    }
  }

  /// Removes a statement and what hangs from it.
  private mutating func remove(from iri: IRI, using random: inout SeededRandom) {
    guard let triple = concepts[iri]?.sorted().randomElement(using: &random) else { return }
    let node = triple.subject.term.blankNode ?? triple.object.blankNode
    concepts[iri] = concepts[iri]?.filter { other in
      guard let node else { return other != triple }
      return other.subject.term.blankNode != node && other.object.blankNode != node
    }
    if concepts[iri]?.isEmpty == true { concepts[iri] = nil }
  }

  private mutating func add(to iri: IRI, using random: inout SeededRandom) {
    func word() -> String {
      ["red", "green", "blue", "big red", "small"][Int.random(in: 0..<5, using: &random)]
    }
    func literal() -> Literal {
      let text = word()
      guard let tag = ["en", "fr", ""].randomElement(using: &random), let language = try? LanguageTag(tag)
      else {
        return .string(text)
      }
      return .languageTagged(text, language)
    }
    let other = ex("c\(Int.random(in: 0..<6, using: &random))")
    var new: [Triple]
    switch Int.random(in: 0..<(hasBlankNodes ? 12 : 9), using: &random) {
    case 0, 1: new = [Triple(iri, .SKOS.prefLabel, .literal(literal()))]
    case 2: new = [Triple(iri, .SKOS.altLabel, .literal(literal()))]
    case 3: new = [Triple(iri, .SKOS.definition, .literal(literal()))]
    case 4: new = [Triple(iri, .SKOS.notation, .text(word()))]
    case 5: new = [Triple(iri, .SKOS.broader, other)]
    case 6: new = [Triple(iri, .SKOS.exactMatch, other)]
    case 7:
      new = [
        Triple(
          iri, .DCTerms.modified,
          .literal(.typed("2026-0\(Int.random(in: 1...9, using: &random))-01", datatype: .XSD.date)))
      ]
    case 8: new = [Triple(iri, ex("own"), .text(word()))]
    default:
      nodeCount += 1
      let node = blank("n\(nodeCount)x\(random.next() % 1_000_000)")
      switch Int.random(in: 0..<3, using: &random) {
      case 0:
        new = [Triple(iri, .SKOS.definition, node), Triple(node, .RDF.value, .literal(literal()))]
        if random.once(in: 2) { new.append(Triple(node, .DCTerms.source, .text(word()))) }
      case 1:
        new = [Triple(iri, .SKOSXL.prefLabel, node), Triple(node, .SKOSXL.literalForm, .literal(literal()))]
      default: new = [Triple(iri, ex("attribution"), node), Triple(node, ex("agent"), other)]
      }
    }
    concepts[iri, default: []].formUnion(new)
  }
}
