import ArgumentParser
import RDF

/// The command `termctl comment`.
struct CommentCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "comment", abstract: "Comment on change requests, and bring tables of comments together.",
    subcommands: [Add.self, List.self, Merge.self])

  struct Add: StoreCommandBody {
    static let configuration = CommandConfiguration(
      commandName: "add", abstract: "Comment on a change request.")
    @Argument(help: "The change request's number.") var change: Int
    @Argument(help: "What is to be said.") var text: String
    @Option(help: "ge general, te technical, ed editorial.") var type: String?
    @Option(help: "The entry number or part that it is about.") var clause: String?
    @Option(help: "What should be there instead.") var proposedChange: String?
    @OptionGroup var named: VocabularyOption
    @OptionGroup var options: StoreOptions

    func run(_ connection: Connection) async throws {
      var parameters: JSON.Object = [
        "vocabulary": .string(try await connection.vocabulary(named.vocabulary)), "change": .int(change),
        "text": .string(text),
      ]
      parameters["type"] = type.map(JSON.string)
      parameters["clause"] = clause.map(JSON.string)
      parameters["proposedChange"] = proposedChange.map(JSON.string)
      show(try await connection.call("comment.add", parameters)) { _ in
        Terminal.line("commented on change request \(change)")
      }
    }
  }

  struct List: ChangeReader {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "List the comments on a change request.")
    @Argument(help: "The change request's number.") var change: Int
    @OptionGroup var named: VocabularyOption
    @OptionGroup var options: StoreOptions
    var method: String { "comment.list" }

    func text(_ answer: JSON) {
      if answer.array?.isEmpty == true { Terminal.note("there are no comments on change request \(change)") }
      for comment in answer.array ?? [] {
        let who = [Print.text(comment["organisation"]), Print.text(comment["author"])].filter { !$0.isEmpty }
        let clause = comment["clause"]?.string.map { "  \(Terminal.visible($0))" } ?? ""
        Terminal.line(
          Terminal.styled("\(Print.text(comment["type"]))  \(who.joined(separator: " "))\(clause)", .bold)
            + "  \(Print.minute(comment["at"]))")
        Terminal.line("    " + Print.text(comment["text"]))
        if let proposed = comment["proposedChange"]?.string {
          Terminal.line("    instead: " + Terminal.visible(proposed))
        }
      }
    }
  }
}
