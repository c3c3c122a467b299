/// For each IRI the terms that stand for it, by the kind of value that each is meant for.
///
/// Made once for an active context; only its cache changes afterwards.
/// - Source: JSON-LD 1.1 Processing Algorithms and API §4.3, "Inverse Context Creation".
final class InverseContext {
  /// The terms for one IRI, by the container that they have.
  private var entries: [ExactText: [ContainerMapping.RawValue: Choices]] = [:]
  /// The terms that may be prefixes, the shortest first, with what they stand for.
  private(set) var prefixes: [(term: String, iri: String)] = []
  /// Whether a term stands for a keyword, so that keywords are not all written as they are.
  private(set) var hasAliases = false
  /// What IRIs have been compacted to.
  private var known: [Key: String] = [:]
  /// How many of these are kept: enough for the properties and types of real documents, which have some hundreds.
  private static let knownCountMax = 4096

  /// The terms of one IRI and one container, by the type or language of the values they are meant for.
  struct Choices {
    fileprivate(set) var language: [String: String] = [:]
    fileprivate(set) var type: [String: String] = [:]
    fileprivate(set) var any: String
  }

  /// By which property of a value a term is chosen.
  enum Criterion {
    case language
    case type
    case any
  }

  init(_ active: ActiveContext) {
    let defaultLanguage = active.language?.lowercased() ?? "@none"
    // Step 3: the shortest term comes first, and of those of one length the least.
    let terms = active.terms.sorted { left, right in
      let (left, right) = (left.key.string, right.key.string)
      let counts = (left.unicodeScalars.count, right.unicodeScalars.count)
      return counts.0 == counts.1 ? left.isExactlyBefore(right) : counts.0 < counts.1
    }
    for (name, definition) in terms {
      guard let iri = definition.iri else { continue }
      if Keyword.isKeyword(iri) { hasAliases = true }
      if definition.isPrefix { prefixes.append((name.string, iri)) }
      entries[ExactText(iri), default: [:]][
        definition.container.rawValue, default: Choices(any: name.string)
      ].add(name.string, definition, active, defaultLanguage)
    }
  }

  /// An IRI and all that matters of the value that it stands before.
  struct Key: Hashable {
    let iri: ExactText
    let shape: Shape
  }

  /// The kinds of values that a term is chosen by.
  enum Shape: Hashable {
    case noValue
    case plain
    case language(ExactText)
    case type(ExactText)
    case identifiedNode
    case otherNode
  }

  subscript(key: Key) -> String? {
    get { known[key] }
    set {
      if known.count >= Self.knownCountMax { known.removeAll() }
      known[key] = newValue
    }
  }

  /// The kind of a value; nil if it is a rare one, or one by whose content a term is chosen.
  func shape(of value: JSON?) -> Shape? {
    guard let value else { return .noValue }
    guard let object = value.object else { return nil }
    if let content = object["@value"] {
      if object.count == 1 { return .plain }
      guard object.count == 2, content.array == nil else { return nil }
      if let language = object["@language"]?.string { return .language(ExactText(language)) }
      return object["@type"]?.string.map { .type(ExactText($0)) }
    }
    for name in ["@list", "@index", "@graph", "@preserve", "@direction"] where object.contains(name) {
      return nil
    }
    guard let id = object["@id"] else { return .otherNode }
    // Whether a term stands for the node itself matters as well.
    guard let iri = id.string, !contains(iri) else { return nil }
    return .identifiedNode
  }

  /// Whether a term stands for the IRI.
  func contains(_ iri: String) -> Bool { entries[ExactText(iri)] != nil }

  /// Returns the term that fits best: the first container that has a term for the first value preferred.
  ///
  /// - Source: JSON-LD 1.1 Processing Algorithms and API §4.4, "Term Selection".
  func term(
    for iri: String, _ containers: [ContainerMapping], _ criterion: Criterion, _ preferred: [String]
  ) -> String? {
    guard let byContainer = entries[ExactText(iri)] else { return nil }
    for container in containers {
      guard let choices = byContainer[container.rawValue] else { continue }
      switch criterion {
      case .language:
        for value in preferred { if let term = choices.language[value] { return term } }
      case .type:
        for value in preferred { if let term = choices.type[value] { return term } }
      case .any: return choices.any
      }
    }
    return nil
  }
}

extension InverseContext.Choices {
  /// Steps 3.10 to 3.17; a term that came before takes precedence.
  fileprivate mutating func add(
    _ term: String, _ definition: TermDefinition, _ active: ActiveContext, _ defaultLanguage: String
  ) {
    if definition.isReverse {
      addType("@reverse", term)
    } else if definition.type == "@none" {
      addLanguage("@any", term)
      addType("@any", term)
      addLanguage("@none", term)
      addType("@none", term)
    } else if let type = definition.type {
      addType(type, term)
    } else if definition.language != .unset || definition.direction != .unset {
      addLanguage(Self.key(definition), term)
    } else {
      if let direction = active.direction {
        addLanguage("\(active.language ?? "")_\(direction)".lowercased(), term)
      } else {
        addLanguage(defaultLanguage, term)
      }
      addLanguage("@none", term)
      addType("@none", term)
    }
  }

  /// Steps 3.13 to 3.15: language and direction of a term that sets at least one of them.
  private static func key(_ definition: TermDefinition) -> String {
    let language = definition.language.resolved(nil)
    let direction = definition.direction.resolved(nil)
    switch (language, direction) {
    case (let language?, let direction?): return "\(language)_\(direction)".lowercased()
    case (let language?, nil): return language.lowercased()
    case (nil, let direction?): return "_\(direction)"
    case (nil, nil): return definition.language == .unset ? "@none" : "@null"
    }
  }

  private mutating func addLanguage(_ key: String, _ term: String) {
    if language[key] == nil { language[key] = term }
  }

  private mutating func addType(_ key: String, _ term: String) {
    if type[key] == nil { type[key] = term }
  }
}
