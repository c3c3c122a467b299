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
    public private(set) var members: Members = []
    /// Where each name stands, kept only for objects that are large enough to make a search slow.
    ///
    /// Nil for the small ones, so that copying an object counts one reference and not two.
    private var index: [ExactText: Int]?
    /// Below it, looking at each name costs less than the index; most nodes of vocabularies have fewer members.
    private static let indexedFrom = 32

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

    /// The value of a member; nil removes it.
    ///
    /// A new member goes to the end. Names are compared by code points, without any normalisation (RFC 8259 §8.3).
    public subscript(name: String) -> JSON? {
      get { position(of: name).map { members[$0].value } }
      set {
        guard let position = position(of: name) else {
          if let newValue { append(name, newValue) }
          return
        }
        if let newValue {
          members.storage[position].value = newValue
        } else {
          members.storage.remove(at: position)
          reindex()
        }
      }
    }

    /// Whether there is a member of this name.
    public func contains(_ name: String) -> Bool { position(of: name) != nil }

    /// Changes the value of a member in its place, without copying it; a new member starts as null.
    mutating func update<Failure>(
      _ name: String, _ change: (inout JSON) throws(Failure) -> Void
    ) throws(Failure) {
      let position: Int
      if let known = self.position(of: name) {
        position = known
      } else {
        position = count
        append(name, .null)
      }
      // The value is taken out while it changes, so that nothing else holds what it consists of.
      var value = JSON.null
      swap(&value, &members.storage[position].value)
      defer { swap(&value, &members.storage[position].value) }
      try change(&value)
    }

    /// Adds a member whose name is known to be new.
    mutating func append(_ name: String, _ value: JSON) {
      members.storage.append(Member(name: name, value: value))
      if members.count == Self.indexedFrom {
        reindex()
      } else if members.count > Self.indexedFrom {
        index?[ExactText(name)] = members.count - 1
      }
    }

    private func position(of name: String) -> Int? {
      if let index { return index[ExactText(name)] }
      return members.storage.firstIndex { $0.name.isExactly(name) }
    }

    private mutating func reindex() {
      index = nil
      guard members.count >= Self.indexedFrom else { return }
      var index: [ExactText: Int] = [:]
      for (position, member) in members.storage.enumerated() { index[ExactText(member.name)] = position }
      self.index = index
    }

    /// Equal when the same names have equal values, in whatever order.
    public static func == (left: Object, right: Object) -> Bool {
      guard left.count == right.count else { return false }
      for (position, member) in left.members.storage.enumerated() {
        // Objects that are alike mostly have their names in one order.
        let other = right.members.storage[position]
        let value = other.name.isExactly(member.name) ? other.value : right[member.name]
        guard let value, value == member.value else { return false }
      }
      return true
    }

    /// Feeds the names only, which is enough to tell most objects apart.
    public func hash(into hasher: inout Hasher) {
      hasher.combine(count)
      for name in names.sorted(by: { $0.isExactlyBefore($1) }) { name.hashExactly(into: &hasher) }
    }
  }
}

extension JSON {
  /// A name with its value; a structure rather than a pair, because arrays of pairs are slow to free.
  fileprivate struct Member: Sendable {
    var name: String
    var value: JSON
  }

  /// The members of an object in their order.
  public struct Members: RandomAccessCollection, ExpressibleByArrayLiteral, Sendable {
    fileprivate var storage: [Member]

    /// Creates members; their names have to be unique.
    public init(arrayLiteral elements: (name: String, value: JSON)...) {
      storage = elements.map { Member(name: $0.name, value: $0.value) }
    }

    /// The same members in the order of their names' code points.
    func sortedByName() -> Members {
      // Most are in order already, and need not be copied then.
      let isSorted = zip(storage, storage.dropFirst()).allSatisfy { !$1.name.isExactlyBefore($0.name) }
      if isSorted { return self }
      var sorted = self
      sorted.storage.sort { $0.name.isExactlyBefore($1.name) }
      return sorted
    }

    /// 0.
    public var startIndex: Int { 0 }
    /// How many there are.
    public var endIndex: Int { storage.count }
    /// The member at a position.
    public subscript(position: Int) -> (name: String, value: JSON) {
      (storage[position].name, storage[position].value)
    }
  }
}

extension JSON {
  /// Equal when kind and content are: texts by code points, numbers by their digits as written.
  public static func == (left: JSON, right: JSON) -> Bool {
    switch (left, right) {
    case (.null, .null): true
    case (.bool(let left), .bool(let right)): left == right
    case (.number(let left), .number(let right)): left == right
    case (.string(let left), .string(let right)): left.isExactly(right)
    case (.array(let left), .array(let right)): left == right
    case (.object(let left), .object(let right)): left == right
    default: false
    }
  }

  /// Feeds what `==` compares.
  public func hash(into hasher: inout Hasher) {
    switch self {
    case .null: hasher.combine(0)
    case .bool(let value): hasher.combine(value)
    case .number(let value): hasher.combine(value)
    case .string(let value): value.hashExactly(into: &hasher)
    case .array(let elements): hasher.combine(elements)
    case .object(let object): hasher.combine(object)
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
  public var isNull: Bool { if case .null = self { true } else { false } }

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
  /// A string.
  public init(stringLiteral value: String) { self = .string(value) }
  /// A number.
  public init(integerLiteral value: Int) { self = .int(value) }
  /// A Boolean.
  public init(booleanLiteral value: Bool) { self = .bool(value) }
  /// An array.
  public init(arrayLiteral elements: JSON...) { self = .array(elements) }
  /// An object, its members in the order written.
  public init(dictionaryLiteral elements: (String, JSON)...) { self = .object(Object(elements)) }
  /// Null.
  public init(nilLiteral: ()) { self = .null }

  /// A number without a fraction.
  public static func int(_ value: Int) -> JSON { .number(Number(uncheckedValid: String(value))) }
  /// A string, or null where there is none.
  public static func optional(_ value: String?) -> JSON { value.map(JSON.string) ?? .null }
  /// An integer, or null where there is none.
  public static func optional(_ value: Int?) -> JSON { value.map(JSON.int) ?? .null }
}

extension JSON.Object: ExpressibleByDictionaryLiteral {
  /// Creates an object; of members with the same name the last counts.
  public init(dictionaryLiteral elements: (String, JSON)...) { self.init(elements) }
}
