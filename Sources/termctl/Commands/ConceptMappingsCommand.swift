import ArgumentParser
import RDF

/// The command `termctl concept mappings`.
struct ConceptMappingsCommand: StoreCommandBody {
  static let configuration = CommandConfiguration(
    commandName: "mappings",
    abstract: "Show what an entry is mapped to, and what other vocabularies map to it.")
  @Argument(help: "The entry.") var concept: String
  @Option(help: "The moment: head, a revision (r12), a release or a date.") var at: String?
  @OptionGroup var named: VocabularyOption
  @OptionGroup var options: StoreOptions

  func run(_ connection: Connection) async throws {
    show(
      try await connection.whole(
        "mappings", of: "concept.mappings", in: named,
        ["concept": .string(concept), "at": at.map(JSON.string)])
    ) { answer in
      let rows = (answer["mappings"]?.array ?? []).map { mapping in
        [
          mapping["direction"]?.string == "to" ? "←" : "→", Print.text(mapping["property"]),
          mapping["vocabulary"]?.string ?? "", mapping["label"]?["text"]?.string.map(Terminal.visible) ?? "",
          Print.text(mapping["iri"]),
        ]
      }
      if rows.isEmpty { Terminal.note("no vocabulary here maps it") }
      Print.table(rows)
    }
  }
}
