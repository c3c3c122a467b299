internal import RDF

extension VocabularyStatistics {
  /// The statistics as tables, for people.
  var tables: [StatisticsTable] {
    var tables = [overview, languageTable, coverageTable, hierarchyTable]
    if !hierarchy.levels.isEmpty { tables.append(levelTable) }
    if !schemes.isEmpty { tables.append(schemeTable) }
    if !mappings.isEmpty { tables.append(mappingTable) }
    if !statuses.isEmpty {
      tables.append(
        StatisticsTable(
          title: "Status", heads: ["status", "concepts"],
          rows: statuses.map { [$0.name, "\($0.conceptCount)"] }))
    }
    if !dates.isEmpty {
      tables.append(
        StatisticsTable(
          title: "Dates", heads: ["property", "statements", "first", "last"],
          rows: dates.map { [$0.property.abbreviated, "\($0.count)", $0.first, $0.last] }))
    }
    tables.append(usageTable("Classes", "class", classes))
    tables.append(usageTable("Properties", "property", predicates))
    return tables
  }

  private var overview: StatisticsTable {
    var rows = [
      ["statements", "\(tripleCount)"], ["distinct properties", "\(predicates.count)"],
      ["blank nodes", "\(blankNodeCount)"], ["concepts", "\(conceptCount)"],
    ]
    if undeclaredConceptCount > 0 { rows.append(["concepts by use only", "\(undeclaredConceptCount)"]) }
    rows += [
      ["concept schemes", "\(schemeCount)"], ["concepts in no scheme", "\(conceptsWithoutSchemeCount)"],
      ["collections", "\(collectionCount)"], ["of these ordered", "\(orderedCollectionCount)"],
      ["members of collections", "\(memberCount)"], ["xl labels", "\(xlLabelCount)"],
      ["languages", "\(languages.count { $0.tag != nil })"], ["notations", "\(notations.count)"],
      ["concepts with a notation", "\(notations.conceptCount)"],
      ["concepts with a mapping", "\(mappedConceptCount)"],
      ["deprecated concepts", "\(deprecatedCount)"],
      ["deprecated resources of any kind", "\(deprecatedResourceCount)"],
    ]
    return StatisticsTable(title: "Overview", heads: [], rows: rows)
  }

  private func name(_ language: Language) -> String { language.tag?.string ?? "(none)" }

  private var languageTable: StatisticsTable {
    StatisticsTable(
      title: "Labels by language", heads: ["language"] + LabelKind.allCases.map { $0.name + "s" },
      rows: languages.map { language in
        [name(language)] + LabelKind.allCases.map { "\(language.labels[$0, default: 0])" }
      },
      bars: languages.map { (name($0), $0.labels[.prefLabel, default: 0]) },
      barsTitle: "Preferred labels by language")
  }

  /// The aspects that some concept has.
  private var usedAspects: [Coverage] { Coverage.allCases.filter { coverage[$0, default: 0] > 0 } }

  private var coverageTable: StatisticsTable {
    func cells(_ counts: [Coverage: Int]) -> [String] {
      usedAspects.map { "\(Percent(counts[$0, default: 0], of: conceptCount)) %" }
    }
    let any = [["any"] + cells(coverage)]
    return StatisticsTable(
      title: "Concepts that have one, by language", heads: ["language"] + usedAspects.map(\.name),
      rows: any + languages.map { [name($0)] + cells($0.coverage) },
      bars: languages.map { (name($0), $0.coverage[.label(.prefLabel), default: 0]) },
      barsTitle: "Concepts with a preferred label, by language, of \(conceptCount)")
  }

  private var hierarchyTable: StatisticsTable {
    let levels = hierarchy.levels.count
    return StatisticsTable(
      title: "Hierarchy", heads: [],
      rows: [
        ["broader relations", "\(hierarchy.relationCount)"], ["levels", "\(levels)"],
        ["longest way down, in concepts", "\(hierarchy.longestPath)"],
        ["widest level, in concepts", "\(hierarchy.levels.max() ?? 0)"],
        ["concepts without a broader one", "\(hierarchy.rootCount)"],
        ["stated top concepts", "\(hierarchy.topConceptCount)"],
        ["concepts without a narrower one", "\(hierarchy.leafCount)"],
        ["narrower concepts, mean of those that have any", hierarchy.meanChildCount],
        ["narrower concepts, most", "\(hierarchy.childCountMax)"],
        ["concepts with several broader ones", "\(hierarchy.polyhierarchyCount)"],
        ["broader concepts, most", "\(hierarchy.parentCountMax)"],
        ["related pairs", "\(hierarchy.relatedPairCount)"],
        ["orphans: no broader, narrower or related concept", "\(hierarchy.orphanCount)"],
        ["cycles", "\(hierarchy.cycleCount)"], ["concepts in cycles", "\(hierarchy.cyclicConceptCount)"],
        ["concepts that no way leads to", "\(hierarchy.unreachedCount)"],
      ])
  }

  private var levelTable: StatisticsTable {
    let levels = hierarchy.levels.enumerated().map { ("level \($0.offset + 1)", $0.element) }
    return StatisticsTable(
      title: "Concepts by level", heads: ["level", "concepts"],
      rows: hierarchy.levels.enumerated().map { ["\($0.offset + 1)", "\($0.element)"] }, bars: levels,
      barsTitle: "Concepts by level of the hierarchy")
  }

  private var schemeTable: StatisticsTable {
    StatisticsTable(
      title: "Concept schemes", heads: ["scheme", "IRI", "concepts", "top concepts"],
      rows: schemes.map { [$0.label ?? "", $0.iri.string, "\($0.conceptCount)", "\($0.topConceptCount)"] },
      firstNumber: 2)
  }

  private var mappingTable: StatisticsTable {
    var totals: [(label: String, value: Int)] = []
    for mapping in mappings {
      if totals.last?.label == mapping.kind.name {
        totals[totals.count - 1].value += mapping.count
      } else {
        totals.append((mapping.kind.name, mapping.count))
      }
    }
    return StatisticsTable(
      title: "Mappings", heads: ["property", "to", "statements"],
      rows: mappings.map { [$0.kind.name, $0.target, "\($0.count)"] }, firstNumber: 2, bars: totals,
      barsTitle: "Mappings by property")
  }

  private func usageTable(_ title: String, _ head: String, _ usages: [Usage]) -> StatisticsTable {
    StatisticsTable(
      title: title, heads: [head, "statements"], rows: usages.map { [$0.iri.abbreviated, "\($0.count)"] })
  }
}

extension HierarchyStatistics {
  /// How many narrower concepts those have that have any, on average, with two decimals, rounded down.
  var meanChildCount: String {
    let (product, overflows) = relationCount.multipliedReportingOverflow(by: 100)
    let hundredths = parentCount == 0 || overflows ? 0 : product / parentCount
    return "\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100)"
  }
}
