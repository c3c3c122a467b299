public import RDF

extension VocabularyStatistics {
  /// The statistics for programs; the shape is documented and only grows.
  ///
  /// - Parameter name: what the vocabulary is called, such as the name of its file.
  /// - Source: spec/reports.md, "Statistics as JSON".
  public func json(name: String) -> JSON {
    [
      "format": "concordat-statistics", "version": 1, "name": .string(name),
      "statements": .int(tripleCount), "blankNodes": .int(blankNodeCount),
      "concepts": [
        "declared": .int(conceptCount), "byUseOnly": .int(undeclaredConceptCount),
        "deprecated": .int(deprecatedCount), "withMapping": .int(mappedConceptCount),
        "withNotation": .int(notations.conceptCount), "withoutScheme": .int(conceptsWithoutSchemeCount),
      ],
      "deprecatedResources": .int(deprecatedResourceCount), "notations": .int(notations.count),
      "xlLabels": .int(xlLabelCount),
      "collections": [
        "total": .int(collectionCount), "ordered": .int(orderedCollectionCount), "members": .int(memberCount),
      ],
      "schemes": .array(
        schemes.map {
          [
            "iri": .string($0.iri.string), "label": .optional($0.label), "concepts": .int($0.conceptCount),
            "topConcepts": .int($0.topConceptCount),
          ]
        }),
      "languages": .array(languages.map(json)),
      "anyLanguage": json(coverage), "hierarchy": hierarchy.json,
      "mappings": .array(
        mappings.map {
          ["property": .string($0.kind.rawValue), "target": .string($0.target), "statements": .int($0.count)]
        }),
      "statuses": .array(statuses.map { ["status": .string($0.name), "concepts": .int($0.conceptCount)] }),
      "dates": .array(
        dates.map {
          [
            "property": .string($0.property.string), "statements": .int($0.count), "first": .string($0.first),
            "last": .string($0.last),
          ]
        }),
      "classes": Self.json(classes), "properties": Self.json(predicates),
    ]
  }

  private func json(_ language: Language) -> JSON {
    [
      "language": .optional(language.tag?.string),
      "labels": .object(
        JSON.Object(
          LabelKind.allCases.map { (String($0.property.localName), .int(language.labels[$0, default: 0])) })),
      "coverage": json(language.coverage),
    ]
  }

  private func json(_ counts: [Coverage: Int]) -> JSON {
    .object(
      JSON.Object(
        Coverage.allCases.map { aspect in
          let count = counts[aspect, default: 0]
          let percent = Percent(count, of: conceptCount).description
          let value: JSON = [
            "concepts": .int(count), "percent": .number(JSON.Number(uncheckedValid: percent)),
          ]
          return (aspect.key, value)
        }))
  }

  private static func json(_ usages: [Usage]) -> JSON {
    .array(usages.map { ["iri": .string($0.iri.string), "statements": .int($0.count)] })
  }
}

extension HierarchyStatistics {
  fileprivate var json: JSON {
    [
      "relations": .int(relationCount), "levels": .array(levels.map(JSON.int)),
      "longestPath": .int(longestPath),
      "roots": .int(rootCount), "topConcepts": .int(topConceptCount), "leaves": .int(leafCount),
      "parents": .int(parentCount),
      "meanChildren": .number(JSON.Number(uncheckedValid: meanChildCount)),
      "mostChildren": .int(childCountMax),
      "polyhierarchical": .int(polyhierarchyCount), "mostParents": .int(parentCountMax),
      "relatedPairs": .int(relatedPairCount), "orphans": .int(orphanCount), "cycles": .int(cycleCount),
      "conceptsInCycles": .int(cyclicConceptCount), "unreached": .int(unreachedCount),
    ]
  }
}
