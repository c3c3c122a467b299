/// A frame, or a part of one, read once: what it asks of nodes, and how those that match are written.
///
/// - Source: JSON-LD 1.1 Framing §4.
final class FramePattern {
  /// What the frame asks of identifiers or types.
  enum Names {
    /// Nothing is said.
    case absent
    /// There must be none: `[]`.
    case none
    /// There must be one: `{}`.
    case any
    /// There must be one of these; or there may be none if there is a default.
    case oneOf([String], hasDefault: Bool)
  }

  /// What the frame asks of a property.
  struct Property {
    let name: String
    /// The first value of the property in the frame; nil if it is empty, so that nodes must not have the property.
    let pattern: FramePattern?
  }

  private(set) var ids = Names.absent
  private(set) var types = Names.absent
  /// The properties, in the order of their names.
  private(set) var properties: [Property] = []
  private var places: [ExactText: Int] = [:]
  /// The default for `@type`, if there is one.
  private(set) var typeDefault: JSON?
  /// The default of the property that has this as its value in a frame; nil if there is none.
  private(set) var defaultValue: JSON?
  /// The value pattern that this is; nil if it is none.
  private(set) var value: ValuePattern?
  /// What the elements of a list have to match, if this is a list; its first element.
  private(set) var list: FramePattern?
  private(set) var isList = false
  private(set) var graph: FramePattern?
  private(set) var included: FramePattern?
  private(set) var reverse: [(property: String, pattern: FramePattern)] = []
  private(set) var embed: JSONLDFramingOptions.Embed
  private(set) var explicit: Bool
  private(set) var requiresAll: Bool
  private(set) var omitsDefault: Bool
  /// Whether the frame is an object with `@id` alone.
  private(set) var isReference = false
  /// Whether the frame says nothing at all.
  private(set) var isEmpty = true

  /// A frame that takes anything.
  init(_ options: JSONLDFramingOptions) {
    embed = options.embed
    explicit = options.explicit
    requiresAll = options.requiresAll
    omitsDefault = options.omitsDefault
  }

  /// A frame for values that the frame around them does not name; flags hold as in that one.
  init(implicitIn other: FramePattern, _ options: JSONLDFramingOptions) {
    embed = other.embed
    explicit = other.explicit
    requiresAll = other.requiresAll
    omitsDefault = options.omitsDefault
  }

  /// Reads an expanded frame; an empty array is a frame that takes anything.
  convenience init(
    _ frame: JSON, _ options: JSONLDFramingOptions, _ mode: JSONLDOptions.ProcessingMode
  ) throws(SyntaxError) {
    let frames = frame.asArray
    guard frames.count <= 1 else {
      throw Self.invalid("found \(frame.excerpt); expected one object")
    }
    self.init(options)
    if let first = frames.first { try read(first, options, mode) }
  }

  /// Reads one value of a frame.
  private convenience init(
    value: JSON, _ options: JSONLDFramingOptions, _ mode: JSONLDOptions.ProcessingMode
  ) throws(SyntaxError) {
    self.init(options)
    try read(value, options, mode)
  }

  private static func invalid(_ message: String) -> SyntaxError {
    SyntaxError(.JSONLD.invalidFrame, at: nil, message + " as a frame")
  }

  /// What the frame asks of a property; nil if it does not name it.
  subscript(property: String) -> Property? { places[ExactText(property)].map { properties[$0] } }

  private func read(
    _ frame: JSON, _ options: JSONLDFramingOptions, _ mode: JSONLDOptions.ProcessingMode
  ) throws(SyntaxError) {
    guard let object = frame.object else { throw Self.invalid("found \(frame.excerpt); expected an object") }
    isEmpty = object.isEmpty
    isReference = object.count == 1 && object.contains("@id")
    try readFlags(object, mode)
    defaultValue = object["@default"]
    types = try Self.names("@type", object["@type"])
    if object.contains("@value") {
      value = ValuePattern(object)
      return
    }
    ids = try Self.names("@id", object["@id"])
    typeDefault = object["@type"]?.asArray.first?["@default"]
    if let list = object["@list"] {
      isList = true
      self.list = try list.asArray.first.map { (element) throws(SyntaxError) in
        try FramePattern(value: element, options, mode)
      }
    }
    if let frame = object["@graph"] { graph = try Self.first(of: frame, options, mode) }
    if let frame = object["@included"] { included = try Self.first(of: frame, options, mode) }
    for (name, frame) in object["@reverse"]?.object?.members.sortedByName() ?? [] {
      reverse.append((name, try Self.first(of: frame, options, mode)))
    }
    for (name, values) in object.members.sortedByName() where name.utf8.first != UInt8(ascii: "@") {
      let pattern = try values.asArray.first.map { (value) throws(SyntaxError) in
        try FramePattern(value: value, options, mode)
      }
      places[ExactText(name)] = properties.count
      properties.append(Property(name: name, pattern: pattern))
    }
  }

