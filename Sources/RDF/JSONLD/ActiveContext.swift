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
  /// What keys and types stand for, so that each is looked up once in a context.
  var keys: [ExactText: ExpandedKey] = [:]
  /// Which terms stand for what, made when something is compacted with this context for the first time.
  var inverse: InverseContext?
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

/// What a key of an object, or a type, stands for in one active context.
final class ExpandedKey {
  /// The key as it is written.
  let name: String
  /// The IRI, blank node identifier or keyword; nil if the key stands for nothing.
  let expanded: String?
  let kind: Kind
  private let definition: TermDefinition?
  private let context: ObjectIdentifier

  enum Kind {
    case keyword
    case property
    /// What stands below the key is left out.
    case ignored
  }

  init(_ name: String, expanded: String?, in context: ActiveContext) {
    self.name = name
    self.expanded = expanded
    definition = context[name]
    self.context = ObjectIdentifier(context)
    if let expanded, Keyword.isKeyword(expanded) {
      kind = .keyword
    } else if let expanded, expanded.utf8.contains(UInt8(ascii: ":")) {
      kind = .property
    } else {
      kind = .ignored
    }
  }

  /// The definition of the key as a term of a context, which need not be the one it was looked up in.
  func definition(in active: ActiveContext) -> TermDefinition? {
    // The context of a key in use is in use as well, so that no other one can have its identity.
    ObjectIdentifier(active) == context ? definition : active[name]
  }
}
