internal import RDF

/// Counts what is said about resources, one after the other.
struct StatisticsPass {
  private let graph: Graph
  private let terms: StatisticsTerms
  private(set) var memberCount = 0
  private(set) var notationCount = 0
  private(set) var notatedConceptCount = 0
  private(set) var deprecatedCount = 0
  private(set) var deprecatedResourceCount = 0
  private(set) var mappedConceptCount = 0
  /// The languages by tag, in order of appearance; "" for none.
  private var places: [String: Int] = [:]
  private var tags: [LanguageTag?] = []
  /// For each language, how many labels of each kind.
  private var labelCounts: [[Int]] = []
  /// For each language, how many concepts have each aspect.
  private var conceptCounts: [[Int]] = []
  private var anyCounts = Array(repeating: 0, count: Coverage.allCases.count)
  private var mappingCounts: [RelationKind: [String: Int]] = [:]
  private var statusCounts: [String: Int] = [:]
  private var dateSpans: [IRI: (count: Int, first: String, last: String)] = [:]

  init(_ graph: Graph, _ terms: StatisticsTerms) {
    self.graph = graph
    self.terms = terms
  }

  /// What has been seen of one resource, so that it counts once.
  private struct Resource {
    var labels: Set<Int> = []
    var aspects: Set<Int> = []
    var aspectsInAnyLanguage: Set<Int> = []
    var statuses: Set<String> = []
    var hasNotation = false
    var hasMapping = false
    var isRetired = false
  }

  /// Goes over all statements; they stand sorted by subject.
  mutating func run() {
    let statements = graph.statements
    var start = 0
    while start < statements.count {
      let subject = statements[start].subject
      var resource = Resource()
      var end = start
      while end < statements.count && statements[end].subject == subject {
        if let role = terms.roles[statements[end].predicate] { take(statements[end], role, &resource) }
        end += 1
      }
      if resource.isRetired { deprecatedResourceCount += 1 }
      if terms.isConcept[Int(subject.rawValue)] { count(resource) }
      start = end
    }
  }

  private mutating func take(
    _ statement: Graph.Statement, _ role: StatisticsTerms.Role, _ resource: inout Resource
  ) {
    switch role {
    case .label(let kind): take(text: statement.object, kind, &resource)
    case .xlLabel(let kind):
      // S55 to S57: the literal forms of xl Labels are labels.
      for text in terms.texts[statement.object, default: []] { take(text: text, kind, &resource) }
    case .note(let kind):
      let isLiteral = graph.dictionary.isLiteral(statement.object)
      let texts = isLiteral ? [statement.object] : terms.texts[statement.object, default: []]
      for text in texts {
        cover(LabelKind.allCases.count + Self.place(of: kind), language(of: text), &resource)
      }
      if texts.isEmpty {
        cover(LabelKind.allCases.count + Self.place(of: kind), language(tag: nil), &resource)
      }
    case .notation:
      notationCount += 1
      resource.hasNotation = true
    case .mapping(let kind):
      guard let target = graph.dictionary[statement.object].iri else { return }
      resource.hasMapping = true
      mappingCounts[kind, default: [:]][target.host, default: 0] += 1
    case .date: takeDate(statement)
    case .member: memberCount += 1
    case .memberList: memberCount += listLength(statement.object)
    case .status: takeStatus(statement, &resource)
    }
  }

  private static func place(of kind: NoteKind) -> Int { NoteKind.allCases.firstIndex(of: kind) ?? 0 }

  /// Takes a label; a label that is there plain and by an xl Label counts once.
  private mutating func take(text: TermID, _ kind: LabelKind, _ resource: inout Resource) {
    guard graph.dictionary.isLiteral(text) else { return }
    let isNew = resource.labels.insert(Int(text.rawValue) * LabelKind.allCases.count + kind.rawValue).inserted
    guard isNew else { return }
    let language = language(of: text)
    labelCounts[language][kind.rawValue] += 1
    cover(kind.rawValue, language, &resource)
  }

  private func cover(_ aspect: Int, _ language: Int, _ resource: inout Resource) {
    resource.aspects.insert(language * Coverage.allCases.count + aspect)
    resource.aspectsInAnyLanguage.insert(aspect)
  }

  private mutating func language(of text: TermID) -> Int {
    language(tag: graph.dictionary[text].literal?.languageTag)
  }

  private mutating func language(tag: LanguageTag?) -> Int {
    let key = tag?.string ?? ""
    if let place = places[key] { return place }
    places[key] = tags.count
    tags.append(tag)
    labelCounts.append(Array(repeating: 0, count: LabelKind.allCases.count))
    conceptCounts.append(Array(repeating: 0, count: Coverage.allCases.count))
    return tags.count - 1
  }

