/// A term of a statement that a `GraphBuilder` has been given: the handle that a parser keeps for it.
public struct TermMention: Sendable {
  /// Counted from 0, in the order in which the terms were mentioned.
  fileprivate let number: Int
}

/// Interns terms a batch at a time, and gives out at once what they can be named by.
///
/// Which id a term has is known once its batch is interned. Ids still follow the order of first mention.
struct TermMentions: Sendable {
  private(set) var dictionary = TermDictionary()
  private var batch = TermBatch()
  /// The ids of all mentions but those in the batch.
  private var ids: [TermID] = []
  private var count = 0

  /// Interns what waits.
  mutating func intern() { dictionary.intern(&batch, appendingTo: &ids) }

  /// The id of a mention; the caller has called `intern` since.
  @inline(__always) subscript(mention: TermMention) -> TermID { ids[mention.number] }

  /// Takes a term by the kind of its record, in which a number may stand before the text.
  @inline(__always)
  mutating func mention(_ kind: UInt8, qualifier: UInt32 = 0, _ text: Span<UInt8>) -> TermMention {
    text.withUnsafeBufferPointer { mention(kind, qualifier: qualifier, $0) }
  }

  /// Takes a language-tagged string.
  @inline(__always)
  mutating func mention(_ lexicalForm: Span<UInt8>, language: Span<UInt8>) -> TermMention {
    mention(TermDictionary.Kind.languageTagged, qualifier: dictionary.number(ofTag: language), lexicalForm)
  }

  /// Takes a typed literal.
  @inline(__always)
  mutating func mention(_ lexicalForm: Span<UInt8>, datatype: TermMention) -> TermMention {
    // The record of a literal names its datatype by id. Parsers keep datatypes, so that few of them still wait.
    if datatype.number >= ids.count { intern() }
    return mention(TermDictionary.Kind.typed, qualifier: self[datatype].rawValue, lexicalForm)
  }

  /// Takes a term that is a value already.
  mutating func mention(_ term: Term) -> TermMention {
    var text = TermDictionary.text(of: term)
    switch term {
    case .literal(.typed(_, let datatype)):
      let datatype = mention(.iri(datatype))
      return text.withUTF8 { mention($0.span, datatype: datatype) }
    case .literal(.languageTagged(_, let tag)):
      return text.withUTF8 { mention($0.span, language: Array(tag.string.utf8).span) }
    case .iri, .blankNode, .literal(.string):
      return text.withUTF8 { mention(TermDictionary.kind(of: term), $0.span) }
    }
  }

  @inline(__always)
  private mutating func mention(
    _ kind: UInt8, qualifier: UInt32, _ text: UnsafeBufferPointer<UInt8>
  ) -> TermMention {
    if batch.isFull { intern() }
    batch.append(kind, qualifier: qualifier, text)
    defer { count += 1 }
    return TermMention(number: count)
  }
}
