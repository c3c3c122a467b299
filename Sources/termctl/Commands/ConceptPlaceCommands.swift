import ArgumentParser
import RDF

/// The command `termctl concept paths`.
struct ConceptPathsCommand: StoreCommandBody {
  static let configuration = CommandConfiguration(
    commandName: "paths", abstract: "Show the shortest ways from the top of the hierarchy to an entry.")
  @Argument(help: "The entry.") var concept: String
  @Option(help: "At most so many ways.") var limit = 20
  @Option(help: "The moment: head, a revision (r12), a release or a date.") var at: String?
  @OptionGroup var named: VocabularyOption
  @OptionGroup var options: StoreOptions

  func run(_ connection: Connection) async throws {
    var parameters: JSON.Object = [
      "vocabulary": .string(try await connection.vocabulary(named.vocabulary)), "concept": .string(concept),
      "limit": .int(limit),
    ]
    parameters["at"] = at.map(JSON.string)
    let answer = try await connection.call("concept.paths", parameters)
    show(answer) { answer in
      for path in answer["paths"]?.array ?? [] {
        Terminal.line((path.array ?? []).map(Print.placed).joined(separator: " › "))
      }
    }
    guard answer["paths"]?.array?.isEmpty == false else {
      throw Failure(.no, "no way leads from the top to \"\(concept)\": it is in a cycle")
    }
  }
}

/// The command `termctl concept members`.
struct ConceptMembersCommand: StoreCommandBody {
  static let configuration = CommandConfiguration(
    commandName: "members", abstract: "Show the members of a collection, in their order if it has one.")
  @Argument(help: "The collection.") var collection: String
  @Option(help: "The moment: head, a revision (r12), a release or a date.") var at: String?
  @OptionGroup var named: VocabularyOption
  @OptionGroup var options: StoreOptions

  func run(_ connection: Connection) async throws {
    show(
      try await connection.whole(
        "members", of: "concept.members", in: named,
        ["concept": .string(collection), "at": at.map(JSON.string)])
    ) { answer in
      for member in answer["members"]?.array ?? [] { Terminal.line(Print.placed(member)) }
    }
  }
}

extension Print {
  /// An entry by notation and label.
  static func placed(_ node: JSON) -> String {
    let notation = node["notation"]?.string.map { Terminal.styled(Terminal.visible($0), .cyan) + " " } ?? ""
    return notation + label(node["label"])
  }
}
