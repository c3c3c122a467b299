internal import RDF

extension Rule {
  /// S8, S23, S25, S26, S43, S44: what follows in the other direction is stated.
  static let inverseMissing = Rule(
    id: "inverse-missing",
    title: "Where a vocabulary states relations in both directions, it does so throughout",
    severity: .info, profile: .core,
    sources: [
      "SKOS Reference §4.3, S8; §8.3, S23, S25, S26; §10.3, S43, S44 (that they follow); Skosify (narrower, related)"
    ],
    reason: """
      The other direction follows, and leaving it out is correct. But who reads one entry by itself, and finds all \
      its narrower concepts there elsewhere, believes that there are none. A register may demand both directions; \
      otherwise only exceptions from what the vocabulary itself does are reported.
      """,
    firingExample: """
      ex:animal a skos:Concept ; skos:prefLabel "animal"@en ; skos:narrower ex:cat, ex:dog .
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en ; skos:broader ex:animal .
      ex:dog a skos:Concept ; skos:prefLabel "dog"@en ; skos:broader ex:animal .
      ex:cow a skos:Concept ; skos:prefLabel "cow"@en ; skos:broader ex:animal .
      """,
    cleanExample: """
      ex:animal a skos:Concept ; skos:prefLabel "animal"@en .
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en ; skos:broader ex:animal .
      ex:dog a skos:Concept ; skos:prefLabel "dog"@en ; skos:broader ex:animal .
      """,
    fix: .safe,
    evaluate: { context in
      let relations = DirectedRelations(context.view)
      return DirectedRelations.pairs.flatMap { pair in
        relations.missing(pair, demanded: context.configuration.policy.writesInverses)
          .flatMap { violations($0, context) }
      }
    })

  /// One for each concept that lacks statements of a property, or one for all if there are many.
  private static func violations(
    _ missing: DirectedRelations.Missing, _ context: CheckContext
  ) -> [Rule.Violation] {
    let ends = missing.evidence.map(context.statement).filter {
      $0.subject != $0.object && context.own.contains($0.subject) && context.own.contains($0.object)
    }
    let property = missing.property.abbreviated
    func added(_ statement: Graph.Statement) -> Triple? {
      let triple = context.view.graph.triple(statement)
      return triple.object.subject.map { Triple($0, missing.property, triple.subject.term) }
    }
    let byLacking = Dictionary(grouping: ends, by: \.object)
    return Summary.violations(
      byLacking.keys.sorted(),
      each: { id in
        let statements = byLacking[id, default: []]
        return Rule.Violation(
          focus: id,
          message:
            "\(context.names.name(id)) does not have \(context.names.list(statements.map(\.subject))) as \(property), although the relation is stated from there",
          related: statements.map(\.subject), statements: statements, added: statements.compactMap(added))
      },
      all: { ids in
        Rule.Violation(
          focus: context.ownSchemes.first ?? ids[0],
          message:
            "\(property) is missing for \(ends.count) of \(missing.total) relations, on \(ids.count) resources; each is stated from the other side only",
          related: ids, statements: Array(ends.prefix(20)), added: ends.compactMap(added))
      })
  }
}

/// The relations of a vocabulary by property, so that those stated in one direction only can be told.
private struct DirectedRelations {
  /// A property and what follows in the other direction; the same property if it is symmetric.
  struct Pair {
    let property: IRI
    let inverse: IRI
  }

  /// Statements that lack their counterpart.
  struct Missing {
    /// The property that is missing.
    let property: IRI
    /// The places of the statements it follows from.
    let evidence: [Int]
    /// How many relations there are of the kind, stated from either side.
    let total: Int
  }

