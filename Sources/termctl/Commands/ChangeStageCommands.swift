import ArgumentParser
import RDF

/// What people do while a stage of a change request is open, and how it is concluded.
extension ChangeCommand {
  struct Answer: StoreCommandBody {
    static let configuration = CommandConfiguration(
      commandName: "answer", abstract: "Answer an evaluation for your member body; the last answer counts.")
    @Argument(help: "The change request's number.") var change: Int
    @Argument(help: "support, object or abstain.") var position: String
    @Option(help: "The procedure that your member body wants: normal or extended.") var procedure: String?
    @Option(name: .shortAndLong, help: "What it says about it; an objection needs it.") var reason: String?
    @OptionGroup var named: VocabularyOption
    @OptionGroup var options: StoreOptions

    func run(_ connection: Connection) async throws {
      show(
        try await connection.call(
          "change.answer", in: named,
          [
            "change": .int(change), "position": .string(position), "procedure": procedure.map(JSON.string),
            "text": reason.map(JSON.string),
          ])
      ) { stage in
        let last = stage["answers"]?.array?.last
        Terminal.line("\(Print.text(last?["memberBody"])) answered: \(Print.text(last?["position"]))")
      }
    }
  }

  struct Object: StoreCommandBody {
    static let configuration = CommandConfiguration(
      commandName: "object", abstract: "Object to the notice of a clarification.")
    @Argument(help: "The change request's number.") var change: Int
    @Argument(help: "Why.") var reason: String
    @OptionGroup var named: VocabularyOption
    @OptionGroup var options: StoreOptions

    func run(_ connection: Connection) async throws {
      show(
        try await connection.call(
          "change.object", in: named,
          ["change": .int(change), "text": .string(reason)])
      ) { _ in
        Terminal.line("objected to change request \(change), which now needs an evaluation")
      }
    }
  }

  struct Conclude: StoreCommandBody {
    static let configuration = CommandConfiguration(
      commandName: "conclude",
      abstract: "Conclude an evaluation; then change validate, enquire, return or reject.")
    @Argument(help: "The change request's number.") var change: Int
    @Argument(help: "normal, extended, changes, or \"not supported\".") var conclusion: String
    @Option(name: .shortAndLong, help: "The conclusion in words.") var text: String?
    @OptionGroup var named: VocabularyOption
    @OptionGroup var options: StoreOptions

    func run(_ connection: Connection) async throws {
      show(
        try await connection.call(
          "change.conclude", in: named,
          [
            "change": .int(change), "conclusion": .string(conclusion), "text": text.map(JSON.string),
          ])
      ) { stage in
        Print.lines(stage["evaluation"])
        Terminal.line("concluded: \(Print.text(stage["conclusion"]?["conclusion"]))")
      }
    }
  }

  struct Extend: StoreCommandBody {
    static let configuration = CommandConfiguration(
      commandName: "extend", abstract: "Move the closing date of an open evaluation or ballot to a later day."
    )
    @Argument(help: "The change request's number.") var change: Int
    @Argument(help: "When it is to close: 2027-01-31.") var closes: String
    @OptionGroup var named: VocabularyOption
    @OptionGroup var options: StoreOptions

    func run(_ connection: Connection) async throws {
      show(
        try await connection.call(
          "change.extend", in: named,
          ["change": .int(change), "closes": .string(closes)])
      ) { stage in
        Terminal.line("the \(Print.text(stage["stage"])) now closes at \(Print.minute(stage["closes"]))")
      }
    }
  }

  struct Record: StoreCommandBody {
    static let configuration = CommandConfiguration(
      commandName: "record", abstract: "Write the record of a change request's steps: JSON Lines or PROV.")
    @Argument(help: "The change request's number.") var change: Int
    @Option(help: "jsonl, or prov for PROV-O in Turtle.") var format: String = "jsonl"
    @OptionGroup var named: VocabularyOption
    @OptionGroup var options: StoreOptions

    func run(_ connection: Connection) async throws {
      let answer = try await connection.call(
        "change.record", in: named, ["change": .int(change), "format": .string(format)])
      try await OutputFile(path: nil).write { append in
        try append(Array((answer["text"]?.string ?? "").utf8))
      }
    }
  }

  struct Work: StoreCommandBody {
    static let configuration = CommandConfiguration(
      commandName: "work", abstract: "List what awaits you, what is due soonest first.")
    @OptionGroup var options: StoreOptions

    func run(_ connection: Connection) async throws {
      show(try await connection.rows("work", of: "work.list")) { answer in
        let rows = answer.array ?? []
        if rows.isEmpty { Terminal.line("nothing awaits you") }
        Print.table(
          rows.map { row in
            let duty = row["duty"] ?? .null
            let due = Print.day(duty["due"])
            let when = due.isEmpty ? "" : duty["isOverdue"]?.bool == true ? "was due \(due)" : "by \(due)"
            let may = duty["isOptional"]?.bool == true ? "may be left: " : ""
            let subject = ["change", "ballot", "release", "entry"].lazy.compactMap { row[$0] }.first {
              !$0.isNull
            }
            // The name of a ballot begins with that of the vocabulary.
            let name = Print.text(subject)
            let prefix = Print.text(row["vocabulary"]) + "/"
            return [
              name.hasPrefix(prefix) ? name : prefix + name, Print.text(row["state"]),
              "\(may)\(Print.text(duty["what"]))", when, Print.text(row["title"]),
            ]
          })
      }
    }
  }
}
