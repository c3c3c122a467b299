/// How far a local context has been taken over: what the algorithms that define its terms share.
struct TermCreation {
  let local: JSON.Object
  let situation: ContextProcessor.Situation
  let isProtected: Bool
  /// The terms whose definition has begun (false) or ended (true).
  var defined: [ExactText: Bool] = [:]
}

extension ContextProcessor {
  /// Defines a term, and before it those that it rests on.
  ///
  /// - Source: JSON-LD 1.1 Processing Algorithms and API §4.2, "Create Term Definition".
  func createTerm(
    _ term: String, in active: ActiveContext, _ creation: inout TermCreation
  ) throws(SyntaxError) {
    do throws(SyntaxError) {
      try create(term, in: active, &creation)
    } catch {
      faultPath.add(entry: term, ofFaultyName: true)
      faultPath.reachContext()
      throw error
    }
  }

  private func create(
    _ term: String, in active: ActiveContext, _ creation: inout TermCreation
  ) throws(SyntaxError) {
    if let isDefined = creation.defined[ExactText(term)] {
      guard isDefined else {
        throw SyntaxError(
          .JSONLD.cyclicIRIMapping, at: nil, "the term \"\(term)\" is defined by means of itself")
      }
      return
    }
    guard !term.isEmpty else {
      throw SyntaxError(
        .JSONLD.invalidTermDefinition, at: nil, "a term is empty; expected at least one character")
    }
    guard let value = creation.local[term] else { return }
    definitionDepth += 1
    defer { definitionDepth -= 1 }
    guard definitionDepth <= limits.contextDepthMax else {
      throw SyntaxError(
        .limit, at: nil,
        "terms are defined by one another more than \(limits.contextDepthMax) deep, at \"\(term)\"")
    }
    try countTerms(1)
    creation.defined[ExactText(term)] = false
    guard try mayDefine(term, value) else { return }
    let previous = active[term]
    active[term] = nil
    guard let definition = try definition(of: term, value, active, &creation) else { return }
    if let previous, previous.isProtected, !creation.situation.overridesProtected {
      guard definition.isSame(as: previous) else {
        throw SyntaxError(
          .JSONLD.protectedTermRedefinition, at: nil,
          "the term \"\(term)\" is protected and would be defined anew")
      }
      definition.isProtected = true
    }
    active[term] = definition
    creation.defined[ExactText(term)] = true
  }

  /// Steps 4 and 5: keywords are no terms, but `@type` may become a set or protected.
  private func mayDefine(_ term: String, _ value: JSON) throws(SyntaxError) -> Bool {
    if term == "@type", options.processingMode == .version11 {
      guard let object = value.object, !object.isEmpty,
        object.names.allSatisfy({ $0 == "@container" || $0 == "@protected" }),
        object["@container"].map({ $0 == "@set" }) ?? true
      else {
        throw SyntaxError(
          .JSONLD.keywordRedefinition, at: nil,
          "@type is defined as \(value.excerpt); expected an object with \"@container\": \"@set\" or \"@protected\" only"
        )
      }
      return true
    }
    guard !Keyword.isKeyword(term) else {
      throw SyntaxError(.JSONLD.keywordRedefinition, at: nil, "the keyword \(term) is defined as a term")
    }
    return !Keyword.hasForm(term)
  }

