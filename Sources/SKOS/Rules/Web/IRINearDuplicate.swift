internal import RDF

extension Rule {
  /// No two IRIs differ only in what people overlook.
  static let iriNearDuplicate = Rule(
    id: "iri-near-duplicate",
    title:
      "No two IRIs of concepts, schemes or collections differ only in case, http or https, a final slash or percent-encoding",
    severity: .warning, profile: .web,
    sources: [
      "RFC 3986 §6.2 (the ladder of comparisons); RDF 1.1 Concepts §3.2 (IRIs are compared letter by letter)"
    ],
    reason: """
      To RDF these are two resources; to whoever wrote them they were one. What is said about the one is missing at the \
      other.
      """,
    firingExample: """
      ex:animal a skos:Concept ; skos:prefLabel "animal"@en ; skos:narrower ex:cat .
      ex:Cat a skos:Concept ; skos:prefLabel "cat"@en .
      """,
    cleanExample: """
      ex:animal a skos:Concept ; skos:prefLabel "animal"@en ; skos:narrower ex:cat .
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en .
      """,
    // The misspelt IRI is also one about which nothing is said.
    alsoBroken: ["relation-end-not-concept"],
    evaluate: { context in
      let dictionary = context.view.graph.dictionary
      let wanted: ResourceClasses = [.concept, .scheme, .collection]
      var hashed: [(hash: UInt64, id: TermID)] = []
      for id in context.view.resources(where: { !$0.isDisjoint(with: wanted) }) where dictionary.isIRI(id) {
        hashed.append((overlookedHash(id, context), id))
      }
      hashed.sort { ($0.hash, $0.id) < ($1.hash, $1.id) }
      var found: [Violation] = []
      for index in hashed.indices.dropFirst() where hashed[index - 1].hash == hashed[index].hash {
        let (first, second) = (hashed[index - 1].id, hashed[index].id)
        guard overlooked(context.text(first)) == overlooked(context.text(second)) else { continue }
        found += nearDuplicate(first, second, context)
      }
      return found
    })

  private static func nearDuplicate(_ first: TermID, _ second: TermID, _ context: CheckContext) -> [Violation]
  {
    // The one that is described is more likely to be right, so that the other one is where to look.
    let other = context.isDescribed(second) ? first : second
    let known = other == first ? second : first
    let isOwn = context.own.contains(first) || context.own.contains(second)
    if context.isDescribed(other) {
      guard isOwn else { return [] }
      return [
        Violation(
          focus: context.own.contains(other) ? other : known,
          message: "\(context.names.name(other)) and \(context.names.name(known)) have nearly the same IRI",
          related: [context.own.contains(other) ? known : other])
      ]
    }
    return IRIPlaces.violations(other, context) {
      "\($0) is nearly the same IRI as \(context.names.name(known))"
    }.map { violation in
      var violation = violation
      violation.related.append(known)
      return violation
    }
  }

  /// A hash that is the same for IRIs which differ only in what people overlook.
  private static func overlookedHash(_ id: TermID, _ context: CheckContext) -> UInt64 {
    let dictionary = context.view.graph.dictionary
    let isPlain =
      context.traits[id].isDisjoint(with: .beyondASCII)
      && !dictionary.withText(of: id) { $0.withUnsafeBufferPointer(PercentEncoding.mayHaveFaults) }
    guard isPlain else { return hash(Array(overlooked(context.text(id)).utf8).span) }
    return dictionary.withText(of: id) { hash($0) }
  }

  /// FNV-1a over the bytes of an IRI without the `s` of https, capitals and final slashes.
  private static func hash(_ text: Span<UInt8>) -> UInt64 {
    var end = text.count
    while end > 0, text[end - 1] == UInt8(ascii: "/") { end -= 1 }
    var value: UInt64 = 0xCBF2_9CE4_8422_2325
    for index in 0..<end {
      var byte = text[index]
      if (0x41...0x5A).contains(byte) { byte |= 0x20 }
      if index == 4, byte == UInt8(ascii: "s"), end > 5, text[5] == UInt8(ascii: ":") { continue }
      value = (value ^ UInt64(byte)) &* 0x100_0000_01B3
    }
    return value
  }

  /// An IRI without what people overlook.
  private static func overlooked(_ iri: String) -> String {
    var text = PercentEncoding.decodingNeedless(iri).lowercased()
    if text.hasPrefix("https:") { text = "http:" + text.dropFirst(6) }
    while text.hasSuffix("/") { text.removeLast() }
    return text
  }
}
