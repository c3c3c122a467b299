extension ContextProcessor {
  /// Returns the shortest form of an IRI: a term, a compact IRI, a relative IRI, or the IRI itself.
  ///
  /// - Parameters:
  ///   - value: The value that the key stands before, if the IRI is one of a key with a value.
  ///   - isVocabulary: Whether the IRI is that of a property, type or keyword.
  /// - Source: JSON-LD 1.1 Processing Algorithms and API §6.2, "IRI Compaction".
  func compactIRI(
    _ iri: String, _ active: ActiveContext, value: JSON? = nil, isVocabulary: Bool = false,
    isReverse: Bool = false
  ) throws(SyntaxError) -> String {
    let inverse = inverse(of: active)
    guard isVocabulary else {
      return try compactIdentifier(iri, active, inverse)
    }
    if !inverse.hasAliases, !isReverse, Keyword.isKeyword(iri) { return iri }
    guard !isReverse, let shape = inverse.shape(of: value) else {
      return try compactVocabularyIRI(iri, active, inverse, value, isReverse)
    }
    let key = InverseContext.Key(iri: ExactText(iri), shape: shape)
    if let known = inverse[key] { return known }
    let compact = try compactVocabularyIRI(iri, active, inverse, value, isReverse)
    inverse[key] = compact
    return compact
  }

  /// Steps 2 and 3.
  private func inverse(of active: ActiveContext) -> InverseContext {
    if let known = active.inverse { return known }
    let inverse = InverseContext(active)
    active.inverse = inverse
    return inverse
  }

  /// Steps 4 and 5, then those for all IRIs.
  private func compactVocabularyIRI(
    _ iri: String, _ active: ActiveContext, _ inverse: InverseContext, _ value: JSON?, _ isReverse: Bool
  ) throws(SyntaxError) -> String {
    if inverse.contains(iri) {
      var selection = TermSelection(version: options.processingMode)
      try selection.consider(value, isReverse: isReverse, active, self)
      if let term = inverse.term(for: iri, selection.containers, selection.criterion, selection.preferred) {
        return term
      }
    }
    if let vocabulary = active.vocabulary, let suffix = iri.suffix(behind: vocabulary),
      !suffix.isEmpty, active[suffix] == nil
    {
      return suffix
    }
    return try compactWithPrefix(iri, active, inverse, hasValue: value != nil) ?? iri
  }

  /// Steps 6 to 10 for what is no property, type or keyword.
  private func compactIdentifier(
    _ iri: String, _ active: ActiveContext, _ inverse: InverseContext
  ) throws(SyntaxError) -> String {
    if let compact = try compactWithPrefix(iri, active, inverse, hasValue: false) { return compact }
    guard let base = active.base, !iri.isBlankNodeIdentifier else { return iri }
    let relative = base.relativeReference(to: iri)
    return Keyword.hasForm(relative) ? "./" + relative : relative
  }

  /// Steps 6 to 9: the shortest compact IRI, and of those of one length the least.
  private func compactWithPrefix(
    _ iri: String, _ active: ActiveContext, _ inverse: InverseContext, hasValue: Bool
  ) throws(SyntaxError) -> String? {
    var shortest: String?
    for (term, namespace) in inverse.prefixes {
      guard let suffix = iri.suffix(behind: namespace), !suffix.isEmpty else { continue }
      let candidate = term + ":" + suffix
      if let shortest, !Self.isShorter(candidate, shortest) { continue }
      if let other = active[candidate], hasValue || other.iri != iri { continue }
      shortest = candidate
    }
    if let shortest { return shortest }
    if let (scheme, rest) = iri.splitAtColon, !rest.utf8.starts(with: "//".utf8),
      active[scheme]?.isPrefix == true
    {
      throw SyntaxError(
        .JSONLD.iriConfusedWithPrefix, at: nil,
        "the scheme of <\(iri)> is also a prefix, so that the IRI would be read as a compact one; expected no term "
          + "\"\(scheme)\" that may be a prefix")
    }
    return nil
  }

  private static func isShorter(_ left: String, _ right: String) -> Bool {
    let counts = (left.unicodeScalars.count, right.unicodeScalars.count)
    return counts.0 == counts.1 ? left.isExactlyBefore(right) : counts.0 < counts.1
  }
}

extension String {
  /// What follows a prefix; nil if the text does not begin with it, code point by code point.
  func suffix(behind prefix: String) -> String? {
    let count = prefix.utf8.count
    guard utf8.count >= count else { return nil }
    let isPrefix =
      utf8.withContiguousStorageIfAvailable { bytes in
        prefix.utf8.withContiguousStorageIfAvailable {
          UnsafeBufferPointer(rebasing: bytes[..<count]).hasSameBytes(as: $0)
        }
      }?.flatMap { $0 } ?? utf8.starts(with: prefix.utf8)
    guard isPrefix else { return nil }
    return String(Substring(utf8.dropFirst(count)))
  }
}

/// The kinds of terms that suit a value, the best first.
///
/// - Source: JSON-LD 1.1 Processing Algorithms and API §6.2, "IRI Compaction", step 4.
struct TermSelection {
  let version: JSONLDOptions.ProcessingMode
  private(set) var containers: [ContainerMapping] = []
  private(set) var criterion: InverseContext.Criterion = .language
  private(set) var preferred: [String] = []