  /// Steps 7 to 26; nil if the term is to be left undefined.
  private func definition(
    of term: String, _ value: JSON, _ active: ActiveContext, _ creation: inout TermCreation
  ) throws(SyntaxError) -> TermDefinition? {
    let entries: JSON.Object
    switch value {
    case .null: entries = JSON.Object([("@id", .null)])
    case .string: entries = JSON.Object([("@id", value)])
    case .object(let object): entries = object
    default:
      throw SyntaxError(
        .JSONLD.invalidTermDefinition, at: nil,
        "the term \"\(term)\" is defined as \(value.excerpt); expected null, a string or an object")
    }
    try checkVersion(of: entries, term)
    let definition = TermDefinition()
    // The entry that is being read, and is at fault if there is one.
    var entry = "@protected"
    do throws(SyntaxError) {
      definition.isProtected = try flag(entry, entries, .JSONLD.invalidProtectedValue) ?? creation.isProtected
      entry = "@type"
      if let type = entries[entry] { definition.type = try typeMapping(type, of: term, active, &creation) }
      entry = "@reverse"
      if entries.contains(entry) {
        return try setReverse(definition, of: term, entries, active, &creation) ? definition : nil
      }
      entry = "@id"
      let isSimple = value.string != nil
      guard try setIRI(definition, of: term, entries, active, &creation, isSimple: isSimple) else {
        return nil
      }
      entry = "@container"
      try setContainer(definition, of: term, entries)
      entry = "@index"
      try setIndex(definition, of: term, entries, active, &creation)
      entry = "@context"
      try setContext(definition, of: term, entries, active, creation.situation)
      entry = entries.contains("@language") ? "@language" : "@direction"
      try setLanguage(definition, of: term, entries)
      entry = "@nest"
      try setNest(definition, of: term, entries)
      entry = "@prefix"
      try setPrefix(definition, of: term, entries)
    } catch {
      faultPath.add(.member(entry))
      throw error
    }
    if let other = entries.names.first(where: { !Self.entryNames.contains($0) }) {
      faultPath.add(.name(other))
      throw SyntaxError(
        .JSONLD.invalidTermDefinition, at: nil,
        "the definition of \"\(term)\" has an entry \"\(other)\"; expected keywords that may stand there"
      )
    }
    return definition
  }

  /// What a term of JSON-LD 1.0 may not have: steps 11, 20.1, 21.1, 23.1, 24.1 and 25.1, and of step 19 and 12.
  private func checkVersion(of entries: JSON.Object, _ term: String) throws(SyntaxError) {
    guard options.processingMode == .version10 else { return }
    for name in ["@context", "@direction", "@index", "@nest", "@prefix", "@protected"]
    where entries.contains(name) {
      throw SyntaxError(
        .JSONLD.invalidTermDefinition, at: nil,
        "the definition of \"\(term)\" has an entry \(name); JSON-LD 1.0 does not have it")
    }
    if let container = entries["@container"], !container.isNull {
      guard let name = container.string, !["@graph", "@id", "@type"].contains(name) else {
        throw SyntaxError(
          .JSONLD.invalidContainerMapping, at: nil,
          "the container of \"\(term)\" is \(container.excerpt); JSON-LD 1.0 does not have it")
      }
    }
    if entries["@type"] == "@json" || entries["@type"] == "@none" {
      throw SyntaxError(
        .JSONLD.invalidTypeMapping, at: nil,
        "the type of \"\(term)\" is \(entries["@type"]?.excerpt ?? ""); JSON-LD 1.0 does not have it")
    }
  }

  private static let entryNames: Set<String> = [
    "@id", "@reverse", "@container", "@context", "@direction", "@index", "@language", "@nest", "@prefix",
    "@protected", "@type",
  ]

  private func flag(
    _ name: String, _ entries: JSON.Object, _ code: SyntaxError.Code
  ) throws(SyntaxError) -> Bool? {
    guard let value = entries[name] else { return nil }
    guard let flag = value.bool else {
      throw SyntaxError(code, at: nil, "found \(name) \(value); expected true or false")
    }
    return flag
  }

  /// Step 12.
  private func typeMapping(
    _ value: JSON, of term: String, _ active: ActiveContext, _ creation: inout TermCreation
  ) throws(SyntaxError) -> String {
    guard let text = value.string, let type = try expandIRI(text, active, &creation),
      ["@id", "@json", "@none", "@vocab"].contains(type) || (type.hasIRIForm && !type.isBlankNodeIdentifier)
    else {
      throw SyntaxError(
        .JSONLD.invalidTypeMapping, at: nil,
        "the type of \"\(term)\" is \(value.excerpt); expected @id, @vocab, @json, @none or an IRI")
    }
    return type
  }

