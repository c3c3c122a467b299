import RDF
import SKOSStore

/// A list that is answered a page at a time: what it is asked with, what it answers, and where a page ends.
///
/// A cursor says behind which row to go on, and not how many rows were shown; so rows that come or go meanwhile are
/// neither the reason that another is shown twice nor that it is passed over.
struct PagedList<Row>: Sendable {
  /// Which way the rows are ordered by their places.
  enum Order: Sendable {
    case ascending
    case descending
  }

  /// The member of the result that has the rows.
  let member: String
  /// The shape of a row.
  let row: Schema
  /// What the rows are, in one line without a full stop.
  let meaning: String
  /// How many rows a page has if the client does not say.
  let limitDefault: Int
  /// The most that it may ask for.
  let limitMax: Int
  /// Which way the rows go.
  let order: Order
  /// Where a row stands; no two rows of a list stand in the same place.
  let place: @Sendable (Row) throws -> ListPlace

  init(
    _ member: String, _ row: Schema, _ meaning: String, limit: (default: Int, max: Int) = (100, 1000),
    order: Order = .ascending, place: @escaping @Sendable (Row) throws -> ListPlace
  ) {
    self.member = member
    self.row = row
    self.meaning = meaning
    limitDefault = limit.default
    limitMax = limit.max
    self.order = order
    self.place = place
  }

  /// The parameters that a method takes for the list.
  var parameters: [ParameterDeclaration] {
    [Self.cursor, Shared.limit(limitDefault, max: limitMax)]
  }

  /// The members that a method's result has for the list.
  var members: [ParameterDeclaration] {
    [
      .required(member, .array(of: row, countMax: limitMax), meaning),
      .required("cursor", .nullable(.cursor), "Where the next page begins; null if there is none"),
    ]
  }

  /// The result of a method that answers with the list and nothing else.
  func result(_ description: String) -> ResultDeclaration {
    ResultDeclaration(description, .object(members))
  }

  /// After about so many bytes of rows a page ends, so that it fits into an answer: half of what one may have.
  private var pageByteCount: Int { 4 << 20 }

  private static var cursor: ParameterDeclaration {
    .optional("cursor", .cursor, "Where the page before ended")
  }

  /// The parameters that a method takes for a list of what a vocabulary said at a moment.
  var parametersWithMoment: [ParameterDeclaration] {
    [
      Shared.at,
      .optional("cursor", .cursor, "Where the page before ended; the moment is then that page's"),
      Shared.limit(limitDefault, max: limitMax),
    ]
  }

  // MARK: Answering

  /// The page that a call asks for, of rows that are at hand in any order.
  func answer(_ call: Call, _ rows: [Row], _ json: (Row) throws -> JSON?) throws -> JSON {
    .object(JSON.Object(try page(call, { _ in rows }, json)))
  }

  /// The page that a call asks for, of rows that are fetched: those behind a place, or more, at most so many.
  func answer(
    _ call: Call, fetching fetch: (Request) throws -> [Row], _ json: (Row) throws -> JSON?
  ) throws -> JSON {
    .object(JSON.Object(try page(call, fetch, json)))
  }

  /// What is asked for of whoever fetches rows.
  struct Request {
    /// The place behind which the page begins; nil at the beginning.
    let after: ListPlace?
    /// How many rows are needed: one more than the page has, which tells whether there is another.
    let limit: Int
  }

  /// The members of the result; a row of which `json` makes nothing is passed over.
  func page(
    _ call: Call, _ fetch: (Request) throws -> [Row], _ json: (Row) throws -> JSON?
  ) throws -> [(String, JSON)] {
    let limit = try call.optionalInt("limit") ?? limitDefault
    let after = try call.optionalString("cursor").map { try ListPlace(cursor: $0, of: call.method.name) }
    let rows = try fetch(Request(after: after, limit: limit + 1))
    var placed = try rows.map { (row: $0, place: try place($0)) }
    placed.sort { isBefore($0.place, $1.place) }
    if let after { placed.removeAll { !isBefore(after, $0.place) } }
    var page: [JSON] = []
    var byteCount = 0
    var count = 0
    for (row, _) in placed.prefix(limit) where byteCount < pageByteCount {
      count += 1
      guard let value = try json(row) else { continue }
      byteCount += value.serialized(.compact).count
      page.append(value)
    }
    let last = count < placed.count ? placed.prefix(count).last?.place : nil
    return [
      (member, .array(page)), ("cursor", .optional(last?.cursor(of: call.method.name))),
    ]
  }

