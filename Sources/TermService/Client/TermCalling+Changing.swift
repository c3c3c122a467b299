public import RDF
public import SKOSStore

/// A change request as the service shows it; `json` has all that the service told.
public struct ShownChange: Hashable, Sendable {
  /// Its number in the vocabulary.
  public let number: Int
  /// What it is about, in a line.
  public let title: String
  /// Where it stands.
  public let state: ChangeRequestState
  /// The revision that merged it; nil before.
  public let revision: Int?
  /// The edition of what it proposes, from 1; every edit makes the next one.
  public let edition: Int
  /// The steps that the caller may take now, by the names of their methods: `submit` for `change.submit`.
  public let next: [String]
  /// The whole answer.
  public let json: JSON
}

/// What a draft does to one property of an entry.
public struct ProposedEdit: Hashable, Sendable {
  /// What is done with the values.
  public enum Operation: String, Hashable, Sendable {
    /// They take the place of all values in the language.
    case set
    /// They are added.
    case add
    /// They are taken away.
    case remove
  }

  /// A value of a property.
  public enum Value: Hashable, Sendable {
    /// A text, in the language of the edit.
    case text(String)
    /// A resource.
    case iri(IRI)
    /// An entry of the vocabulary, named by its IRI, its notation or its preferred label.
    case concept(String)
  }

  /// What is done.
  public var operation: Operation
  /// The property: that of SKOS by its name, `prefix:name`, or an IRI.
  public var property: String
  /// The language of the texts; nil if they have none.
  public var language: String?
  /// The values.
  public var values: [Value]

  /// Creates an edit.
  public init(_ operation: Operation, _ property: String, language: String? = nil, _ values: [Value]) {
    self.operation = operation
    self.property = property
    self.language = language
    self.values = values
  }

  var json: JSON {
    var object = JSON.Object([("op", .string(operation.rawValue)), ("property", .string(property))])
    object["language"] = language.map(JSON.string)
    object["values"] = .array(
      values.map { value in
        switch value {
        case .text(let text): .string(text)
        case .iri(let iri): ["iri": .string(iri.string)]
        case .concept(let name): ["concept": .string(name)]
        }
      })
    return .object(object)
  }
}

extension TermCalling {
  /// Begins a change request as a draft.
  ///
  /// - Parameter justification: why the change is wanted; needed before it is submitted.
  public func draftChange(
    in vocabulary: String, title: String, justification: String
  ) async throws -> ShownChange {
    try await change(
      "change.create", vocabulary, [("title", .string(title)), ("justification", .string(justification))])
  }

  /// A change request as it is.
  public func change(_ number: Int, in vocabulary: String) async throws -> ShownChange {
    try await change("change.get", vocabulary, [("change", .int(number))])
  }

  /// Edits an entry in a draft.
  ///
  /// - Parameters:
  ///   - concept: the entry: its IRI, its notation or its preferred label.
  ///   - kind: what kind of change it is; a modification if nil.
  ///   - expectedEdition: the edition of the draft that the caller has seen; with another one nothing is done.
  public func edit(
    _ concept: String, _ edits: [ProposedEdit], inChange number: Int, in vocabulary: String,
    kind: ChangeKind? = nil, expectedEdition: Int? = nil
  ) async throws -> ShownChange {
    try await change(
      "change.edit", vocabulary,
      [
        ("change", .int(number)), ("concept", .string(concept)), ("edits", .array(edits.map(\.json))),
        ("kind", kind.map { .string($0.rawValue) }), ("expectedEdition", expectedEdition.map(JSON.int)),
      ])
  }

  /// Takes a step that needs nothing but a reason, such as `submit`, `approve` or `merge`.
  public func take(
    _ step: String, ofChange number: Int, in vocabulary: String, reason: String? = nil
  ) async throws -> ShownChange {
    try await change(
      "change." + step, vocabulary, [("change", .int(number)), ("reason", reason.map(JSON.string))])
  }

