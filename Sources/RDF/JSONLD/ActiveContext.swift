/// The context that holds at a place in a document.
///
/// Changed only while it is being made; from then on only its caches change.
/// - Source: JSON-LD 1.1 Processing Algorithms and API §4.1, "Active context".
final class ActiveContext {
  private(set) var terms: [ExactText: TermDefinition] = [:]
  var base: IRI?
  let originalBase: IRI?
  var vocabulary: String?
  var language: String?
  var direction: String?
  /// The context to go back to where a type-scoped context ends.
  var previous: ActiveContext?
  /// What keys and types expand to, so that each is looked up once in a context.
  var expandedTerms: [ExactText: String?] = [:]
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
    get { terms[ExactText(term)] }
    set { terms[ExactText(term)] = newValue }
  }

  var hasProtectedTerms: Bool { terms.values.contains { $0.isProtected } }
}
