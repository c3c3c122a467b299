import ArgumentParser
import Foundation
import RDF

/// The command `termctl change`.
struct ChangeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "change", abstract: "Propose changes, review them, merge them.",
    discussion: """
      A proposer drafts:   change new, then change set, add, remove or concept, then change submit
      A reviewer decides:  change diff, change check, comment add, then change approve, return or reject
      A manager merges:    change merge

      In a committee (termctl policy set procedure=committee) a manager runs the stages instead:
      change accept, change evaluate; voters answer: change answer; change conclude, change validate or enquire;
      voters vote: ballot vote; change approve, reject or split; change merge. Clarifications go a shorter way:
      change announce, then change approve. What is rejected can be appealed: change appeal.
      """,
    groupedSubcommands: [
      CommandGroup(
        name: "Drafting",
        subcommands: [
          New.self, Set.self, Add.self, Remove.self, Concept.self, Retire.self, Drop.self, Describe.self,
          Rebase.self,
        ]),
      CommandGroup(
        name: "Reading",
        subcommands: [List.self, Show.self, Diff.self, Check.self, Record.self, Work.self]),
      CommandGroup(
        name: "Deciding",
        subcommands: [
          Step<Submit>.self, Step<Withdraw>.self, Step<Accept>.self, Step<Return>.self, Step<Evaluate>.self,
          Answer.self, Conclude.self, Step<Validate>.self, Step<Enquire>.self, Step<Advance>.self,
          Extend.self, Step<Split>.self, Step<Announce>.self, Object.self, Step<Approve>.self,
          Step<Reject>.self, Step<Appeal>.self, Step<Uphold>.self, Step<Dismiss>.self,
          Step<WithdrawAppeal>.self, Step<Merge>.self,
        ]),
    ])

  // MARK: Drafting

  struct New: StoreCommandBody {
    static let configuration = CommandConfiguration(
      commandName: "new", abstract: "Start the draft of a change request.")
    @Argument(help: "What it is about, in a line.") var title: String
    @Option(name: .shortAndLong, help: "Why the change is wanted.") var justification: String?
    @OptionGroup var named: VocabularyOption
    @OptionGroup var options: StoreOptions

    func run(_ connection: Connection) async throws {
      let request = try await connection.call(
        "change.create", in: named,
        ["title": .string(title), "justification": justification.map(JSON.string)])
      await connection.see(request, in: named, options)
      show(request) { answer in
        Terminal.line(
          "change request \(Print.text(answer["number"])) is a draft; edit it with termctl change set")
      }
    }
  }

  struct Set: EditCommand {
    static let configuration = CommandConfiguration(
      commandName: "set",
      abstract: "Replace the values of a property in one language.",
      discussion: "For example: termctl change set 3 3.1.1.01 prefLabel --language fr \"information\"")
    @OptionGroup var edited: EditArguments
    @OptionGroup var draft: DraftOption
    @OptionGroup var named: VocabularyOption
    @OptionGroup var options: StoreOptions
    var operation: String { "set" }
  }

  struct Add: EditCommand {
    static let configuration = CommandConfiguration(
      commandName: "add",
      abstract: "Add a value to a property.",
      discussion: "For example: termctl change add 3 3.1.1.01 altLabel --language en \"info\"")
    @OptionGroup var edited: EditArguments
    @OptionGroup var draft: DraftOption
    @OptionGroup var named: VocabularyOption
    @OptionGroup var options: StoreOptions
    var operation: String { "add" }
  }

  struct Remove: EditCommand {
    static let configuration = CommandConfiguration(
      commandName: "remove", abstract: "Take a value from a property.")
    @OptionGroup var edited: EditArguments
    @OptionGroup var draft: DraftOption
    @OptionGroup var named: VocabularyOption
    @OptionGroup var options: StoreOptions
    var operation: String { "remove" }
  }

  struct Concept: StoreCommandBody {
    static let configuration = CommandConfiguration(
      commandName: "concept",
      abstract: "Propose a new concept.",
      discussion: """
        For example: termctl change concept 3 --label en=archive --label fr=archives --broader 3.1.1.01
        Without --iri the vocabulary's pattern makes the IRI when the request is merged.
        """)
    @Argument(help: "The change request's number.") var change: Int
    @Option(help: "A preferred label: en=archive. May be repeated.") var label: [String] = []
    @Option(help: "An alternative label: en=records. May be repeated.") var alt: [String] = []
    @Option(help: "A definition: en=collection of documents. May be repeated.") var definition: [String] = []
    @Option(help: "A broader entry. May be repeated.") var broader: [String] = []
    @Option(help: "The notation.") var notation: String?
    @Option(help: "The IRI.") var iri: String?
    @OptionGroup var draft: DraftOption
    @OptionGroup var named: VocabularyOption
    @OptionGroup var options: StoreOptions

    func run(_ connection: Connection) async throws {
      var edits: [JSON] = []
      for (property, values) in [("prefLabel", label), ("altLabel", alt), ("definition", definition)] {
        for value in values {
          let parts = value.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
          guard parts.count == 2 else {
            throw Failure(.usage, "\"\(value)\" has no language; expected en=\(value)")
          }
          edits.append([
            "op": "add", "property": .string(property), "language": .string(String(parts[0])),
            "values": [.string(String(parts[1]))],
          ])
        }
      }
      guard !label.isEmpty else {
        throw Failure(.usage, "a new concept needs a preferred label, such as --label en=archive")
      }
      for broader in broader {
        edits.append(["op": "add", "property": "broader", "values": [["concept": .string(broader)]]])
      }
      if let notation { edits.append(["op": "add", "property": "notation", "values": [.string(notation)]]) }
      show(
        try await connection.edit(
          change, by: "change.add", in: named, draft, options,
          ["edits": .array(edits), "iri": iri.map(JSON.string)])
      ) { answer in
        Terminal.line("change request \(change) now adds \(Print.text(answer["iri"]))")
      }
    }
  }

  struct Retire: StoreCommandBody {
    static let configuration = CommandConfiguration(
      commandName: "retire",
      abstract: "Propose that an entry is taken out of use, or comes back.",
      discussion: """
        For example: termctl change retire 3 3.1.1.01
                     termctl change retire 3 3.1.1.01 --by 3.1.1.02      (superseded by another entry)
                     termctl change retire 3 3.1.1.01 --as invalidation  (it was wrong)
                     termctl change retire 3 3.1.1.01 --as reinstatement
        """)
    @Argument(help: "The change request's number.") var change: Int
    @Argument(help: "The entry.") var concept: String
    @Option(help: "The entry that takes its place. May be repeated.") var by: [String] = []
    @Option(help: "retirement, supersession, invalidation or reinstatement; retirement if not given.")
    var `as`: String?
    @OptionGroup var draft: DraftOption
    @OptionGroup var named: VocabularyOption
    @OptionGroup var options: StoreOptions

    func run(_ connection: Connection) async throws {
      let kind = self.as ?? (by.isEmpty ? "retirement" : "supersession")
      let successors = by.map { JSON.object(["concept": .string($0)]) }
      let edits: [JSON] =
        successors.isEmpty
        ? [] : [["op": "add", "property": "dct:isReplacedBy", "values": .array(successors)]]
      show(
        try await connection.edit(
          change, by: "change.edit", in: named, draft, options,
          ["concept": .string(concept), "kind": .string(kind), "edits": .array(edits)])
      ) { _ in
        Terminal.line("change request \(change) now proposes the \(kind) of \(concept)")
      }
    }
  }

  struct Rebase: StoreCommandBody {
    static let configuration = CommandConfiguration(
      commandName: "rebase", abstract: "Merge what the vocabulary says by now into what is proposed.")
    @Argument(help: "The change request's number.") var change: Int
    @OptionGroup var draft: DraftOption
    @OptionGroup var named: VocabularyOption
    @OptionGroup var options: StoreOptions

    func run(_ connection: Connection) async throws {
      show(try await connection.edit(change, by: "change.rebase", in: named, draft, options)) { answer in
        Terminal.line(
          "change request \(change) is now made against revision \(Print.text(answer["baseRevision"]))")
      }
    }
  }

  struct Drop: StoreCommandBody {
    static let configuration = CommandConfiguration(
      commandName: "drop", abstract: "Take an entry out of a draft.")
    @Argument(help: "The change request's number.") var change: Int
    @Argument(help: "The entry's IRI or placeholder.") var iri: String
    @OptionGroup var draft: DraftOption
    @OptionGroup var named: VocabularyOption
    @OptionGroup var options: StoreOptions

    func run(_ connection: Connection) async throws {
      show(
        try await connection.edit(
          change, by: "change.remove", in: named, draft, options, ["iri": .string(iri)])
      ) { _ in
        Terminal.line("change request \(change) no longer changes \(iri)")
      }
    }
  }

  struct Describe: StoreCommandBody {
    static let configuration = CommandConfiguration(
      commandName: "describe", abstract: "Change the title or justification of a draft.")
    @Argument(help: "The change request's number.") var change: Int
    @Option(help: "The new title.") var title: String?
    @Option(name: .shortAndLong, help: "The new justification.") var justification: String?
    @OptionGroup var draft: DraftOption
    @OptionGroup var named: VocabularyOption
    @OptionGroup var options: StoreOptions

    func run(_ connection: Connection) async throws {
      show(
        try await connection.edit(
          change, by: "change.describe", in: named, draft, options,
          ["title": title.map(JSON.string), "justification": justification.map(JSON.string)])
      ) { Print.changeRequest($0) }
    }
  }

  // MARK: Reading

  struct List: StoreCommandBody {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "List change requests, the newest first.")
    @Option(help: "Only those in this state.") var state: String?
    @OptionGroup var named: VocabularyOption
    @OptionGroup var options: StoreOptions

    func run(_ connection: Connection) async throws {
      let rows = try await connection.rows(
        "requests", of: "change.list", in: named, ["state": state.map(JSON.string)])
      show(rows) { answer in
        Print.table(
          (answer.array ?? []).map {
            [
              Print.text($0["number"]), Print.text($0["state"]), Print.day($0["createdAt"]),
              Print.text($0["author"]),
              Print.text($0["title"]),
            ]
          })
      }
    }
  }

  struct Show: ChangeReader {
    static let configuration = CommandConfiguration(
      commandName: "show",
      abstract: "Show a change request and what may happen next.")
    @Argument(help: "The change request's number.") var change: Int
    @OptionGroup var named: VocabularyOption
    @OptionGroup var options: StoreOptions
    var method: String { "change.get" }
    func text(_ answer: JSON) { Print.changeRequest(answer) }
  }

  struct Diff: ChangeReader {
    static let configuration = CommandConfiguration(
      commandName: "diff",
      abstract: "Show what a change request proposes, as people say it.")
    @Argument(help: "The change request's number.") var change: Int
    @OptionGroup var named: VocabularyOption
    @OptionGroup var options: StoreOptions
    var method: String { "change.diff" }
    var rows: String? { "entries" }
    func text(_ answer: JSON) { Print.entryChanges(answer.array ?? []) }
  }

  struct Check: StoreCommandBody {
    static let configuration = CommandConfiguration(
      commandName: "check",
      abstract: "Check what a change request would bring; status 1 if it breaks a rule.")
    @Argument(help: "The change request's number.") var change: Int
    @OptionGroup var named: VocabularyOption
    @OptionGroup var options: StoreOptions

    func run(_ connection: Connection) async throws {
      let answer = try await connection.rows(
        "findings", of: "change.check", in: named, ["change": .int(change)])
      let findings = answer.array ?? []
      show(answer) { _ in
        for finding in findings {
          Terminal.line(
            "\(Print.text(finding["severity"])): \(Print.text(finding["message"])) [\(Print.text(finding["rule"]))]"
          )
        }
        if findings.isEmpty { Terminal.line("change request \(change) breaks no rule") }
      }
      if findings.contains(where: { $0["severity"]?.string == "error" }) {
        throw ExitCode(Failure.Status.no.rawValue)
      }
    }
  }
}

