public import RDF

/// The shape of a parameter or result: checked before a method runs, and published as JSON Schema.
public indirect enum Schema: Hashable, Sendable {
  /// Any JSON value.
  case any
  /// True or false.
  case boolean
  /// An integer within bounds.
  case integer(ClosedRange<Int>)
  /// Any number.
  case number
  /// A string of limited length in bytes; the format is a name from JSON Schema such as "iri" or "date-time".
  case text(byteCountMax: Int, format: String?)
  /// One of a few strings.
  case choice([String])
  /// Elements of one kind, no more than stated.
  case array(of: Schema, countMax: Int)
  /// The members listed and no others.
  case object([ParameterDeclaration])
  /// Any members, all of one kind.
  case map(of: Schema)
  /// What the schema allows, or null.
  case nullable(Schema)
  /// What one of the schemas allows.
  case oneOf([Schema])
}

extension Schema {
  /// A string of at most 1 MiB, as long as the longest literal.
  public static let string = Schema.text(byteCountMax: 1 << 20, format: nil)
  /// A short name of at most 256 bytes.
  public static let name = Schema.text(byteCountMax: 256, format: nil)
  /// An absolute IRI of at most 8 KiB.
  public static let iri = Schema.text(byteCountMax: 8 << 10, format: "iri")
  /// A BCP 47 language tag.
  public static let languageTag = Schema.text(byteCountMax: 64, format: "language-tag")
  /// A moment as RFC 3339 writes it.
  public static let timestamp = Schema.text(byteCountMax: 64, format: "date-time")
  /// The mark of a place in a list, handed out by the server.
  public static let cursor = Schema.text(byteCountMax: 16 << 10, format: nil)
  /// A count or number from 0.
  public static let count = Schema.integer(0...Int.max)
  /// The names of an enumeration's cases.
  public static func choice<Value: CaseIterable & RawRepresentable<String>>(of type: Value.Type) -> Schema {
    .choice(type.allCases.map(\.rawValue))
  }
}

extension Schema {
  /// Returns what is wrong with a value, as the end of a sentence, and where; nil if nothing is.
  ///
  /// Recursion follows the schema, which is ours, not the value. O(size of the value).
  func mismatch(_ value: JSON, at path: String) -> (path: String, sentence: String)? {
    switch self {
    case .any:
      return nil
    case .boolean:
      return value.bool == nil ? (path, "is true or false") : nil
    case .integer(let range):
      guard let int = value.int, range.contains(int) else {
        return (path, "is an integer\(Self.words(for: range))")
      }
      return nil
    case .number:
      return value.double == nil ? (path, "is a number") : nil
    case .text(let byteCountMax, let format):
      guard let string = value.string else { return (path, "is a string") }
      return string.utf8.count > byteCountMax
        ? (path, "is \(format.map { "\($0), " } ?? "")at most \(byteCountMax) bytes long") : nil
    case .choice(let choices):
      guard let string = value.string, choices.contains(string) else {
        return (path, "is one of \(choices.map { "\"\($0)\"" }.joined(separator: ", "))")
      }
      return nil
    case .array(let element, let countMax):
      return Self.mismatch(elements: value, of: element, countMax: countMax, at: path)
    case .object(let members):
      guard let object = value.object else { return (path, "is an object") }
      return Self.mismatch(members: object, of: members, at: path)
    case .map(let element):
      guard let object = value.object else { return (path, "is an object") }
      for (name, value) in object.members {
        if let fault = element.mismatch(value, at: "\(path).\(name)") { return fault }
      }
      return nil
    case .nullable(let schema):
      return value.isNull ? nil : schema.mismatch(value, at: path)
    case .oneOf(let schemas):
      let faults = schemas.map { $0.mismatch(value, at: path) }
      guard faults.allSatisfy({ $0 != nil }) else { return nil }
      return (path, faults.compactMap { $0?.sentence }.joined(separator: ", or "))
    }
  }

  private static func mismatch(
    elements value: JSON, of element: Schema, countMax: Int, at path: String
  ) -> (path: String, sentence: String)? {
    guard let elements = value.array else { return (path, "is an array") }
    guard elements.count <= countMax else { return (path, "has at most \(countMax) elements") }
    for (position, value) in elements.enumerated() {
      if let fault = element.mismatch(value, at: "\(path)[\(position)]") { return fault }
    }
    return nil
  }

  /// Checks members against their declarations; an optional one may be null.
  static func mismatch(
    members object: JSON.Object, of declarations: [ParameterDeclaration], at path: String
  ) -> (path: String, sentence: String)? {
    let prefix = path.isEmpty ? "" : "\(path)."
    for name in object.names where !declarations.contains(where: { $0.name == name }) {
      let nearest = Spelling.nearest(to: name, among: declarations.map(\.name))
      return (prefix + name, "is not known\(nearest.map { "; the nearest is \"\($0)\"" } ?? "")")
    }
    for declaration in declarations {
      guard let value = object[declaration.name], declaration.isRequired || !value.isNull else {
        if declaration.isRequired { return (prefix + declaration.name, "is missing; it is required") }
        continue
      }
      if let fault = declaration.schema.mismatch(value, at: prefix + declaration.name) { return fault }
    }
    return nil
  }

  private static func words(for range: ClosedRange<Int>) -> String {
    switch (range.lowerBound, range.upperBound) {
    case (.min, .max): ""
    case (let lower, .max): " from \(lower)"
    case (.min, let upper): " up to \(upper)"
    case (let lower, let upper): " from \(lower) to \(upper)"
    }
  }
}

