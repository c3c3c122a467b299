extension ContextProcessor {
  /// The IRI, blank node identifier or keyword that a key or value stands for; nil if it stands for nothing.
  ///
  /// - Source: JSON-LD 1.1 Processing Algorithms and API §5.2, "IRI Expansion".
  func expandIRI(
    _ value: String, _ active: ActiveContext, isVocabulary: Bool = false, isDocumentRelative: Bool = false
  ) throws(SyntaxError) -> String? {
    if value.startsWithAt {
      if Keyword.isKeyword(value) { return value }
      if Keyword.hasForm(value) { return nil }
    }
    // A term of this form stands for itself or is a mistake, so that it need not be looked up.
    if !isVocabulary && value.hasAuthorityForm { return value }
    if let definition = active[value] {
      if let iri = definition.iri, Keyword.isKeyword(iri) { return iri }
      if isVocabulary { return definition.iri }
    }
    if let (prefix, suffix) = value.splitAtColon {
      if prefix == "_" || suffix.utf8.starts(with: "//".utf8) { return value }
      if let definition = active[prefix], let iri = definition.iri, definition.isPrefix {
        return try counted(iri + suffix)
      }
      if value.hasIRIForm { return value }
    }
    if isVocabulary, let vocabulary = active.vocabulary { return try counted(vocabulary + value) }
    if isDocumentRelative, let base = active.base, let iri = try? base.resolving(value) {
      return try counted(iri.string)
    }
    return value
  }

  /// The same while a local context is being taken over, whose terms may have to be defined first.
  func expandIRI(
    _ value: String, _ active: ActiveContext, _ creation: inout TermCreation
  ) throws(SyntaxError) -> String? {
    if Keyword.isKeyword(value) { return value }
    if Keyword.hasForm(value) { return nil }
    if creation.local.contains(value) { try createTerm(value, in: active, &creation) }
    // Step 4 to 5 come before the prefix is looked at, which may then be undefined still.
    if active[value] == nil, let (prefix, suffix) = value.splitAtColon, prefix != "_",
      !suffix.utf8.starts(with: "//".utf8), creation.local.contains(prefix)
    {
      try createTerm(prefix, in: active, &creation)
    }
    return try expandIRI(value, active, isVocabulary: true)
  }

  /// What a key or type stands for; remembered by the context.
  func key(_ name: String, _ active: ActiveContext) throws(SyntaxError) -> ExpandedKey {
    if let known = active.keys[ExactText(name)] { return known }
    let key = ExpandedKey(name, expanded: try expandIRI(name, active, isVocabulary: true), in: active)
    active.keys[ExactText(name)] = key
    return key
  }

  /// What a key or type expands to; remembered by the context.
  func expandTerm(_ name: String, _ active: ActiveContext) throws(SyntaxError) -> String? {
    try key(name, active).expanded
  }

  /// Whether a key stands for a keyword; names that begin with "@" mean the same in every context.
  func isKey(_ name: String, _ keyword: String, _ active: ActiveContext) throws(SyntaxError) -> Bool {
    if name.startsWithAt { return name == keyword }
    return try expandTerm(name, active) == keyword
  }

  private func counted(_ iri: String) throws(SyntaxError) -> String {
    try countExpanded(iri)
    return iri
  }
}
