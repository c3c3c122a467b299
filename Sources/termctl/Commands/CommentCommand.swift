import ArgumentParser
import RDF

/// The command `termctl comment`.
struct CommentCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "comment",
    abstract:
      "Comment on change requests, releases in preparation and entries, and bring tables of comments together.",
    subcommands: [Add.self, List.self, Observe.self, Import.self, Export.self, Merge.self])

  struct Add: StoreCommandBody {
    static let configuration = CommandConfiguration(
      commandName: "add", abstract: "Comment on a change request, a release in preparation, or an entry.",
      discussion: """
        termctl comment add 12 "The definition is circular." --type te
        termctl comment add "Entry 3.1.7 is missing." --type te --release 2.0.0
        termctl comment add "There is a typo." --type ed --entry 3.1.10
        """)
    @Argument(
      help: "The change request's number, unless --release or --entry is given; and what is to be said.")
    var words: [String]
    @Option(help: "ge general, te technical, ed editorial.") var type: String?
    @Option(help: "The entry number or part that it is about.") var clause: String?
    @Option(help: "What should be there instead.") var proposedChange: String?
    @Option(help: "The paragraph, figure, table or field: term, definition, note 2.") var paragraph: String?
    @Option(help: "The comment that it answers.") var parent: Int?
    @OptionGroup var target: CommentTargetOptions
    @OptionGroup var named: VocabularyOption
    @OptionGroup var options: StoreOptions

    func run(_ connection: Connection) async throws {
      let (subject, words) = try target.taking(words, then: ["text"])
      show(
        try await connection.call(
          "comment.add", in: named,
          [
            subject.parameter: subject.value, "text": words.first.map(JSON.string),
            "type": type.map(JSON.string), "clause": clause.map(JSON.string),
            "proposedChange": proposedChange.map(JSON.string), "paragraph": paragraph.map(JSON.string),
            "parent": parent.map(JSON.int),
          ])
      ) { _ in
        Terminal.line("commented on \(subject.words)")
      }
    }
  }

  struct List: StoreCommandBody {
    static let configuration = CommandConfiguration(
      commandName: "list",
      abstract: "List the comments on a change request, a release that was prepared, or an entry.")
    @Argument(help: "The change request's number, unless --release or --entry is given.") var change: Int?
    @OptionGroup var target: CommentTargetOptions
    @OptionGroup var named: VocabularyOption
    @OptionGroup var options: StoreOptions

    func run(_ connection: Connection) async throws {
      let subject = try target.subject(change)
      let rows = try await connection.rows(
        "comments", of: "comment.list", in: named, [subject.parameter: subject.value])
      show(rows) { text($0, subject.words) }
    }

    private func text(_ answer: JSON, _ subject: String) {
      if answer.array?.isEmpty == true { Terminal.note("there are no comments on \(subject)") }
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
      commandName: "observe", abstract: "Record what the secretariat makes of a comment.",
      discussion: """
        termctl comment observe 12 3 accepted "It is reworded."
        termctl comment observe 3 not-accepted --release 2.0.0
        The decision is accepted, accepted-with-modification, not-accepted or noted.
        """)
    @Argument(
      help: """
        The change request's number, unless --release or --entry is given; the comment's number, as comment list shows \
        it; the decision; and what is to be said about it, if anything.
        """)
    var words: [String]
    @OptionGroup var target: CommentTargetOptions
    @OptionGroup var named: VocabularyOption
    @OptionGroup var options: StoreOptions

    func run(_ connection: Connection) async throws {
      let (subject, words) = try target.taking(
        words, then: ["number of the comment", "decision"], optional: 1)
      guard let comment = words.first.flatMap({ Int($0) }) else {
        throw Failure(.usage, "\"\(words.first ?? "")\" is not the number of a comment")
      }
      let decision = words[1]
      show(
        try await connection.call(
          "comment.observe", in: named,
          [
            subject.parameter: subject.value, "comment": .int(comment), "decision": .string(decision),
            "text": words.dropFirst(2).first.map(JSON.string),
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
    @Argument(
      help:
        "The change request's number, unless --release or --entry is given; and the Word document or sheet.")
    var words: [String]
    @Option(name: .customLong("from"), help: "Whose the comments are that do not say it: DE.")
    var memberBody: String?
    @OptionGroup var target: CommentTargetOptions
    @OptionGroup var named: VocabularyOption
    @OptionGroup var options: StoreOptions

    func run(_ connection: Connection) async throws {
      let (subject, words) = try target.taking(words, then: ["file"])
      let file = words.first ?? ""
      var parameters: JSON.Object = [
        "vocabulary": .string(try await connection.vocabulary(named.vocabulary))
      ]
      parameters[subject.parameter] = subject.value
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
    @Argument(help: "The change request's number, unless --release or --entry is given.") var change: Int?
    @Option(help: "The file to write: a name in .docx or .csv; CSV on standard output if not given.")
    var out: String?
    @OptionGroup var target: CommentTargetOptions
    @OptionGroup var named: VocabularyOption
    @OptionGroup var options: StoreOptions

    func run(_ connection: Connection) async throws {
      let isWord = out?.lowercased().hasSuffix(".docx") == true
      let subject = try target.subject(change)
      var parameters: JSON.Object = [
        "vocabulary": .string(try await connection.vocabulary(named.vocabulary)),
        "format": isWord ? "docx" : "csv",
      ]
      parameters[subject.parameter] = subject.value
      try await Transfers.download("comment.export", parameters, to: out, over: connection)
    }
  }
}
