/// What a context says about a term.
///
/// - Source: JSON-LD 1.1 Processing Algorithms and API §4, "Context Processing Algorithms".
final class TermDefinition {
  /// The IRI, blank node identifier or keyword that the term stands for; nil if the term is to be ignored.
  var iri: String?
  /// Whether the term may be the prefix of compact IRIs.
  var isPrefix = false
  var isProtected = false
  var isReverse = false
  var container: ContainerMapping = []
  /// `@id`, `@vocab`, `@json`, `@none` or a datatype.
  var type: String?
  var language: LocalSetting = .unset
  var direction: LocalSetting = .unset
  /// The property that the keys of an index map stand for.
  var index: String?
  var nest: String?
  /// The context that holds for values of the term, and the base against which it refers to others.
  var context: JSON?
  var contextBase: IRI?

  /// A setting that a term may leave to its context, switch off, or make for itself.
  enum LocalSetting: Equatable {
    case unset
    case none
    case some(String)
  }

  /// Whether both say the same, but for protection.
  func isSame(as other: TermDefinition) -> Bool {
    iri == other.iri && isPrefix == other.isPrefix && isReverse == other.isReverse
      && container == other.container
      && type == other.type && language == other.language && direction == other.direction
      && index == other.index
      && nest == other.nest && context == other.context
  }
}

/// The containers of a term.
struct ContainerMapping: OptionSet {
  let rawValue: UInt8
  static let graph = ContainerMapping(rawValue: 1)
  static let id = ContainerMapping(rawValue: 2)
  static let index = ContainerMapping(rawValue: 4)
  static let language = ContainerMapping(rawValue: 8)
  static let list = ContainerMapping(rawValue: 16)
  static let set = ContainerMapping(rawValue: 32)
  static let type = ContainerMapping(rawValue: 64)

  /// The mapping that the value of `@container` stands for; nil if that is no combination allowed.
  init?(_ value: JSON) {
    let names: [String: ContainerMapping] = [
      "@graph": .graph, "@id": .id, "@index": .index, "@language": .language, "@list": .list, "@set": .set,
      "@type": .type,
    ]
    var mapping: ContainerMapping = []
    let elements = value.asArray
    for element in elements {
      guard let name = element.string, let container = names[name] else { return nil }
      mapping.formUnion(container)
    }
    let others = mapping.subtracting(.set)
    let isAllowed =
      elements.count == 1 || others == [.graph, .id] || others == [.graph, .index]
      || (mapping.contains(.set) && [.index, .graph, .id, .type, .language].contains(others))
    guard isAllowed, !mapping.isEmpty else { return nil }
    self = mapping
  }

  init(rawValue: UInt8) { self.rawValue = rawValue }
}