/// What an edit command takes: the request, the entry, the property and the values.
struct EditArguments: ParsableArguments {
  @Argument(help: "The change request's number.") var change: Int
  @Argument(help: "The entry.") var concept: String
  @Argument(help: "The property: prefLabel, definition, broader, dct:source, …") var property: String
  @Argument(help: "The values: texts, or entries for relations.") var values: [String] = []
  @Option(name: [.customShort("l"), .customLong("language")], help: "The language of the texts.")
  var language: String?
  @Option(
    help:
      "What kind of change it is: clarification, modification, supersession, retirement, invalidation or reinstatement."
  )
  var kind: String?
}

/// A command that edits an entry within a draft.
protocol EditCommand: StoreCommandBody {
  var edited: EditArguments { get }
  var draft: DraftOption { get }
  var named: VocabularyOption { get }
  var operation: String { get }
}

extension EditCommand {
  /// The properties whose values are entries of the vocabulary.
  private static var relations: Swift.Set<String> { ["broader", "narrower", "related"] }

  func run(_ connection: Connection) async throws {
    let values = edited.values.map { value -> JSON in
      if Self.relations.contains(edited.property) { return ["concept": .string(value)] }
      if edited.property.hasSuffix("Match") || edited.property == "inScheme" {
        return ["iri": .string(value)]
      }
      return .string(value)
    }
    guard operation == "set" || !values.isEmpty else {
      throw Failure(.usage, "name the value to \(operation)")
    }
    var edit: JSON.Object = [
      "op": .string(operation), "property": .string(edited.property), "values": .array(values),
    ]
    edit["language"] = edited.language.map(JSON.string)
    show(
      try await connection.edit(
        edited.change, by: "change.edit", in: named, draft, options,
        [
          "concept": .string(edited.concept), "edits": [.object(edit)], "kind": edited.kind.map(JSON.string),
        ])
    ) { answer in
      let count = answer["items"]?.array?.count ?? 0
      Terminal.line(
        "change request \(edited.change) now changes \(count) \(count == 1 ? "entry" : "entries")")
    }
  }
}

/// A command that reads something about one change request.
protocol ChangeReader: StoreCommandBody {
  var change: Int { get }
  var named: VocabularyOption { get }
  var method: String { get }
  /// The member of the answer that has the rows, where it is a list.
  var rows: String? { get }
  func text(_ answer: JSON)
}

extension ChangeReader {
  var rows: String? { nil }

  func run(_ connection: Connection) async throws {
    if let rows {
      show(try await connection.rows(rows, of: method, in: named, ["change": .int(change)]), text)
    } else {
      let answer = try await connection.call(method, in: named, ["change": .int(change)])
      await connection.see(answer, in: named, options)
      show(answer, text)
    }
  }
}
