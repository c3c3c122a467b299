import ArgumentParser
import RDF

/// The command `termctl comment`.
struct CommentCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "comment", abstract: "Comment on change requests, and bring tables of comments together.",
    subcommands: [Add.self, List.self, Observe.self, Import.self, Export.self, Merge.self])

  struct Add: StoreCommandBody {
    static let configuration = CommandConfiguration(
      commandName: "add", abstract: "Comment on a change request.")
    @Argument(help: "The change request's number.") var change: Int
    @Argument(help: "What is to be said.") var text: String
    @Option(help: "ge general, te technical, ed editorial.") var type: String?
    @Option(help: "The entry number or part that it is about.") var clause: String?
    @Option(help: "What should be there instead.") var proposedChange: String?
    @Option(help: "The paragraph, figure, table or field: term, definition, note 2.") var paragraph: String?
    @Option(help: "The comment that it answers.") var parent: Int?
    @OptionGroup var named: VocabularyOption
    @OptionGroup var options: StoreOptions

    func run(_ connection: Connection) async throws {
      show(
        try await connection.call(
          "comment.add", in: named,
          [
            "change": .int(change), "text": .string(text), "type": type.map(JSON.string),
            "clause": clause.map(JSON.string),
            "proposedChange": proposedChange.map(JSON.string), "paragraph": paragraph.map(JSON.string),
            "parent": parent.map(JSON.int),
          ])
      ) { _ in
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
    var rows: String? { "comments" }

    func text(_ answer: JSON) {
      if answer.array?.isEmpty == true { Terminal.note("there are no comments on change request \(change)") }
      for comment in answer.array ?? [] {
        let who = [Print.text(comment["organisation"]), Print.text(comment["author"])].filter { !$0.isEmpty }
        let clause = comment["clause"]?.string.map { "  \(Terminal.visible($0))" } ?? ""
        Terminal.line(
          Terminal.styled(
            "\(Print.text(comment["id"]))  \(Print.text(comment["type"]))  \(who.joined(separator: " "))\(clause)",
            .bold)
            + "  \(Print.minute(comment["at"]))")
        Terminal.line("    " + Print.text(comment["text"]))
        if let proposed = comment["proposedChange"]?.string {
          Terminal.line("    instead: " + Terminal.visible(proposed))
        }
        if let observation = comment["observation"], !observation.isNull {
          let text = Print.text(observation["text"])
          Terminal.line(
            "    observation: \(Print.text(observation["decision"]))" + (text.isEmpty ? "" : ", \(text)"))
        }
      }
    }
  }

  struct Observe: StoreCommandBody {
    static let configuration = CommandConfiguration(
      commandName: "observe", abstract: "Record what the secretariat makes of a comment.")
    @Argument(help: "The change request's number.") var change: Int
    @Argument(help: "The comment's number, as comment list shows it.") var comment: Int
    @Argument(help: "accepted, accepted-with-modification, not-accepted or noted.") var decision: String
    @Argument(help: "What is to be said about it.") var text: String?
    @OptionGroup var named: VocabularyOption
    @OptionGroup var options: StoreOptions

    func run(_ connection: Connection) async throws {
      show(
        try await connection.call(
          "comment.observe", in: named,
          [
            "change": .int(change), "comment": .int(comment), "decision": .string(decision),
            "text": text.map(JSON.string),
          ])
      ) { _ in
        Terminal.line("comment \(comment): \(decision)")
      }
    }
  }

  struct Import: StoreCommandBody {
    static let configuration = CommandConfiguration(
      commandName: "import", abstract: "Take in the comments of the ISO commenting template (.docx or CSV).",
      discussion: """
        A comment that is there already is passed over, so a table can be taken in twice. Observations are taken from \
        editors and managers.
        """)
    @Argument(help: "The change request's number.") var change: Int
    @Argument(help: "The Word document or sheet.") var file: String
    @Option(name: .customLong("from"), help: "Whose the comments are that do not say it: DE.")
    var memberBody: String?
    @OptionGroup var named: VocabularyOption
    @OptionGroup var options: StoreOptions

    func run(_ connection: Connection) async throws {
      var parameters: JSON.Object = [
        "vocabulary": .string(try await connection.vocabulary(named.vocabulary)), "change": .int(change),
      ]
      parameters["memberBody"] = memberBody.map(JSON.string)
      let answer = try await Transfers.call("comment.import", parameters, bringing: file, over: connection)
      show(answer) { answer in
        for remark in answer["remarks"]?.array ?? [] { Terminal.note("\(file): \(Print.text(remark))") }
        Terminal.line(
          "\(Print.text(answer["added"])) comments added, \(Print.text(answer["known"])) known, "
            + "\(Print.text(answer["observed"])) observations taken")
      }
    }
  }

  struct Export: StoreCommandBody {
    static let configuration = CommandConfiguration(
      commandName: "export", abstract: "Write the comments as the ISO commenting template (.docx or CSV).")
    @Argument(help: "The change request's number.") var change: Int
    @Option(help: "The file to write: a name in .docx or .csv; CSV on standard output if not given.")
    var out: String?
    @OptionGroup var named: VocabularyOption
    @OptionGroup var options: StoreOptions

    func run(_ connection: Connection) async throws {
      let isWord = out?.lowercased().hasSuffix(".docx") == true
      let parameters: JSON.Object = [
        "vocabulary": .string(try await connection.vocabulary(named.vocabulary)), "change": .int(change),
        "format": isWord ? "docx" : "csv",
      ]
      try await Transfers.download("comment.export", parameters, to: out, over: connection)
    }
  }
}
