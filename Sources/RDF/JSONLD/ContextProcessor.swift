/// Makes active contexts of local ones.
///
/// - Source: JSON-LD 1.1 Processing Algorithms and API §4.1, "Context Processing Algorithm".
final class ContextProcessor {
  let options: JSONLDOptions
  let limits: ParserLimits
  /// What contexts of terms have made of active contexts.
  private var scoped: [ScopedKey: ScopedContext] = [:]
  /// The context documents that the loader has brought.
  var loadedDocuments: [IRI: JSON] = [:]
  /// How many term definitions have been made or copied.
  private var termWork = 0
  /// How deep the definition of one term is in those of others.
  var definitionDepth = 0
  private var processingDepth = 0
  /// The way to the fault, while an error is on its way up.
  var faultPath = FaultPath()
  /// How many bytes expansion has made that were not in the document.
  var expandedByteCount = 0

  init(_ options: JSONLDOptions, limits: ParserLimits) {
    self.options = options
    self.limits = limits
  }

  /// What a call of the algorithm carries along, beside the context.
  struct Situation {
    /// The base against which references to context documents are resolved.
    var base: IRI?
    /// The context documents that led here.
    var remoteContexts: [String] = []
    var overridesProtected = false
    var isPropagated = true
    /// Whether the contexts of terms are tried out; not when this is such a trial of a document seen before.
    var validatesScoped = true
  }

  /// Returns the active context that a local context makes of another active context.
  func process(
    _ active: ActiveContext, _ local: JSON, _ situation: Situation
  ) throws(SyntaxError) -> ActiveContext {
    processingDepth += 1
    defer { processingDepth -= 1 }
    guard processingDepth <= limits.contextDepthMax else {
      throw SyntaxError(
        .JSONLD.contextOverflow, at: nil, "contexts are nested more than \(limits.contextDepthMax) deep")
    }
    var result = try copy(active)
    let isPropagated = local["@propagate"]?.bool ?? situation.isPropagated
    if !isPropagated && result.previous == nil { result.previous = active }
    for (position, context) in local.asArray.enumerated() {
      do throws(SyntaxError) {
        switch context {
        case .null: result = try nullified(result, situation, isPropagated)
        case .string(let reference): result = try processRemote(result, reference, situation)
        case .object(let definition): try apply(definition, to: result, situation)
        default:
          throw SyntaxError(
            .JSONLD.invalidLocalContext, at: nil,
            "found \(context.excerpt) as context; expected null, a string or an object")
        }
      } catch {
        faultPath.leaveContext(at: position)
        throw error
      }
    }
    return result
  }

  /// The same for the value of `@context` in an object.
  func processEmbedded(
    _ active: ActiveContext, _ local: JSON, _ situation: Situation
  ) throws(SyntaxError) -> ActiveContext {
    do throws(SyntaxError) {
      return try process(active, local, situation)
    } catch {
      faultPath.add(.member("@context"))
      throw error
    }
  }

  /// Step 5.1: a null context resets everything.
  private func nullified(
    _ result: ActiveContext, _ situation: Situation, _ isPropagated: Bool
  ) throws(SyntaxError) -> ActiveContext {
    guard situation.overridesProtected || !result.hasProtectedTerms else {
      throw SyntaxError(
        .JSONLD.invalidContextNullification, at: nil, "a null context would remove terms that are protected")
    }
    let empty = ActiveContext(base: result.originalBase)
    if !isPropagated { empty.previous = result.previous }
    return empty
  }