  /// Step 13; false if the term is to be left undefined.
  private func setReverse(
    _ definition: TermDefinition, of term: String, _ entries: JSON.Object, _ active: ActiveContext,
    _ creation: inout TermCreation
  ) throws(SyntaxError) -> Bool {
    guard !entries.contains("@id"), !entries.contains("@nest") else {
      throw SyntaxError(
        .JSONLD.invalidReverseProperty, at: nil,
        "the definition of \"\(term)\" has @reverse beside @id or @nest")
    }
    guard let text = entries["@reverse"]?.string else { throw invalidIRI(of: term, entries["@reverse"]) }
    guard !Keyword.hasForm(text) else { return false }
    guard let iri = try expandIRI(text, active, &creation), iri.hasIRIForm || iri.isBlankNodeIdentifier else {
      throw invalidIRI(of: term, .string(text))
    }
    definition.iri = iri
    definition.isReverse = true
    if let container = entries["@container"], !container.isNull {
      guard container == "@set" || container == "@index", let mapping = ContainerMapping(container) else {
        throw SyntaxError(
          .JSONLD.invalidReverseProperty, at: nil,
          "the container of the reverse property \"\(term)\" is \(container.excerpt); expected @set or @index"
        )
      }
      definition.container = mapping
    }
    try setIndex(definition, of: term, entries, active, &creation)
    return true
  }

  private func invalidIRI(of term: String, _ value: JSON?) -> SyntaxError {
    let found = value.map { ", but \($0.excerpt)" } ?? ""
    return SyntaxError(
      .JSONLD.invalidIRIMapping, at: nil,
      "the term \"\(term)\" stands for no IRI\(found); expected an IRI, a compact IRI or a term")
  }

  /// Steps 14 to 18; false if the term is to be left undefined.
  private func setIRI(
    _ definition: TermDefinition, of term: String, _ entries: JSON.Object, _ active: ActiveContext,
    _ creation: inout TermCreation, isSimple: Bool
  ) throws(SyntaxError) -> Bool {
    if let id = entries["@id"], id != .string(term) {
      if id.isNull { return true }
      guard let text = id.string else { throw invalidIRI(of: term, id) }
      guard Keyword.isKeyword(text) || !Keyword.hasForm(text) else { return false }
      guard let iri = try expandIRI(text, active, &creation),
        Keyword.isKeyword(iri) || iri.hasIRIForm || iri.isBlankNodeIdentifier
      else { throw invalidIRI(of: term, id) }
      guard iri != "@context" else {
        throw SyntaxError(.JSONLD.invalidKeywordAlias, at: nil, "the term \"\(term)\" stands for @context")
      }
      definition.iri = iri
      if Self.isCompound(term) {
        creation.defined[ExactText(term)] = true
        guard try expandIRI(term, active, &creation) == iri else {
          throw SyntaxError(
            .JSONLD.invalidIRIMapping, at: nil,
            "the term \"\(term)\" has the form of an IRI and stands for another one, <\(iri)>")
        }
      }
      definition.isPrefix = isSimple && Self.mayBePrefix(term) && Self.endsLikeNamespace(iri)
      return true
    }
    if let (prefix, suffix) = term.splitAtColon {
      if creation.local.contains(prefix) { try createTerm(prefix, in: active, &creation) }
      definition.iri = active[prefix]?.iri.map { $0 + suffix } ?? term
      return true
    }
    if term.utf8.contains(UInt8(ascii: "/")) {
      guard let iri = try expandIRI(term, active, isVocabulary: true), iri.hasIRIForm else {
        throw invalidIRI(of: term, nil)
      }
      definition.iri = iri
    } else if term == "@type" {
      definition.iri = "@type"
    } else if let vocabulary = active.vocabulary {
      definition.iri = vocabulary + term
    } else {
      throw invalidIRI(of: term, nil)
    }
    if let iri = definition.iri { try countExpanded(iri) }
    return true
  }

  /// Whether a term has a colon that is neither its first nor its last character, or a slash.
  private static func isCompound(_ term: String) -> Bool {
    term.utf8.contains(UInt8(ascii: "/")) || term.utf8.dropFirst().dropLast().contains(UInt8(ascii: ":"))
  }

