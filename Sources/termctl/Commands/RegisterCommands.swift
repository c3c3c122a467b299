import ArgumentParser
import RDF

/// The command `termctl suggestion`.
struct SuggestionCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "suggestion", abstract: "Suggestions from the public, and what becomes of them.",
    discussion: "A vocabulary takes them if its owner says so: termctl policy set takesSuggestions=true",
    subcommands: [Add.self, List.self, Accept.self, Dismiss.self])

  struct Add: StoreCommandBody {
    static let configuration = CommandConfiguration(
      commandName: "add", abstract: "Make a suggestion; no account is needed.")
    @Argument(help: "What is suggested.") var text: String
    @Option(help: "The entry that it is about.") var entry: String?
    @Option(help: "How to reach you; forgotten when it is decided about.") var contact: String?
    @OptionGroup var named: VocabularyOption
    @OptionGroup var options: StoreOptions

    func run(_ connection: Connection) async throws {
      show(
        try await connection.call(
          "suggestion.add", in: named,
          ["text": .string(text), "entry": entry.map(JSON.string), "contact": contact.map(JSON.string)])
      ) { answer in
        Terminal.line("thank you; this is suggestion \(Print.text(answer["suggestion"]))")
      }
    }
  }

  struct List: StoreCommandBody {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "List the suggestions, the newest first.")
    @Flag(help: "Also those that were decided about.") var all = false
    @OptionGroup var named: VocabularyOption
    @OptionGroup var options: StoreOptions

    func run(_ connection: Connection) async throws {
      let rows = try await connection.rows(
        "suggestions", of: "suggestion.list", in: named, ["isOpen": all ? nil : true])
      show(rows) { answer in
        for row in answer.array ?? [] {
          let about = [Print.text(row["entry"]), Print.text(row["contact"]), Print.text(row["decision"])]
            .filter { !$0.isEmpty }
          Terminal.line(
            "\(Print.text(row["suggestion"]))  \(Print.day(row["at"]))  \(about.joined(separator: "  "))")
          Terminal.line("    " + Print.text(row["text"]))
        }
      }
    }
  }

  struct Accept: StoreCommandBody {
    static let configuration = CommandConfiguration(
      commandName: "accept", abstract: "Make a suggestion the draft of a change request.")
    @Argument(help: "The suggestion's number.") var suggestion: Int
    @OptionGroup var named: VocabularyOption
    @OptionGroup var options: StoreOptions

    func run(_ connection: Connection) async throws {
      show(
        try await connection.call(
          "suggestion.decide", in: named, ["suggestion": .int(suggestion), "decision": "accepted"])
      ) { answer in
        Terminal.line("suggestion \(suggestion) is now change request \(Print.text(answer["change"]))")
      }
    }
  }

  struct Dismiss: StoreCommandBody {
    static let configuration = CommandConfiguration(commandName: "dismiss", abstract: "Dismiss a suggestion.")
    @Argument(help: "The suggestion's number.") var suggestion: Int
    @Option(name: .shortAndLong, help: "Why.") var reason: String?
    @OptionGroup var named: VocabularyOption
    @OptionGroup var options: StoreOptions

    func run(_ connection: Connection) async throws {
      show(
        try await connection.call(
          "suggestion.decide", in: named,
          ["suggestion": .int(suggestion), "decision": "dismissed", "reason": reason.map(JSON.string)])
      ) { _ in
        Terminal.line("suggestion \(suggestion) is dismissed")
      }
    }
  }
}

/// The command `termctl conformance`.
struct ConformanceCommand: StoreCommandBody {
  static let configuration = CommandConfiguration(
    commandName: "conformance",
    abstract: "Tell which requirements of ISO 19135 the vocabulary meets as a register.",
    discussion:
      "A line for each requirement: met, not met, or off by policy, with the reason. Status 1 if one is not met."
  )
  @OptionGroup var named: VocabularyOption
  @OptionGroup var options: StoreOptions