  /// The moment that a list of one state is read at: the revision of the page before, or what the call names.
  ///
  /// Its places begin with the revision (`ListPlace.init(revision:_:)`).
  /// - Throws: `invalidParams` for a cursor without one.
  func moment(_ call: Call) throws -> Moment {
    guard let cursor = try call.optionalString("cursor") else { return try call.moment() }
    let place = try ListPlace(cursor: cursor, of: call.method.name)
    guard let revision = place.firstNumber, revision >= 0 else { throw ListPlace.refusal(call.method.name) }
    return .revision(revision)
  }

  private func isBefore(_ one: ListPlace, _ other: ListPlace) -> Bool {
    order == .ascending ? one < other : other < one
  }
}

/// Where a row stands in its list: numbers and texts, of which the first that differ decide.
struct ListPlace: Sendable {
  enum Part: Sendable {
    case number(Int64)
    case text(String)
  }

  let parts: [Part]

  init(_ parts: Part...) { self.parts = parts }

  /// The place of a row that a number names.
  static func number(_ number: some BinaryInteger) -> ListPlace { ListPlace(.number(Int64(number))) }

  /// The place of a row that a text names.
  static func text(_ text: String) -> ListPlace { ListPlace(.text(text)) }

  static func < (one: ListPlace, other: ListPlace) -> Bool {
    for (left, right) in zip(one.parts, other.parts) {
      switch (left, right) {
      case (.number(let left), .number(let right)):
        if left != right { return left < right }
      // As SQLite compares: texts of other bytes are others, also where people see the same.
      case (.text(let left), .text(let right)):
        if left.utf8.lexicographicallyPrecedes(right.utf8) { return true }
        if right.utf8.lexicographicallyPrecedes(left.utf8) { return false }
      case (.number, .text): return true
      case (.text, .number): return false
      }
    }
    return one.parts.count < other.parts.count
  }

  // MARK: The cursor

  /// The place as a client keeps it; good for the method that gave it and no other.
  func cursor(of method: String) -> String {
    let values = parts.map { part -> JSON in
      switch part {
      case .number(let number): .int(Int(number))
      case .text(let text): .string(text)
      }
    }
    return Base64.encode(JSON.array([.string(method)] + values).serialized(.compact))
  }

  /// What a cursor is refused with that a method has not given.
  static func refusal(_ method: String) -> RPCError {
    .parameter("cursor", "The cursor is not one that \(method) gave; begin without one.")
  }

  /// Reads what `cursor(of:)` has made.
  ///
  /// - Throws: `invalidParams` for anything else.
  init(cursor: String, of method: String) throws(RPCError) {
    let refusal = Self.refusal(method)
    guard let bytes = Base64.decode(cursor), let json = try? JSON(parsing: bytes), let values = json.array,
      values.count > 1, values.first == .string(method)
    else { throw refusal }
    var parts: [Part] = []
    for value in values.dropFirst() {
      if let number = value.int {
        parts.append(.number(Int64(number)))
      } else if let text = value.string {
        parts.append(.text(text))
      } else {
        throw refusal
      }
    }
    self.parts = parts
  }
}

extension ListPlace {
  /// The number that a place begins with, for lists that go on below it.
  var firstNumber: Int64? {
    guard case .number(let number)? = parts.first else { return nil }
    return number
  }

  /// The place of a row in a list of what a vocabulary said at a revision: so the revision goes with the cursor, and all
  /// pages are of one state.
  init(revision: Int64, _ parts: [Part]) { self.parts = [.number(revision)] + parts }

  /// The numbers that follow the first part, such as the ordinals behind the revision in a list of one state.
  var ordinals: [Int] {
    parts.dropFirst().compactMap { part in
      guard case .number(let number) = part else { return nil }
      return Int(number)
    }
  }

  init(_ parts: [Part]) { self.parts = parts }
}