  /// Steps 5.4 to 5.13: an object changes settings and defines terms.
  private func apply(
    _ local: JSON.Object, to result: ActiveContext, _ situation: Situation
  ) throws(SyntaxError) {
    try setting("@version", of: local) { (version) throws(SyntaxError) in
      guard version.double == 1.1 else {
        throw SyntaxError(
          .JSONLD.invalidVersionValue, at: nil, "found @version \(version.excerpt); expected the number 1.1")
      }
      guard options.processingMode == .version11 else {
        throw SyntaxError(
          .JSONLD.processingModeConflict, at: nil, "the context is for JSON-LD 1.1, and 1.0 is asked for")
      }
    }
    try checkVersion(of: local)
    let context = try importing(local, situation)
    if situation.remoteContexts.isEmpty {
      try setting("@base", of: context) { (base) throws(SyntaxError) in try setBase(base, of: result) }
    }
    try setting("@vocab", of: context) { (vocabulary) throws(SyntaxError) in
      try setVocabulary(vocabulary, of: result)
    }
    try setting("@language", of: context) { (language) throws(SyntaxError) in
      guard language.isNull || language.string != nil else {
        throw SyntaxError(
          .JSONLD.invalidDefaultLanguage, at: nil,
          "found @language \(language.excerpt) in a context; expected a string or null")
      }
      result.language = language.string
    }
    try setting("@direction", of: context) { (direction) throws(SyntaxError) in
      result.direction = try Self.direction(direction)
    }
    try setting("@propagate", of: context) { (propagate) throws(SyntaxError) in
      _ = try Self.flag("@propagate", propagate, .JSONLD.invalidPropagateValue)
    }
    let isProtected = try setting("@protected", of: context) { (value) throws(SyntaxError) in
      try Self.flag("@protected", value, .JSONLD.invalidProtectedValue)
    }
    var creation = TermCreation(local: context, situation: situation, isProtected: isProtected ?? false)
    for name in context.names where !Self.settings.contains(name) {
      try createTerm(name, in: result, &creation)
    }
  }

  /// Takes a setting of a local context over, if it is there.
  @discardableResult
  func setting<Result>(
    _ name: String, of context: JSON.Object, _ take: (JSON) throws(SyntaxError) -> Result
  ) throws(SyntaxError) -> Result? {
    guard let value = context[name] else { return nil }
    do throws(SyntaxError) {
      return try take(value)
    } catch {
      faultPath.add(.member(name))
      throw error
    }
  }

  private static func flag(
    _ name: String, _ value: JSON, _ code: SyntaxError.Code
  ) throws(SyntaxError) -> Bool {
    guard let flag = value.bool else {
      throw SyntaxError(code, at: nil, "found \(name) \(value.excerpt); expected true or false")
    }
    return flag
  }

  /// Steps 5.6.1, 5.10.1 and 5.11.1.
  private func checkVersion(of local: JSON.Object) throws(SyntaxError) {
    guard options.processingMode == .version10 else { return }
    for name in ["@direction", "@import", "@propagate"] where local.contains(name) {
      throw SyntaxError(
        .JSONLD.invalidContextEntry, at: nil, "found \(name) in a context; JSON-LD 1.0 does not have it")
    }
  }

  private static let settings: Set<String> = [
    "@base", "@direction", "@import", "@language", "@propagate", "@protected", "@version", "@vocab",
  ]

  /// Step 5.7.
  private func setBase(_ value: JSON, of result: ActiveContext) throws(SyntaxError) {
    if value.isNull {
      result.base = nil
      return
    }
    guard let reference = value.string else { throw invalidBase(value) }
    if reference.hasIRIForm {
      // Characters that may not occur are found where the IRIs made with it are put to use.
      result.base = IRI(uncheckedValid: reference)
    } else {
      guard let base = result.base, let iri = try? base.resolving(reference) else { throw invalidBase(value) }
      result.base = iri
    }
  }

  private func invalidBase(_ value: JSON) -> SyntaxError {
    SyntaxError(
      .JSONLD.invalidBaseIRI, at: nil,
      "found @base \(value.excerpt); expected an IRI, or a relative one where there is a base to resolve it against"
    )
  }

  /// Step 5.8.
  private func setVocabulary(_ value: JSON, of result: ActiveContext) throws(SyntaxError) {
    if value.isNull {
      result.vocabulary = nil
      return
    }
    guard let text = value.string,
      let expanded = try expandIRI(text, result, isVocabulary: true, isDocumentRelative: true),
      expanded.hasIRIForm || expanded.isBlankNodeIdentifier
    else {
      throw SyntaxError(
        .JSONLD.invalidVocabMapping, at: nil,
        "found @vocab \(value.excerpt); expected an IRI, a term or a blank node identifier")
    }
    result.vocabulary = expanded
  }