  func run(_ connection: Connection) async throws {
    let answer = try await connection.call("vocabulary.conformance", in: named)
    let lines = answer.array ?? []
    show(answer) { _ in
      Print.table(
        lines.map {
          [
            Print.text($0["verdict"]), Print.text($0["class"]), Print.text($0["requirement"]),
            Print.text($0["reason"]),
          ]
        })
    }
    if lines.contains(where: { $0["verdict"]?.string == "not met" }) {
      throw ExitCode(Failure.Status.no.rawValue)
    }
  }
}

extension VocabularyCommand {
  struct Translations: StoreCommandBody {
    static let configuration = CommandConfiguration(
      commandName: "translations", abstract: "List what is missing or outdated in each language.",
      discussion: """
        A translation is of the text as it was when the translation was last changed or confirmed: \
        termctl vocabulary translations --confirm 3.1.1.01 --property definition --language fr
        """)
    @Option(name: .shortAndLong, help: "A language. May be repeated; all if not given.") var language:
      [String] = []
    @Flag(help: "Only the sums.") var counts = false
    @Option(help: "An entry whose translation still holds.") var confirm: String?
    @Option(help: "prefLabel or definition, with --confirm.") var property: String = "definition"
    @OptionGroup var named: VocabularyOption
    @OptionGroup var options: StoreOptions

    func validate() throws {
      guard confirm == nil || language.count == 1 else {
        throw ValidationError("name the language of the translation with --language")
      }
    }

    func run(_ connection: Connection) async throws {
      let vocabulary = try await connection.vocabulary(named.vocabulary)
      if let confirm, let language = language.first {
        let parameters: JSON.Object = [
          "vocabulary": .string(vocabulary), "concept": .string(confirm), "property": .string(property),
          "language": .string(language),
        ]
        show(try await connection.call("translation.confirm", parameters)) { _ in
          Terminal.line("the \(property) of \(confirm) in \(language) holds")
        }
        return
      }
      var parameters: JSON.Object = ["vocabulary": .string(vocabulary)]
      if !language.isEmpty { parameters["translated"] = .array(language.map(JSON.string)) }
      var answer = try await connection.call("vocabulary.translations", parameters).object ?? JSON.Object()
      if !counts, answer["cursor"]?.string != nil {
        answer["gaps"] = try await connection.rows("gaps", of: "vocabulary.translations", parameters)
      }
      answer["cursor"] = nil
      show(.object(answer)) { answer in
        Print.table(
          (answer["counts"]?.array ?? []).map {
            [
              Print.text($0["language"]), "\(Print.text($0["sources"])) texts",
              "\(Print.text($0["missing"])) missing", "\(Print.text($0["outdated"])) outdated",
            ]
          })
        guard !counts else { return }
        for gap in answer["gaps"]?.array ?? [] {
          Terminal.line(
            "\(Print.text(gap["language"]))  \(Print.text(gap["state"]))  \(Print.text(gap["property"]))  "
              + "\(Print.text(gap["iri"]))")
          Terminal.line("    " + Print.text(gap["source"]))
        }
      }
    }
  }
}

extension UserCommand {
  struct Redact: StoreCommandBody {
    static let configuration = CommandConfiguration(
      commandName: "redact",
      abstract: "Take the name of a person out of the store; what they did stays under a pseudonym.",
      discussion: "The account is disabled for good. The chains of the audit log and of revisions still hold."
    )
    @Argument(help: "The account's name.") var user: String
    @Option(name: .shortAndLong, help: "Why, for the record.") var reason: String
    @OptionGroup var options: StoreOptions

    func run(_ connection: Connection) async throws {
      let parameters: JSON.Object = ["user": .string(user), "reason": .string(reason)]
      show(try await connection.call("user.redact", parameters)) { answer in
        Terminal.line(
          "\(Print.text(answer["pseudonym"])) stands in the place of the name: in "
            + "\(Print.text(answer["auditRecords"])) audit records, \(Print.text(answer["revisions"])) revisions and "
            + "\(Print.text(answer["votes"])) votes")
      }
    }
  }
}
