/// The words with a meaning of their own in JSON-LD 1.1 §1.7.
enum Keyword {
  static let all: Set<String> = [
    "@base", "@container", "@context", "@default", "@direction", "@embed", "@explicit", "@graph", "@id",
    "@import", "@included", "@index", "@json", "@language", "@list", "@nest", "@none", "@null",
    "@omitDefault",
    "@prefix", "@preserve", "@propagate", "@protected", "@requireAll", "@reverse", "@set", "@type", "@value",
    "@version", "@vocab",
  ]

  static func isKeyword(_ text: String) -> Bool { text.startsWithAt && all.contains(text) }

  /// Whether the text looks like a keyword of some later version: `"@"1*ALPHA`.
  static func hasForm(_ text: String) -> Bool {
    text.startsWithAt && text.utf8.count > 1
      && text.utf8.dropFirst().allSatisfy(IRIGrammar.isAlpha)
  }
}

extension String {
  /// Whether the text has the form of an absolute IRI; nothing but its scheme is looked at.
  var hasIRIForm: Bool {
    var text = self
    return text.withUTF8 { IRIGrammar.schemeEnd($0) != nil }
  }

  /// Whether the first colon is followed by two slashes, and preceded by something.
  var hasAuthorityForm: Bool {
    var rest = utf8[...]
    guard let colon = rest.firstIndex(of: UInt8(ascii: ":")), colon > startIndex else { return false }
    rest = rest[utf8.index(after: colon)...]
    return rest.popFirst() == UInt8(ascii: "/") && rest.popFirst() == UInt8(ascii: "/")
  }

  /// Whether the text is an absolute IRI in all its characters.
  var isWellFormedIRI: Bool {
    var text = self
    return text.withUTF8 { IRIGrammar.firstFault(inAbsolute: $0) == nil }
  }

  /// Whether the text is a blank node identifier.
  var isBlankNodeIdentifier: Bool {
    let utf8 = utf8
    return utf8.count > 1 && utf8[utf8.startIndex] == UInt8(ascii: "_")
      && utf8[utf8.index(after: utf8.startIndex)] == UInt8(ascii: ":")
  }

  /// Whether the text begins with "@", as keywords do.
  var startsWithAt: Bool {
    let utf8 = utf8
    return !utf8.isEmpty && utf8[utf8.startIndex] == UInt8(ascii: "@")
  }

  /// The text before and after the first colon, unless that is the first character or missing.
  var splitAtColon: (prefix: String, suffix: String)? {
    guard let colon = utf8.firstIndex(of: UInt8(ascii: ":")), colon > startIndex else { return nil }
    return (String(self[..<colon]), String(self[utf8.index(after: colon)...]))
  }
}

extension JSON {
  /// The value itself if it is an array, else an array of it.
  var asArray: [JSON] { array ?? [self] }

  /// Whether it is a string, number or Boolean.
  var isScalar: Bool {
    switch self {
    case .string, .number, .bool: true
    default: false
    }
  }

  /// A value, list, set, graph or node object in expanded form has the entry that makes it one.
  var isValueObject: Bool { self["@value"] != nil }
  var isListObject: Bool { self["@list"] != nil }
  /// Whether it is an object with `@graph` and at most `@id` and `@index` beside it (JSON-LD 1.1 §9.4).
  var isGraphObject: Bool {
    guard let object, object.contains("@graph") else { return false }
    return object.members.allSatisfy { $0.name == "@graph" || $0.name == "@id" || $0.name == "@index" }
  }
  /// Whether it is an object without `@value`, `@list` and `@set`.
  var isNodeObject: Bool {
    guard let object else { return false }
    return !object.contains("@value") && !object.contains("@list") && !object.contains("@set")
  }
}

extension JSON.Object {
  /// Adds values to the array of a member.
  mutating func add(_ name: String, _ values: [JSON]) {
    update(name) { $0.append(contentsOf: values) }
  }
}

extension JSON {
  /// Makes an array of the value, empty if it is null, and adds elements to it without copying it.
  mutating func append(contentsOf values: [JSON]) {
    var elements = takeElements()
    elements.append(contentsOf: values)
    self = .array(elements)
  }

  /// Makes an array of the value, empty if it is null, and adds an element to it without copying it.
  mutating func append(_ value: JSON) {
    var elements = takeElements()
    elements.append(value)
    self = .array(elements)
  }

  /// The elements of an array, the value alone, or nothing if it is null; the value is null from then on, so that
  /// only the caller holds the elements.
  private mutating func takeElements() -> [JSON] {
    defer { self = .null }
    return asValues
  }

  /// Changes the members in their place, without copying them; what is no object becomes an empty one first.
  mutating func updateObject<Failure>(
    _ change: (inout Object) throws(Failure) -> Void
  ) throws(Failure) {
    var object = self.object ?? Object()
    self = .null
    defer { self = .object(object) }
    try change(&object)
  }
}

extension JSON {
  /// The start of the value as text, for messages.
  var excerpt: String {
    let text = description
    return text.unicodeScalars.count > 80 ? String(text.unicodeScalars.prefix(77)) + "..." : text
  }
}