  init(version: JSONLDOptions.ProcessingMode) { self.version = version }

  mutating func consider(
    _ value: JSON?, isReverse: Bool, _ active: ActiveContext, _ contexts: ContextProcessor
  ) throws(SyntaxError) {
    // Step 4.2.
    let value = value?["@preserve"]?.asArray.first ?? value
    let object = value?.object
    let hasIndex = object?.contains("@index") ?? false
    let isGraph = value?.isGraphObject ?? false
    var kind = "@null"
    if hasIndex && !isGraph { containers += [.index, [.index, .set]] }
    if isReverse {
      criterion = .type
      kind = "@reverse"
      containers.append(.set)
    } else if let list = object?["@list"] {
      if !hasIndex { containers.append(.list) }
      considerList(list.asArray, active, &kind)
    } else if isGraph, let object {
      considerGraph(object)
      kind = "@id"
    } else if let object, object.contains("@value") {
      considerValue(object, hasIndex, &kind)
      containers.append(.set)
    } else {
      criterion = .type
      kind = "@id"
      containers += [.id, [.id, .set], .type, [.set, .type], .set]
    }
    containers.append([])
    // Steps 4.11 and 4.12.
    if version == .version11 {
      if !hasIndex { containers += [.index, [.index, .set]] }
      if let object, object.count == 1, object.contains("@value") {
        containers += [.language, [.language, .set]]
      }
    }
    try prefer(kind, object, active, contexts)
  }

  /// Step 4.7: what all elements have in common.
  private mutating func considerList(_ list: [JSON], _ active: ActiveContext, _ kind: inout String) {
    var commonType: String?
    var commonLanguage: String? = list.isEmpty ? Self.defaultLanguage(active) : nil
    for item in list {
      var language = "@none"
      var type = "@none"
      if let object = item.object, object.contains("@value") {
        if let direction = object["@direction"]?.string {
          language = "\(object["@language"]?.string ?? "")_\(direction)".lowercased()
        } else if let tag = object["@language"]?.string {
          language = tag.lowercased()
        } else if let datatype = object["@type"]?.string {
          type = datatype
        } else {
          language = "@null"
        }
        if let common = commonLanguage, common != language { commonLanguage = "@none" }
      } else {
        type = "@id"
      }
      commonLanguage = commonLanguage ?? language
      if let common = commonType, common != type { commonType = "@none" }
      commonType = commonType ?? type
      if commonLanguage == "@none" && commonType == "@none" { break }
    }
    if let commonType, commonType != "@none" {
      criterion = .type
      kind = commonType
    } else {
      kind = commonLanguage ?? "@none"
    }
  }

  /// Step 4.1.
  private static func defaultLanguage(_ active: ActiveContext) -> String {
    guard let direction = active.direction else { return active.language?.lowercased() ?? "@none" }
    return "\(active.language ?? "")_\(direction)".lowercased()
  }

  /// Step 4.8.
  private mutating func considerGraph(_ graph: JSON.Object) {
    let indexed: [ContainerMapping] = [[.graph, .index], [.graph, .index, .set]]
    let identified: [ContainerMapping] = [[.graph, .id], [.graph, .id, .set]]
    if graph.contains("@index") { containers += indexed }
    if graph.contains("@id") { containers += identified }
    containers += [.graph, [.graph, .set], .set]
    if !graph.contains("@index") { containers += indexed }
    if !graph.contains("@id") { containers += identified }
    containers += [.index, [.index, .set]]
    criterion = .type
  }

  /// Step 4.9.1.
  private mutating func considerValue(_ object: JSON.Object, _ hasIndex: Bool, _ kind: inout String) {
    let language = object["@language"]?.string
    if let direction = object["@direction"]?.string, !hasIndex {
      kind = "\(language ?? "")_\(direction)".lowercased()
      containers += [.language, [.language, .set]]
    } else if let language, !hasIndex {
      kind = language.lowercased()
      containers += [.language, [.language, .set]]
    } else if let type = object["@type"]?.string {
      criterion = .type
      kind = type
    }
  }

  /// Steps 4.13 to 4.19.
  private mutating func prefer(
    _ kind: String, _ object: JSON.Object?, _ active: ActiveContext, _ contexts: ContextProcessor
  ) throws(SyntaxError) {
    if kind == "@reverse" { preferred.append("@reverse") }
    if kind == "@id" || kind == "@reverse", let id = object?["@id"]?.string {
      let compact = try contexts.compactIRI(id, active, isVocabulary: true)
      let isTerm = active[compact]?.iri.map { $0.isExactly(id) } ?? false
      preferred += isTerm ? ["@vocab", "@id", "@none"] : ["@id", "@vocab", "@none"]
    } else {
      preferred += [kind, "@none"]
      if object?["@list"] == .array([]) { criterion = .any }
    }
    preferred.append("@any")
    // A term for the direction alone will do where none has the language as well.
    for value in preferred {
      guard let underscore = value.utf8.firstIndex(of: UInt8(ascii: "_")) else { continue }
      preferred.append(String(value[underscore...]))
      break
    }
  }
}