extension Schema {
  /// The schema as JSON Schema (draft 7, which OpenRPC 1.3 refers to).
  ///
  /// `maxLength` counts characters where we count bytes, so it is a necessary condition only.
  public var json: JSON {
    switch self {
    case .any: return [:]
    case .boolean: return ["type": "boolean"]
    case .number: return ["type": "number"]
    case .integer(let range):
      var object = JSON.Object([("type", "integer")])
      if range.lowerBound != .min { object["minimum"] = .int(range.lowerBound) }
      if range.upperBound != .max { object["maximum"] = .int(range.upperBound) }
      return .object(object)
    case .text(let byteCountMax, let format):
      var object = JSON.Object([("type", "string"), ("maxLength", .int(byteCountMax))])
      object["format"] = format.map(JSON.string)
      return .object(object)
    case .choice(let choices):
      return ["type": "string", "enum": .array(choices.map(JSON.string))]
    case .array(let element, let countMax):
      return ["type": "array", "items": element.json, "maxItems": .int(countMax)]
    case .object(let members):
      return Self.json(members: members)
    case .map(let element):
      return ["type": "object", "additionalProperties": element.json]
    case .nullable(let schema):
      return ["anyOf": [schema.json, ["type": "null"]]]
    case .oneOf(let schemas):
      return ["anyOf": .array(schemas.map(\.json))]
    }
  }

  private static func json(members: [ParameterDeclaration]) -> JSON {
    var properties = JSON.Object()
    for member in members {
      var schema = member.schema.json.object ?? JSON.Object()
      schema["description"] = .string(member.description)
      properties[member.name] = .object(schema)
    }
    let required = members.filter(\.isRequired).map { JSON.string($0.name) }
    var object = JSON.Object([("type", "object"), ("properties", .object(properties))])
    if !required.isEmpty { object["required"] = .array(required) }
    object["additionalProperties"] = false
    return .object(object)
  }

  /// The schema in few words, for tables.
  public var words: String {
    switch self {
    case .any: "any"
    case .boolean: "boolean"
    case .number: "number"
    case .integer(let range): "integer\(Self.words(for: range))"
    case .text(_, let format): format ?? "string"
    case .choice(let choices): choices.map { "`\($0)`" }.joined(separator: ", ")
    case .array(let element, let countMax): "array of \(element.words), at most \(countMax)"
    case .object(let members):
      "object: \(members.map { $0.isRequired ? $0.name : "\($0.name)?" }.joined(separator: ", "))"
    case .map(let element): "object of \(element.words)"
    case .nullable(let schema): "\(schema.words) or null"
    case .oneOf(let schemas): schemas.map(\.words).joined(separator: " or ")
    }
  }
}