  private static func mayBePrefix(_ term: String) -> Bool {
    !term.utf8.contains { $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: "/") }
  }

  /// Whether an IRI ends in a `gen-delim` of RFC 3986 §2.2.
  private static func endsLikeNamespace(_ iri: String) -> Bool {
    iri.isBlankNodeIdentifier || iri.utf8.last.map(":/?#[]@".utf8.contains) ?? false
  }

  /// Step 19.
  private func setContainer(
    _ definition: TermDefinition, of term: String, _ entries: JSON.Object
  ) throws(SyntaxError) {
    guard let value = entries["@container"] else { return }
    guard let mapping = ContainerMapping(value) else {
      throw SyntaxError(
        .JSONLD.invalidContainerMapping, at: nil,
        "the container of \"\(term)\" is \(value.excerpt); expected @graph, @id, @index, @language, @list, @set, @type or "
          + "an allowed combination")
    }
    definition.container = mapping
    if mapping.contains(.type) {
      definition.type = definition.type ?? "@id"
      guard definition.type == "@id" || definition.type == "@vocab" else {
        throw SyntaxError(
          .JSONLD.invalidTypeMapping, at: nil,
          "the term \"\(term)\" has the container @type; expected @type @id or @vocab")
      }
    }
  }

  /// Step 20.
  private func setIndex(
    _ definition: TermDefinition, of term: String, _ entries: JSON.Object, _ active: ActiveContext,
    _ creation: inout TermCreation
  ) throws(SyntaxError) {
    guard let value = entries["@index"] else { return }
    guard definition.container.contains(.index), let text = value.string,
      let iri = try expandIRI(text, active, &creation), iri.hasIRIForm
    else {
      throw SyntaxError(
        .JSONLD.invalidTermDefinition, at: nil,
        "the index of \"\(term)\" is \(value.excerpt); expected an IRI, and @index in the container")
    }
    definition.index = text
  }

  /// Step 21.
  private func setContext(
    _ definition: TermDefinition, of term: String, _ entries: JSON.Object, _ active: ActiveContext,
    _ situation: Situation
  ) throws(SyntaxError) {
    guard let context = entries["@context"] else { return }
    definition.context = context
    definition.contextBase = situation.base
    var trial = situation
    trial.overridesProtected = true
    trial.isPropagated = true
    trial.validatesScoped = false
    do throws(SyntaxError) {
      _ = try process(active, context, trial)
    } catch {
      if error.code == .limit || error.code == .JSONLD.loadingRemoteContextFailed { throw error }
      throw SyntaxError(
        .JSONLD.invalidScopedContext, at: nil,
        "the context of \"\(term)\" is invalid (\(error.code)): \(error.message)")
    }
  }

  /// Steps 22 and 23.
  private func setLanguage(
    _ definition: TermDefinition, of term: String, _ entries: JSON.Object
  ) throws(SyntaxError) {
    guard !entries.contains("@type") else { return }
    if let value = entries["@language"] {
      guard value.isNull || value.string != nil else {
        throw SyntaxError(
          .JSONLD.invalidLanguageMapping, at: nil,
          "the language of \"\(term)\" is \(value.excerpt); expected a string or null")
      }
      definition.language = value.string.map { .some($0) } ?? .none
    }
    if let value = entries["@direction"] {
      definition.direction = try Self.direction(value).map { .some($0) } ?? .none
    }
  }

  /// Step 24.
  private func setNest(
    _ definition: TermDefinition, of term: String, _ entries: JSON.Object
  ) throws(SyntaxError) {
    guard let value = entries["@nest"] else { return }
    guard let nest = value.string, nest == "@nest" || !Keyword.isKeyword(nest) else {
      throw SyntaxError(
        .JSONLD.invalidNestValue, at: nil,
        "the nesting of \"\(term)\" is \(value.excerpt); expected @nest or a term")
    }
    definition.nest = nest
  }

  /// Step 25.
  private func setPrefix(
    _ definition: TermDefinition, of term: String, _ entries: JSON.Object
  ) throws(SyntaxError) {
    guard entries.contains("@prefix") else { return }
    guard Self.mayBePrefix(term) else {
      throw SyntaxError(
        .JSONLD.invalidTermDefinition, at: nil,
        "the term \"\(term)\" has a colon or a slash and cannot be a prefix")
    }
    definition.isPrefix = try flag("@prefix", entries, .JSONLD.invalidPrefixValue) ?? false
    if definition.isPrefix, let iri = definition.iri, Keyword.isKeyword(iri) {
      throw SyntaxError(
        .JSONLD.invalidTermDefinition, at: nil,
        "the term \"\(term)\" stands for a keyword and cannot be a prefix")
    }
  }
}