  private mutating func takeStatus(_ statement: Graph.Statement, _ resource: inout Resource) {
    guard let property = graph.dictionary[statement.predicate].iri else { return }
    let object = graph.dictionary[statement.object]
    if EntryStatus.retires(property, object) { resource.isRetired = true }
    guard EntryStatus.properties.contains(property) else { return }
    if let name = object.iri?.string ?? object.literal?.lexicalForm { resource.statuses.insert(name) }
  }

  /// A date counts as far as it is written year, month, day.
  private mutating func takeDate(_ statement: Graph.Statement) {
    guard let property = graph.dictionary[statement.predicate].iri,
      let text = graph.dictionary[statement.object].literal?.lexicalForm
    else { return }
    let day = String(text.prefix(10))
    guard day.utf8.count >= 4, day.utf8.prefix(4).allSatisfy({ (0x30...0x39).contains($0) }),
      day.utf8.dropFirst(4).allSatisfy({ (0x30...0x39).contains($0) || $0 == 0x2D })
    else { return }
    let span = dateSpans[property] ?? (0, day, day)
    dateSpans[property] = (span.count + 1, min(span.first, day), max(span.last, day))
  }

  /// How many members a list has; one that turns back on itself ends there.
  private func listLength(_ list: TermID) -> Int {
    guard let first = graph.dictionary.id(of: .iri(.RDF.first)),
      let rest = graph.dictionary.id(of: .iri(.RDF.rest))
    else { return 0 }
    var seen: Set<TermID> = []
    var length = 0
    var node: TermID? = list
    while let current = node, seen.insert(current).inserted {
      length += graph.statements(subject: current, predicate: first).count
      node = graph.statements(subject: current, predicate: rest).first?.object
    }
    return length
  }

  private mutating func count(_ resource: Resource) {
    for aspect in resource.aspects {
      conceptCounts[aspect / Coverage.allCases.count][aspect % Coverage.allCases.count] += 1
    }
    for aspect in resource.aspectsInAnyLanguage { anyCounts[aspect] += 1 }
    if resource.hasNotation { notatedConceptCount += 1 }
    if resource.hasMapping { mappedConceptCount += 1 }
    if resource.isRetired { deprecatedCount += 1 }
    for status in resource.statuses { statusCounts[status, default: 0] += 1 }
  }
}

// MARK: Results

extension StatisticsPass {
  var languages: [VocabularyStatistics.Language] {
    let all = tags.indices.map { index in
      VocabularyStatistics.Language(
        tag: tags[index],
        labels: Dictionary(
          uniqueKeysWithValues: LabelKind.allCases.map { ($0, labelCounts[index][$0.rawValue]) }),
        coverage: Self.coverage(conceptCounts[index]))
    }
    // A language that only notes of other resources are in has nothing to show here.
    let used = all.filter { language in
      language.labels.values.contains { $0 > 0 } || language.coverage.values.contains { $0 > 0 }
    }
    return used.sorted { left, right in
      let (more, less) = (left.labels[.prefLabel, default: 0], right.labels[.prefLabel, default: 0])
      return more == less ? (left.tag?.string ?? "") < (right.tag?.string ?? "") : more > less
    }
  }

  var coverage: [Coverage: Int] { Self.coverage(anyCounts) }

  private static func coverage(_ counts: [Int]) -> [Coverage: Int] {
    Dictionary(uniqueKeysWithValues: zip(Coverage.allCases, counts))
  }

  var mappings: [VocabularyStatistics.Mapping] {
    StatisticsTerms.mappingKinds.flatMap { kind in
      mappingCounts[kind, default: [:]].map {
        VocabularyStatistics.Mapping(kind: kind, target: $0.key, count: $0.value)
      }.sorted { ($1.count, $0.target) < ($0.count, $1.target) }
    }
  }

  var statuses: [VocabularyStatistics.Status] {
    statusCounts.map { VocabularyStatistics.Status(name: $0.key, conceptCount: $0.value) }
      .sorted { ($1.conceptCount, $0.name) < ($0.conceptCount, $1.name) }
  }

  var dates: [VocabularyStatistics.Dates] {
    StatisticsTerms.dateProperties.compactMap { property in
      dateSpans[property].map {
        VocabularyStatistics.Dates(property: property, count: $0.count, first: $0.first, last: $0.last)
      }
    }
  }
}

extension IRI {
  /// The host with its port, in lower case; of an IRI without one the scheme, and of a URN its kind: `urn:isbn`.
  var host: String {
    guard let colon = string.firstIndex(of: ":") else { return "" }
    let scheme = string[..<colon].lowercased()
    let rest = string[string.index(after: colon)...]
    if rest.hasPrefix("//") {
      let authority = rest.dropFirst(2).prefix { $0 != "/" && $0 != "?" && $0 != "#" }
      return String(authority.split(separator: "@", omittingEmptySubsequences: false).last ?? "").lowercased()
    }
    guard scheme == "urn", let end = rest.firstIndex(of: ":") else { return scheme + ":" }
    return "urn:" + rest[..<end].lowercased()
  }
}
