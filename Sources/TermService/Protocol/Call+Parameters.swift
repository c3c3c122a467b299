public import RDF

/// Parameters by name and type. What the declaration promises is there; an accessor that asks for something
/// else is a mistake of ours and ends in `internalError`.
extension Call {
  /// Whether a parameter is there and not null.
  public func has(_ name: String) -> Bool { value(name) != nil }

  /// The value of a parameter; nil if it is missing or null.
  public func value(_ name: String) -> JSON? {
    guard let value = parameters[name], !value.isNull else { return nil }
    return value
  }

  /// A string that is there.
  public func string(_ name: String) throws(RPCError) -> String { try required(name, optionalString(name)) }

  /// A string, or nil if it is missing.
  public func optionalString(_ name: String) throws(RPCError) -> String? {
    try typed(name, "a string", \.string)
  }

  /// An integer that is there.
  public func int(_ name: String) throws(RPCError) -> Int { try required(name, optionalInt(name)) }

  /// An integer, or nil if it is missing.
  public func optionalInt(_ name: String) throws(RPCError) -> Int? { try typed(name, "an integer", \.int) }

  /// A Boolean, or the default if it is missing.
  public func bool(_ name: String, default: Bool) throws(RPCError) -> Bool {
    try optionalBool(name) ?? `default`
  }

  /// A Boolean, or nil if it is missing.
  public func optionalBool(_ name: String) throws(RPCError) -> Bool? {
    try typed(name, "true or false", \.bool)
  }

  /// An array that is there.
  public func array(_ name: String) throws(RPCError) -> [JSON] { try required(name, optionalArray(name)) }

  /// An array, or nil if it is missing.
  public func optionalArray(_ name: String) throws(RPCError) -> [JSON]? {
    try typed(name, "an array", \.array)
  }

  /// An object that is there.
  public func object(_ name: String) throws(RPCError) -> JSON.Object {
    try required(name, optionalObject(name))
  }

  /// An object, or nil if it is missing.
  public func optionalObject(_ name: String) throws(RPCError) -> JSON.Object? {
    try typed(name, "an object", \.object)
  }

  /// The strings of an array, or nil if it is missing.
  public func optionalStrings(_ name: String) throws(RPCError) -> [String]? {
    guard let array = try optionalArray(name) else { return nil }
    var strings: [String] = []
    for element in array {
      guard let string = element.string else {
        throw .parameter(name, "The parameter \"\(name)\" holds strings.")
      }
      strings.append(string)
    }
    return strings
  }

  /// The strings of an array; none if it is missing.
  public func strings(_ name: String) throws(RPCError) -> [String] { try optionalStrings(name) ?? [] }

  /// The case of an enumeration that a string names; the string is there.
  public func choice<Choice: CaseIterable & RawRepresentable<String>>(
    _ name: String, as type: Choice.Type = Choice.self
  ) throws(RPCError) -> Choice {
    try required(name, optionalChoice(name, as: type))
  }

  /// The case of an enumeration that a string names, or nil if it is missing.
  public func optionalChoice<Choice: CaseIterable & RawRepresentable<String>>(
    _ name: String, as type: Choice.Type = Choice.self
  ) throws(RPCError) -> Choice? {
    guard let string = try optionalString(name) else { return nil }
    guard let choice = Choice(rawValue: string) else {
      let choices = Choice.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ", ")
      throw .parameter(
        name, "The parameter \"\(name)\" is one of \(choices), not \(Spelling.quoted(string)).")
    }
    return choice
  }

  /// An IRI that is there.
  public func iri(_ name: String) throws(RPCError) -> IRI { try required(name, optionalIRI(name)) }

  /// An IRI, or nil if it is missing.
  public func optionalIRI(_ name: String) throws(RPCError) -> IRI? {
    guard let string = try optionalString(name) else { return nil }
    return try iri(string, in: name)
  }

  /// The IRIs of an array; none if it is missing.
  public func iris(_ name: String) throws(RPCError) -> [IRI] {
    var iris: [IRI] = []
    for string in try strings(name) { iris.append(try iri(string, in: name)) }
    return iris
  }

  /// A language tag, or nil if it is missing.
  public func optionalLanguageTag(_ name: String) throws(RPCError) -> LanguageTag? {
    guard let string = try optionalString(name) else { return nil }
    do throws(LanguageTag.Malformed) {
      return try LanguageTag(string)
    } catch {
      throw .parameter(name, "The parameter \"\(name)\" is a language tag of BCP 47: \(error).")
    }
  }

  private func iri(_ string: String, in name: String) throws(RPCError) -> IRI {
    do throws(IRI.Malformed) {
      return try IRI(string)
    } catch {
      throw .parameter(name, "The parameter \"\(name)\" is an absolute IRI: \(error).")
    }
  }

  private func typed<Value>(
    _ name: String, _ kind: String, _ reading: (JSON) -> Value?
  ) throws(RPCError) -> Value? {
    guard method.parameters.contains(where: { $0.name == name }) else {
      throw RPCError(
        .internalError, "\(method.name) reads the parameter \"\(name)\", which it does not declare.")
    }
    guard let value = value(name) else { return nil }
    guard let result = reading(value) else { throw .parameter(name, "The parameter \"\(name)\" is \(kind).") }
    return result
  }

  private func required<Value>(_ name: String, _ value: Value?) throws(RPCError) -> Value {
    guard let value else {
      throw .parameter(name, "The parameter \"\(name)\" is missing; \(method.name) requires it.")
    }
    return value
  }
}