  private static func first(
    of frame: JSON, _ options: JSONLDFramingOptions, _ mode: JSONLDOptions.ProcessingMode
  ) throws(SyntaxError) -> FramePattern {
    guard let first = frame.asArray.first, first.object != nil else { return FramePattern(options) }
    return try FramePattern(value: first, options, mode)
  }

  /// What is asked of identifiers or types: IRIs, for blank nodes have no names that last.
  private static func names(_ keyword: String, _ value: JSON?) throws(SyntaxError) -> Names {
    guard let value else { return .absent }
    let elements = value.asArray
    if elements.isEmpty { return .none }
    if elements.count == 1, elements[0].isWildcard { return .any }
    var names: [String] = []
    var hasDefault = false
    for element in elements {
      if let name = element.string, name.hasIRIForm || keyword == "@type" && !name.isBlankNodeIdentifier {
        names.append(name)
      } else if element["@default"] != nil, keyword == "@type" {
        hasDefault = true
      } else {
        throw invalid("found \(keyword) \(element.excerpt); expected IRIs, or {} for anything,")
      }
    }
    return .oneOf(names, hasDefault: hasDefault)
  }

  /// - Source: JSON-LD 1.1 Framing §4.1, "Framing Algorithm", step 2.
  private func readFlags(
    _ frame: JSON.Object, _ mode: JSONLDOptions.ProcessingMode
  ) throws(SyntaxError) {
    if let value = frame["@embed"].map(Self.flag) {
      switch value {
      case .bool(let isEmbedded): embed = isEmbedded ? .once : .never
      case .string(let name):
        if let known = JSONLDFramingOptions.Embed(rawValue: name) {
          embed = known
        } else if mode == .version10, name == "@first" {
          embed = .once
        } else {
          throw Self.invalidEmbed(value)
        }
      default: throw Self.invalidEmbed(value)
      }
    }
    explicit = try Self.flag("@explicit", frame) ?? explicit
    requiresAll = try Self.flag("@requireAll", frame) ?? requiresAll
    omitsDefault = try Self.flag("@omitDefault", frame) ?? omitsDefault
  }

  private static func invalidEmbed(_ value: JSON) -> SyntaxError {
    SyntaxError(
      .JSONLD.invalidEmbedValue, at: nil,
      "found @embed \(value.excerpt); expected \"@always\", \"@once\", \"@never\", true or false")
  }

  private static func flag(_ name: String, _ frame: JSON.Object) throws(SyntaxError) -> Bool? {
    guard let value = frame[name].map(flag) else { return nil }
    switch value {
    case .bool(let flag): return flag
    case .string("true"): return true
    case .string("false"): return false
    default: throw invalid("found \(name) \(value.excerpt); expected true or false")
    }
  }

  private static func flag(_ value: JSON) -> JSON {
    let first = value.asArray.first ?? .null
    return first["@value"]?.asArray.first ?? first
  }
}

/// What a frame asks of a value.
///
/// - Source: JSON-LD 1.1 Framing §4.3, "Value Pattern Matching Algorithm".
struct ValuePattern {
  private let values: [JSON]
  private let types: [JSON]
  private let languages: [JSON]
  private let directions: [JSON]

  init(_ frame: JSON.Object) {
    values = frame["@value"]?.asArray ?? []
    types = frame["@type"]?.asArray ?? []
    languages = frame["@language"]?.asArray ?? []
    directions = frame["@direction"]?.asArray ?? []
  }

  func matches(_ value: JSON) -> Bool {
    if values.isEmpty && types.isEmpty && languages.isEmpty && directions.isEmpty { return true }
    guard let content = value["@value"] else { return false }
    return (values.contains(content) || values.first?.isWildcard == true)
      && Self.matches(value["@type"], types) && Self.matches(value["@direction"], directions)
      && Self.matches(
        value["@language"].map(Self.lowercased), languages.map(Self.lowercased))
  }

  /// Without a pattern there must be no such entry; a wildcard takes any, but there has to be one.
  private static func matches(_ value: JSON?, _ patterns: [JSON]) -> Bool {
    guard let value else { return patterns.isEmpty }
    return patterns.contains(value) || patterns.first?.isWildcard == true
  }

  private static func lowercased(_ value: JSON) -> JSON {
    value.string.map { .string($0.lowercased()) } ?? value
  }
}
