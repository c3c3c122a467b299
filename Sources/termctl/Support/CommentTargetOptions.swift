import ArgumentParser
import RDF

/// What comments are about, where it is not a change request.
struct CommentTargetOptions: ParsableArguments {
  @Option(help: "The version of a release that is or was in preparation.") var release: String?
  @Option(help: "An entry: its IRI, what follows the namespace, its notation, or its preferred label.")
  var entry: String?

  /// What comments are about, as the service takes it and as people read it.
  struct Subject {
    let parameter: String
    let value: JSON
    let words: String
  }

  func validate() throws {
    guard release == nil || entry == nil else { throw ValidationError("give --release or --entry, not both") }
  }

  /// What is meant, by a number or by an option.
  func subject(_ change: Int?) throws -> Subject {
    let subject =
      release.map { Subject(parameter: "release", value: .string($0), words: "release \($0)") }
      ?? entry.map { Subject(parameter: "concept", value: .string($0), words: $0) }
    switch (subject, change) {
    case (let subject?, nil): return subject
    case (nil, let change?):
      return Subject(parameter: "change", value: .int(change), words: "change request \(change)")
    case (nil, nil):
      throw Failure(.usage, "say what it is about: a change request's number, --release or --entry")
    case (_?, _?): throw Failure(.usage, "a change request's number goes without --release and --entry")
    }
  }

  /// What is meant, and the words that are left: the first is the number of the change request, unless an option is
  /// given.
  ///
  /// - Parameters:
  ///   - names: what has to follow, by name.
  ///   - optional: how many more words may.
  func taking(
    _ words: [String], then names: [String], optional: Int = 0
  ) throws -> (subject: Subject, rest: [String]) {
    var rest = words
    var change: Int?
    if release == nil, entry == nil, let first = rest.first {
      guard let number = Int(first) else {
        throw Failure(
          .usage, "\"\(first)\" is not the number of a change request; or give --release or --entry")
      }
      change = number
      rest.removeFirst()
    }
    let subject = try subject(change)
    guard rest.count >= names.count else {
      throw Failure(.usage, "the \(names.dropFirst(rest.count).joined(separator: " and the ")) is missing")
    }
    guard rest.count <= names.count + optional else {
      throw Failure(
        .usage, "\"\(rest[names.count + optional])\" is one word too many; quote what belongs together")
    }
    return (subject, rest)
  }
}
