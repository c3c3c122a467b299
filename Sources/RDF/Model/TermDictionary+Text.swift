extension TermDictionary {
  /// The text of a term: the IRI, the label of the blank node, or the lexical form of the literal.
  ///
  /// Cheaper than making the `Term`, of which it is a part.
  public func text(of id: TermID) -> String {
    withParts { Self.string($0(id).text) }
  }

  /// Hands out the text of a term as bytes of valid UTF-8; no string is made, and the span ends with the call.
  public func withText<Result>(of id: TermID, _ body: (Span<UInt8>) throws -> Result) rethrows -> Result {
    try withParts { try body($0(id).text.span) }
  }

  /// The language tag of a literal; nil for any other term.
  public func languageTag(of id: TermID) -> LanguageTag? {
    withParts { parts in
      parts(id).tag.map { LanguageTag(uncheckedConventional: Self.string($0)) }
    }
  }

  /// Whether an id stands for a literal of datatype `xsd:string` or `rdf:langString`: what SKOS calls a plain literal.
  public func isPlainLiteral(_ id: TermID) -> Bool {
    withParts { parts in
      let term = parts(id)
      return term.isLiteral && term.datatype == nil
    }
  }

  /// Hands out the texts of the literals of datatype `xsd:string` in order of the ids; the spans end with each call.
  public func forEachUntaggedText(_ body: (TermID, Span<UInt8>) throws -> Void) rethrows {
    try withParts { parts in
      for number in 0..<count {
        let id = TermID(number)
        let term = parts(id)
        if term.isLiteral && term.tag == nil && term.datatype == nil { try body(id, term.text.span) }
      }
    }
  }

  /// Hands out every term's text in order of the ids, with the tag where there is one; the spans end with each call.
  public func forEachTerm(_ body: (TermID, Span<UInt8>) throws -> Void) rethrows {
    try withParts { parts in
      for number in 0..<count {
        let id = TermID(number)
        try body(id, parts(id).text.span)
      }
    }
  }
}

extension TermDictionary {
  /// The language tags that occur, each once, in order of their first appearance.
  public var languageTags: [LanguageTag] {
    (0..<languageTagCount).map { LanguageTag(uncheckedConventional: languageTagText($0)) }
  }

  /// The place of a literal's language tag in `languageTags`; nil for any other term.
  ///
  /// No string is made.
  public func languageTagPlace(of id: TermID) -> Int? { languageTagNumber(of: id).map(Int.init) }
}

extension TermDictionary {
  /// The id of the literal with another text and the same language tag or datatype; nil if the dictionary has none.
  public func id(ofText text: Span<UInt8>, alike id: TermID) -> TermID? {
    text.withUnsafeBufferPointer { self.id(ofText: $0, alike: id) }
  }
}