  /// Comments on a change request and returns the comment's number.
  ///
  /// - Parameters:
  ///   - type: general, technical or editorial.
  ///   - proposedChange: what should be there instead.
  public func comment(
    _ text: String, onChange number: Int, in vocabulary: String, type: Comment.Kind = .general,
    proposedChange: String? = nil
  ) async throws -> Int {
    try await comment(text, on: ("change", .int(number)), vocabulary, type, proposedChange)
  }

  /// Comments on a release that is open to comments and returns the comment's number.
  public func comment(
    _ text: String, onRelease version: String, in vocabulary: String, type: Comment.Kind = .general,
    proposedChange: String? = nil
  ) async throws -> Int {
    try await comment(text, on: ("release", .string(version)), vocabulary, type, proposedChange)
  }

  /// Comments on an entry of the working edition and returns the comment's number.
  ///
  /// - Parameter concept: the entry: its IRI, its notation or its preferred label.
  public func comment(
    _ text: String, onConcept concept: String, in vocabulary: String, type: Comment.Kind = .general,
    proposedChange: String? = nil
  ) async throws -> Int {
    try await comment(text, on: ("concept", .string(concept)), vocabulary, type, proposedChange)
  }

  private func comment(
    _ text: String, on target: (name: String, value: JSON), _ vocabulary: String, _ type: Comment.Kind,
    _ proposedChange: String?
  ) async throws -> Int {
    var parameters = JSON.Object([
      ("vocabulary", .string(vocabulary)), (target.name, target.value), ("text", .string(text)),
      ("type", .string(type.rawValue)),
    ])
    parameters["proposedChange"] = proposedChange.map(JSON.string)
    let json = try await call("comment.add", parameters)
    guard let id = json["id"]?.int else { throw ClientError.malformed("comment.add") }
    return id
  }

  /// Votes, for the caller's member body, and returns the receipt: the SHA-256 of the vote in hexadecimal digits.
  ///
  /// - Parameter reasons: a negative vote without them may not count.
  public func vote(
    _ vote: Vote.Choice, in ballot: String, of vocabulary: String, reasons: String = ""
  ) async throws -> String {
    let json = try await call(
      "ballot.vote",
      [
        "vocabulary": .string(vocabulary), "ballot": .string(ballot), "vote": .string(vote.rawValue),
        "reasons": .string(reasons),
      ])
    guard let receipt = json["receipt"]?.string else { throw ClientError.malformed("ballot.vote") }
    return receipt
  }

  /// Freezes the head as a release and returns the SHA-256 of its canonical N-Quads in hexadecimal digits.
  ///
  /// - Parameters:
  ///   - notes: what changed, for readers; told from the differences if nil.
  ///   - expectedHead: the head that the caller has seen; with another one nothing is done.
  public func release(
    _ version: String, of vocabulary: String, notes: String? = nil, expectedHead: Int? = nil
  ) async throws -> String {
    var parameters = JSON.Object([("vocabulary", .string(vocabulary)), ("version", .string(version))])
    parameters["notes"] = notes.map(JSON.string)
    parameters["expectedHead"] = expectedHead.map(JSON.int)
    let json = try await call("release.create", parameters)
    guard let hash = json["canonicalHash"]?.string else { throw ClientError.malformed("release.create") }
    return hash
  }

  private func change(
    _ method: String, _ vocabulary: String, _ parameters: [(String, JSON?)]
  ) async throws -> ShownChange {
    var given = JSON.Object([("vocabulary", .string(vocabulary))])
    for (name, value) in parameters { given[name] = value }
    let json = try await call(method, given)
    guard let number = json["number"]?.int, let title = json["title"]?.string,
      let state = json["state"]?.string.flatMap(ChangeRequestState.init), let edition = json["edition"]?.int
    else { throw ClientError.malformed(method) }
    return ShownChange(
      number: number, title: title, state: state, revision: json["revision"]?.int,
      edition: edition, next: json["next"]?.array?.compactMap(\.string) ?? [], json: json)
  }
}
