import ArgumentParser
import RDF

extension ConceptCommand {
  /// The command `termctl concept blame`.
  struct Blame: StoreCommandBody {
    static let configuration = CommandConfiguration(
      commandName: "blame",
      abstract: "Show for each statement of an entry who said it, when, and under which request.",
      discussion: """
        Each line is one statement: the revision since which it has been there without a break, when and by \
        whom that was made, the change request if there was one, and what it says.

          termctl concept blame "archives" --at 1.2.0
        """)
    @Argument(help: "The entry.") var concept: String
    @Option(help: "The moment: head, a revision (r12), a release or a date.") var at: String?
    @OptionGroup var named: VocabularyOption
    @OptionGroup var options: StoreOptions

    func run(_ connection: Connection) async throws {
      show(
        try await connection.whole(
          "statements", of: "concept.blame", in: named,
          ["concept": .string(concept), "at": at.map(JSON.string)])
      ) { answer in
        Terminal.line(Terminal.styled(Print.text(answer["iri"]), .dim))
        Print.table(
          (answer["statements"]?.array ?? []).map { statement in
            let revision = statement["revision"]
            let request = statement["change"]?["number"]?.int.map { "request \($0)" } ?? ""
            return [
              Terminal.styled("r\(Print.text(revision?["number"]))", .yellow), Print.minute(revision?["at"]),
              Print.text(statement["change"]?["author"] ?? revision?["author"]), request,
              Print.text(statement["text"]),
            ]
          })
      }
    }
  }
}
