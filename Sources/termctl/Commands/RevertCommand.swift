import ArgumentParser
import RDF

extension VocabularyCommand {
  /// The command `termctl vocabulary diff`.
  struct Diff: StoreCommandBody {
    static let configuration = CommandConfiguration(
      commandName: "diff",
      abstract: "List what changed between any two moments, concept by concept.",
      discussion: """
        FROM and TO are revisions (r12), releases (1.0.0), dates (2026-11-24) or head. It costs what changed \
        between them, not the size of the vocabulary.

          termctl vocabulary diff r12 r15
          termctl vocabulary diff 1.0.0
        """)
    @Argument(help: "The earlier moment.") var from: String
    @Argument(help: "The later moment.") var to: String = "head"
    @OptionGroup var named: VocabularyOption
    @OptionGroup var options: StoreOptions

    func run(_ connection: Connection) async throws {
      show(try await connection.differences(from: from, to: to, in: named)) {
        Print.entryDifferences($0["entries"]?.array ?? [])
      }
    }
  }

  /// The command `termctl vocabulary revert`.
  struct Revert: StoreCommandBody {
    static let configuration = CommandConfiguration(
      commandName: "revert",
      abstract: "Undo what one revision changed, as a new revision.",
      discussion: """
        What later revisions changed elsewhere stays. Where they changed the same, nothing is undone and each \
        contradiction is named. Nothing is deleted from the history: the revision and its undoing both stay in it.

          termctl vocabulary revert r12 --dry-run
          termctl vocabulary revert r12 --message "Imported from the wrong file"
        """)
    @Argument(help: "The revision: r12.") var revision: String
    @Option(name: .shortAndLong, help: "Why, for the history.") var message: String?
    @Flag(help: "Say what would change, and change nothing.") var dryRun = false
    @Flag(help: "Let entries of a release disappear.") var allowRemovingPublished = false
    @OptionGroup var head: ExpectedHeadOption
    @OptionGroup var named: VocabularyOption
    @OptionGroup var options: StoreOptions

    func run(_ connection: Connection) async throws {
      let digits = revision.hasPrefix("r") ? revision.dropFirst() : revision[...]
      guard let number = Int(digits), number >= 1 else {
        throw Failure(
          .usage, "\"\(revision)\" is no revision; name one as termctl vocabulary revisions lists it: r12")
      }
      show(
        try await connection.call(
          "revision.revert", in: named,
          [
            "revision": .int(number),
            "trial": .bool(dryRun), "allowRemovingPublished": .bool(allowRemovingPublished),
            "message": message.map(JSON.string), "expectedHead": try head.number(),
          ])
      ) { answer in
        let entries = answer["entries"]?.array ?? []
        Print.entryDifferences(entries, of: answer["entryCount"]?.int)
        if let made = answer["revision"]?["number"]?.int {
          Terminal.line("revision \(number) is undone by revision \(made)")
        } else if dryRun && !entries.isEmpty {
          Terminal.line("revision \(number) would be undone; nothing was changed")
        } else {
          Terminal.line("nothing of revision \(number) is left to undo")
        }
      }
    }
  }
}