  static let pairs = [
    Pair(property: .SKOS.broader, inverse: .SKOS.narrower),
    Pair(property: .SKOS.broaderTransitive, inverse: .SKOS.narrowerTransitive),
    Pair(property: .SKOS.related, inverse: .SKOS.related),
    Pair(property: .SKOS.topConceptOf, inverse: .SKOS.hasTopConcept),
    Pair(property: .SKOS.broadMatch, inverse: .SKOS.narrowMatch),
    Pair(property: .SKOS.relatedMatch, inverse: .SKOS.relatedMatch),
    Pair(property: .SKOS.closeMatch, inverse: .SKOS.closeMatch),
    Pair(property: .SKOS.exactMatch, inverse: .SKOS.exactMatch),
  ]

  /// A relation as one number that can be sorted, and the statement that says so.
  private struct Relation {
    let ends: UInt64
    let evidence: Int
  }

  /// Which of the properties a property is, or is a sub-property of: bit n for place n in `properties`.
  private struct Bits: OptionSet, Sendable { let rawValue: UInt16 }

  private static let properties: [IRI] = pairs.flatMap { [$0.property, $0.inverse] }.uniqued
  private var relations: [IRI: [Relation]] = [:]
  private var inverses: [IRI: [Relation]] = [:]

  init(_ view: SKOSView) {
    let bits = InheritedTraits<Bits>(
      of: view.graph,
      defined: Self.properties.enumerated().map { ($0.element, Bits(rawValue: 1 << UInt16($0.offset))) },
      along: .RDFS.subPropertyOf)
    var byProperty = Array(repeating: [Int](), count: Self.properties.count)
    for (place, statement) in view.statements.enumerated() {
      let own = bits[statement.predicate]
      guard !own.isEmpty, !view.graph.dictionary.isLiteral(statement.object) else { continue }
      for number in byProperty.indices where own.contains(Bits(rawValue: 1 << UInt16(number))) {
        byProperty[number].append(place)
      }
    }
    for (property, places) in zip(Self.properties, byProperty) where !places.isEmpty {
      relations[property] = Self.sorted(places) {
        view.statements[$0].subject
      } to: {
        view.statements[$0].object
      }
      inverses[property] = Self.sorted(places) {
        view.statements[$0].object
      } to: {
        view.statements[$0].subject
      }
    }
  }

  private static func sorted(_ places: [Int], from: (Int) -> TermID, to: (Int) -> TermID) -> [Relation] {
    let all = places.map {
      Relation(ends: UInt64(from($0).rawValue) << 32 | UInt64(to($0).rawValue), evidence: $0)
    }.sorted { ($0.ends, $0.evidence) < ($1.ends, $1.evidence) }
    // What two sub-properties say is one relation.
    return all.enumerated().filter { $0.offset == 0 || all[$0.offset - 1].ends != $0.element.ends }
      .map(\.element)
  }

  /// What is stated from one side only, if both are demanded or if most relations are stated from both.
  func missing(_ pair: Pair, demanded: Bool) -> [Missing] {
    let forward = one(relations[pair.property, default: []], without: inverses[pair.inverse, default: []])
    let backward =
      pair.property == pair.inverse
      ? [] : one(inverses[pair.inverse, default: []], without: relations[pair.property, default: []])
    let stated = relations[pair.property, default: []].count
    let statedInversely = inverses[pair.inverse, default: []].count
    // A symmetric relation that is stated once stands for one direction of two.
    let total = stated + backward.count
    var result: [Missing] = []
    if !forward.isEmpty, demanded || forward.count * 2 < stated {
      result.append(Missing(property: pair.inverse, evidence: forward, total: total))
    }
    if !backward.isEmpty, demanded || backward.count * 2 < statedInversely {
      result.append(Missing(property: pair.property, evidence: backward, total: total))
    }
    return result
  }

  /// The statements of some relations that are not among others; both sorted.
  private func one(_ some: [Relation], without others: [Relation]) -> [Int] {
    var place = 0
    return some.compactMap { relation in
      while place < others.count, others[place].ends < relation.ends { place += 1 }
      return place < others.count && others[place].ends == relation.ends ? nil : relation.evidence
    }
  }
}
