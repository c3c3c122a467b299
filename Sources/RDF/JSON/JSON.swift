/// A JSON value (RFC 8259) that keeps what other models lose: the order of members and the digits of numbers.
public enum JSON: Hashable, Sendable {
  case null
  case bool(Bool)
  case number(Number)
  case string(String)
  case array([JSON])
  case object(Object)

  /// A number as it was written.
  public struct Number: Hashable, Sendable {
    /// The digits, matching the grammar of RFC 8259 §6.
    public let lexicalForm: String
    /// Wraps text that matches the grammar.
    public init(uncheckedValid lexicalForm: String) { self.lexicalForm = lexicalForm }
    /// The value, if it is written as an integer and fits.
    public var int: Int? { Int(lexicalForm) }
    /// The value, rounded as IEEE 754 doubles round.
    public var double: Double { Double(lexicalForm) ?? .nan }
  }

  /// Members in the order they were written; names are unique.
  public struct Object: Hashable, Sendable {
    /// The members.
    public private(set) var members: [(name: String, value: JSON)] = []
    /// Where each name stands, kept only for objects that are large enough to make a search slow.
    private var index: [String: Int] = [:]
    private static let indexedFrom = 12

    /// Creates an empty object.
    public init() {}

    /// Creates an object; of members with the same name the last counts.
    public init(_ members: some Sequence<(String, JSON)>) {
      for (name, value) in members { self[name] = value }
    }

    /// How many members there are.
    public var count: Int { members.count }
    /// Whether there are none.
    public var isEmpty: Bool { members.isEmpty }
    /// The names, in order.
    public var names: [String] { members.map(\.name) }

    /// The value of a member; nil removes it. A new member goes to the end.
    public subscript(name: String) -> JSON? {
      get { position(of: name).map { members[$0].value } }
      set {
        switch (position(of: name), newValue) {
        case (let position?, let value?): members[position].value = value
        case (let position?, nil):
          members.remove(at: position)
          reindex()
        case (nil, let value?):
          members.append((name, value))
          if members.count == Self.indexedFrom { reindex() } else if !index.isEmpty { index[name] = members.count - 1 }
        case (nil, nil): break
        }
      }
    }

    private func position(of name: String) -> Int? {
      if !index.isEmpty { return index[name] }
      return members.firstIndex { $0.name == name }
    }

    private mutating func reindex() {
      index = [:]
      guard members.count >= Self.indexedFrom else { return }
      for (position, member) in members.enumerated() { index[member.name] = position }
    }

    /// Equal when the same names have equal values, in whatever order.
    public static func == (left: Object, right: Object) -> Bool {
      left.count == right.count && left.members.allSatisfy { right[$0.name] == $0.value }
    }

    public func hash(into hasher: inout Hasher) {
      hasher.combine(count)
      for name in names.sorted() { hasher.combine(name) }
    }
  }
}

extension JSON {
  /// The members, if it is an object.
  public var object: Object? { if case .object(let object) = self { object } else { nil } }
  /// The elements, if it is an array.
  public var array: [JSON]? { if case .array(let array) = self { array } else { nil } }
  /// The text, if it is a string.
  public var string: String? { if case .string(let string) = self { string } else { nil } }
  /// The value, if it is a number written as an integer that fits.
  public var int: Int? { if case .number(let number) = self { number.int } else { nil } }
  /// The value, if it is a number.
  public var double: Double? { if case .number(let number) = self { number.double } else { nil } }
  /// The value, if it is a Boolean.
  public var bool: Bool? { if case .bool(let bool) = self { bool } else { nil } }
  /// Whether it is null.
  public var isNull: Bool { self == .null }

  /// The value of a member, if it is an object that has it.
  public subscript(name: String) -> JSON? { object?[name] }
  /// The element at a position, if it is an array that long.
  public subscript(position: Int) -> JSON? {
    guard let array, array.indices.contains(position) else { return nil }
    return array[position]
  }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
  ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral, ExpressibleByNilLiteral
{
  public init(stringLiteral value: String) { self = .string(value) }
  public init(integerLiteral value: Int) { self = .int(value) }
  public init(booleanLiteral value: Bool) { self = .bool(value) }
  public init(arrayLiteral elements: JSON...) { self = .array(elements) }
  public init(dictionaryLiteral elements: (String, JSON)...) { self = .object(Object(elements)) }
  public init(nilLiteral: ()) { self = .null }

  /// A number without a fraction.
  public static func int(_ value: Int) -> JSON { .number(Number(uncheckedValid: String(value))) }
  /// A string, or null where there is none.
  public static func optional(_ value: String?) -> JSON { value.map(JSON.string) ?? .null }
  /// An integer, or null where there is none.
  public static func optional(_ value: Int?) -> JSON { value.map(JSON.int) ?? .null }
}
