/// The context that holds at a place in a document.
///
/// Changed only while it is being made; from then on only its caches change.
/// - Source: JSON-LD 1.1 Processing Algorithms and API §4, "Context Processing Algorithms".
final class ActiveContext {
  private(set) var terms: [ExactText: TermDefinition] = [:]
  var base: IRI?
  let originalBase: IRI?
  var vocabulary: String?
  var language: String?
  var direction: String?
  /// The context to go back to where a type-scoped context ends.
  var previous: ActiveContext?
  /// What keys and types stand for, so that each is looked up once in a context.
  var keys: [ExactText: ExpandedKey] = [:]
  /// Which terms stand for what, made when something is compacted with this context for the first time.
  var inverse: InverseContext?
  /// The term that was looked up last, with what was found.
  private var latest: (term: String, definition: TermDefinition?)?

  /// Creates an empty context.
  init(base: IRI?) {
    self.base = base
    originalBase = base
  }

  /// Creates a copy to be changed.
  init(copying other: ActiveContext) {
    terms = other.terms
    base = other.base
    originalBase = other.originalBase
    vocabulary = other.vocabulary
    language = other.language
    direction = other.direction
    previous = other.previous
  }

  /// The definition of a term, if it has one.
  subscript(term: String) -> TermDefinition? {
    get {
      // A term is asked for several times in a row by those who write a value.
      if let latest, latest.term.isExactly(term) { return latest.definition }
      let definition = terms[ExactText(term)]
      latest = (term, definition)
      return definition
    }
    set {
      latest = nil
      terms[ExactText(term)] = newValue
    }
  }

  /// Whether nodes in it can be read without being expanded, as far as the context itself is concerned.
  var isPlain: Bool { previous == nil && direction == nil }

  var hasProtectedTerms: Bool { terms.values.contains { $0.isProtected } }
}
