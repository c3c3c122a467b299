public import RDF

/// The text to show for a resource, and where it comes from.
public struct LabelChoice: Hashable, Sendable {
  /// Where a text was found.
  public enum Source: String, Sendable {
    case prefLabel
    /// dct:title, rdfs:label or the literal form of an xl Label.
    case title
    case altLabel
    case notation
    /// The end of the IRI, or the label of a blank node.
    case localName
  }

  /// The text.
  public let text: String
  /// The language it is in; nil if it is not tagged.
  public let language: LanguageTag?
  /// Where it was found.
  public let source: Source
}

extension ConceptDescription {
  /// Chooses the text to show to a reader of some languages.
  ///
  /// Among the preferred labels each wanted language is looked up in turn (for `zh-Hans`: that tag, then `zh`,
  /// then whichever other `zh-…` comes first), then the vocabulary's default language, then English, then a
  /// label without language, then whichever comes first. After the preferred labels the titles are tried in
  /// the same way, then the alternative labels, the notations and the end of the IRI. Hidden labels never are.
  /// - Source: RFC 4647 §3.4 for the truncation of tags.
  public func bestLabel(for languages: [LanguageTag], defaultLanguage: LanguageTag? = nil) -> LabelChoice {
    let wanted = LabelChoice.preference(languages, defaultLanguage: defaultLanguage)
    let steps: [(LabelChoice.Source, [Literal])] = [
      (.prefLabel, labels(.prefLabel).map(\.literal)), (.title, titles),
      (.altLabel, labels(.altLabel).map(\.literal)),
    ]
    for (source, literals) in steps {
      guard let literal = LabelChoice.choose(from: literals, wanted) else { continue }
      return LabelChoice(text: literal.lexicalForm, language: literal.languageTag, source: source)
    }
    if let notation = notations.min() {
      return LabelChoice(text: notation.lexicalForm, language: nil, source: .notation)
    }
    return LabelChoice(text: localName, language: nil, source: .localName)
  }

  private var localName: String {
    switch subject {
    case .iri(let iri): iri.localName.isEmpty ? iri.string : String(iri.localName)
    case .blankNode(let node): "_:" + node.label
    }
  }
}

extension LabelChoice {
  /// The languages to look for, the best first: those of the reader, that of the vocabulary, English.
  static func preference(_ languages: [LanguageTag], defaultLanguage: LanguageTag?) -> [LanguageTag] {
    languages + [defaultLanguage, try? LanguageTag("en")].compactMap { $0 }
  }

  /// The literal in the first of the wanted languages that there is; for `zh-Hans` also `zh`, then other `zh-…`.
  static func choose(from literals: [Literal], _ wanted: [LanguageTag]) -> Literal? {
    guard literals.count > 1 else { return literals.first }
    // Always the first in order, so that what does not matter is still chosen alike.
    func first(where isWanted: (String) -> Bool) -> Literal? {
      literals.filter { isWanted($0.languageTag?.string ?? "") }.min {
        ($0.languageTag?.string ?? "", $0) < ($1.languageTag?.string ?? "", $1)
      }
    }
    for language in wanted {
      var range: Substring? = language.string[...]
      while let current = range {
        if let exact = first(where: { $0 == current }) { return exact }
        range = truncated(current)
      }
      let prefix = language.primary + "-"
      if let variant = first(where: { $0.hasPrefix(prefix) }) { return variant }
    }
    // Untagged texts come first.
    return first { _ in true }
  }

  /// A language range without its last subtag, and without a singleton that would then end it.
  private static func truncated(_ range: Substring) -> Substring? {
    guard let dash = range.lastIndex(of: "-") else { return nil }
    let shorter = range[..<dash]
    guard let before = shorter.lastIndex(of: "-"), shorter.distance(from: before, to: shorter.endIndex) == 2
    else {
      return shorter
    }
    return shorter[..<before]
  }
}

extension Graph {
  /// The language that a vocabulary says it is in: the first tag in dct:language of a concept scheme.
  public var defaultLanguage: LanguageTag? {
    let schemes = triples(predicate: .RDF.type, object: .iri(.SKOS.ConceptScheme)).map(\.subject).sorted()
    for scheme in schemes {
      let tags = objects(scheme, .DCTerms.language).compactMap(\.literal).sorted()
      for tag in tags { if let language = try? LanguageTag(tag.lexicalForm) { return language } }
    }
    return nil
  }
}