  /// The direction that a value stands for, nil for null.
  static func direction(_ value: JSON) throws(SyntaxError) -> String? {
    if value.isNull { return nil }
    guard let direction = value.string, direction == "ltr" || direction == "rtl" else {
      throw SyntaxError(
        .JSONLD.invalidBaseDirection, at: nil,
        "found @direction \(value.excerpt); expected \"ltr\" or \"rtl\"")
    }
    return direction
  }
}

// MARK: - Contexts of terms

extension ContextProcessor {
  /// A context of a term, applied to an active context.
  private struct ScopedKey: Hashable {
    let active: ObjectIdentifier
    let definition: ObjectIdentifier
    let isPropagated: Bool
    let overridesProtected: Bool
  }

  /// The outcome, with what the key names, so that no other object takes its place in memory.
  private struct ScopedContext {
    let active: ActiveContext
    let definition: TermDefinition
    let result: ActiveContext
  }

  /// How many outcomes are kept: enough for the contexts of real documents, which have some dozens.
  private static let scopedCountMax = 1024

  /// Returns the active context that the context of a term makes of another; nil if the term has none.
  func processScoped(
    _ active: ActiveContext, _ definition: TermDefinition?, isPropagated: Bool = true,
    overridesProtected: Bool = false
  ) throws(SyntaxError) -> ActiveContext? {
    guard let definition, let context = definition.context else { return nil }
    let key = ScopedKey(
      active: ObjectIdentifier(active), definition: ObjectIdentifier(definition), isPropagated: isPropagated,
      overridesProtected: overridesProtected)
    if let known = scoped[key] { return known.result }
    var situation = Situation(base: definition.contextBase)
    situation.isPropagated = isPropagated
    situation.overridesProtected = overridesProtected
    let result: ActiveContext
    do throws(SyntaxError) {
      result = try process(active, context, situation)
    } catch {
      // The context may stand anywhere; it is at fault where it is used.
      faultPath.clear()
      throw error
    }
    if scoped.count >= Self.scopedCountMax { scoped.removeAll() }
    scoped[key] = ScopedContext(active: active, definition: definition, result: result)
    return result
  }
}

// MARK: - Work

extension ContextProcessor {
  private func copy(_ context: ActiveContext) throws(SyntaxError) -> ActiveContext {
    try countTerms(context.terms.count)
    return ActiveContext(copying: context)
  }

  /// Counts terms that are defined or copied.
  func countTerms(_ count: Int) throws(SyntaxError) {
    termWork += count
    guard termWork <= limits.contextTermCountMax else {
      throw SyntaxError(
        .limit, at: nil, "the contexts define or inherit more than \(limits.contextTermCountMax) terms in all"
      )
    }
  }

  /// Gives back what a part of a stream may cost, when it has been read: as many bytes as it had, eightfold.
  ///
  /// So a stream may be of any length, and still grow no more than a real document grows.
  func recoverExpanded(for byteCount: Int) {
    expandedByteCount = max(0, expandedByteCount - 8 * min(byteCount, limits.jsonLDByteCountMax))
  }

  /// Counts the bytes of an IRI that expansion has made.
  func countExpanded(_ iri: String) throws(SyntaxError) {
    let byteCount = iri.utf8.count
    guard byteCount <= limits.iriByteCountMax else {
      throw SyntaxError(
        .limit, at: nil, "an IRI is longer than \(limits.iriByteCountMax) bytes when expanded")
    }
    expandedByteCount += byteCount
    guard expandedByteCount <= limits.expandedByteCountMax else {
      throw SyntaxError(
        .limit, at: nil,
        "the IRIs of the document take more than \(limits.expandedByteCountMax) bytes when expanded")
    }
  }
}
