/// What a key of an object, or a type, stands for in one active context.
final class ExpandedKey {
  /// The key as it is written.
  let name: String
  /// The IRI, blank node identifier or keyword; nil if the key stands for nothing.
  let expanded: String?
  let kind: Kind
  private let definition: TermDefinition?
  private let context: ObjectIdentifier
  /// How the key is read in a node that is not expanded.
  let role: Role
  /// The number that the one who takes statements down has given to what the key stands for; nil inside if
  /// that is no IRI.
  var slot: StatementTape.Slot??

  enum Kind {
    case keyword
    case property
    /// What stands below the key is left out.
    case ignored
  }

  init(_ name: String, expanded: String?, in context: ActiveContext) {
    self.name = name
    self.expanded = expanded
    let definition = context[name]
    self.definition = definition
    self.context = ObjectIdentifier(context)
    let kind: Kind =
      switch expanded {
      case let expanded? where Keyword.isKeyword(expanded): .keyword
      case let expanded? where expanded.utf8.contains(UInt8(ascii: ":")): .property
      default: .ignored
      }
    self.kind = kind
    role = Role(kind, expanded, definition)
  }

  /// The definition of the key as a term of a context, which need not be the one it was looked up in.
  func definition(in active: ActiveContext) -> TermDefinition? {
    // The context of a key in use is in use as well, so that no other one can have its identity.
    ObjectIdentifier(active) == context ? definition : active[name]
  }
}

// MARK: - Keys of nodes that are not expanded

extension ExpandedKey {
  /// What a key means in a node that is read without being expanded.
  enum Role {
    case id
    case type
    case value
    case language
    /// A property whose values may be read as they stand.
    case property
    /// What stands below the key is left out.
    case ignored
    /// The node has to be expanded.
    case other

    fileprivate init(_ kind: Kind, _ expanded: String?, _ definition: TermDefinition?) {
      switch kind {
      case .keyword: self = ExpandedKey.role(ofKeyword: expanded ?? "")
      case .property: self = definition.map(\.isPlain) ?? true ? .property : .other
      case .ignored: self = .ignored
      }
    }
  }

  /// The role of a name that begins with "@", which no context can change.
  static func role(ofKeyword name: String) -> Role {
    switch name {
    case "@id": .id
    case "@type": .type
    case "@value": .value
    case "@language": .language
    default: .other
    }
  }

  /// What a string is that stands below the key.
  enum TextShape {
    case reference(isVocabulary: Bool)
    case typed(String)
    case text(TermDefinition.LocalSetting)
  }

  var textShape: TextShape {
    switch definition?.type {
    case "@id"?: .reference(isVocabulary: false)
    case "@vocab"?: .reference(isVocabulary: true)
    case nil, "@none"?: .text(definition?.language ?? .unset)
    case let datatype?: .typed(datatype)
    }
  }

  /// The datatype of numbers and Booleans below the key, if they have one other than their own.
  var datatype: String? { if case .typed(let datatype) = textShape { datatype } else { nil } }

  var hasLanguageMap: Bool { definition?.container.contains(.language) ?? false }

  /// Whether the key, as a type, brings no context with it and is no keyword.
  var isPlainType: Bool { kind != .keyword && definition?.context == nil }
}

extension TermDefinition {
  /// Whether values of the term are what they seem without being expanded.
  fileprivate var isPlain: Bool {
    context == nil && !isReverse && container.isSubset(of: [.set, .language]) && type != "@json"
      && (direction == .unset || direction == .none)
  }
}
