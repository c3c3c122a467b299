import ArgumentParser
import RDF

/// The command `termctl release`.
struct ReleaseCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "release", abstract: "Make, list, export, compare, prove and withdraw releases.",
    subcommands: [
      Prepare.self, Describe.self, Publish.self, Discard.self, Drafts.self, Candidate.self, Create.self,
      List.self, Show.self,
      Export.self, Build.self, Verify.self, Diff.self, Withdraw.self, ReviewCommand.self, Settings.self,
    ])

  struct Create: StoreCommandBody {
    static let configuration = CommandConfiguration(
      commandName: "create", abstract: "Freeze the head as a release, in one step.")
    @Argument(help: "The version, such as 1.0.0.") var version: String
    @Option(help: "What changed, for readers; told from the differences if not given.") var notes: String?
    @OptionGroup var head: ExpectedHeadOption
    @OptionGroup var named: VocabularyOption
    @OptionGroup var options: StoreOptions

    func run(_ connection: Connection) async throws {
      show(
        try await connection.call(
          "release.create", in: named,
          [
            "version": .string(version), "notes": notes.map(JSON.string), "expectedHead": try head.number(),
          ])
      ) { answer in
        Terminal.line(
          "released \(version): revision \(Print.text(answer["revision"])), \(Print.text(answer["triples"])) triples"
        )
        Terminal.line("canonical hash \(Print.text(answer["canonicalHash"]))")
      }
    }
  }

  struct List: StoreCommandBody {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "List the releases, the newest first.")
    @OptionGroup var named: VocabularyOption
    @OptionGroup var options: StoreOptions

    func run(_ connection: Connection) async throws {
      show(try await connection.rows("releases", of: "release.list", in: named)) { answer in
        Print.table(
          (answer.array ?? []).map {
            [
              Print.text($0["version"]), "r" + Print.text($0["revision"]), Print.day($0["at"]),
              Print.text($0["author"]),
              "\(Print.text($0["triples"])) triples", Self.remark($0),
            ]
          })
      }
    }

    /// The tombstone, or the first line of the notes.
    private static func remark(_ release: JSON) -> String {
      if let reason = release["withdrawn"]?["reason"]?.string {
        return "WITHDRAWN: " + Terminal.visible(reason)
      }
      let notes = release["notes"]?.string ?? ""
      return Terminal.visible(String(notes.prefix { !$0.isNewline }))
    }
  }

  struct Show: StoreCommandBody {
    static let configuration = CommandConfiguration(commandName: "show", abstract: "Describe a release.")
    @Argument(help: "The version.") var version: String
    @OptionGroup var named: VocabularyOption
    @OptionGroup var options: StoreOptions

    func run(_ connection: Connection) async throws {
      let vocabulary = try await connection.vocabulary(named.vocabulary)
      let parameters: JSON.Object = ["vocabulary": .string(vocabulary), "version": .string(version)]
      show(try await connection.call("release.get", parameters)) { answer in
        Print.table((answer.object?.members ?? []).map { [$0.name, Print.text($0.value)] })
      }
    }
  }

  struct Export: StoreCommandBody {
    static let configuration = CommandConfiguration(
      commandName: "export", abstract: "Write a release in one of the syntaxes.")
    @Argument(help: "The version.") var version: String
    @Option(help: "rdfxml, jsonld, turtle or ntriples.") var format: SyntaxName = SyntaxName(.turtle)
    @Option(name: .long, help: "The file to write; standard output if not given.") var to: String?
    @OptionGroup var named: VocabularyOption
    @OptionGroup var options: StoreOptions

    func run(_ connection: Connection) async throws {
      let parameters: JSON.Object = [
        "vocabulary": .string(try await connection.vocabulary(named.vocabulary)),
        "version": .string(version),
        "syntax": .string(format.syntax.rawValue),
      ]
      try await Transfers.download("release.export", parameters, to: to, over: connection)
    }
  }

  struct Diff: StoreCommandBody {
    static let configuration = CommandConfiguration(
      commandName: "diff",
      abstract: "List what changed between two releases, concept by concept.",
      discussion: "FROM and TO may also be revisions (r12), dates, or head.")
    @Argument(help: "The earlier release.") var from: String
    @Argument(help: "The later release.") var to: String
    @OptionGroup var named: VocabularyOption
    @OptionGroup var options: StoreOptions

    func run(_ connection: Connection) async throws {
      show(try await connection.differences(from: from, to: to, in: named)) {
        Print.entryDifferences($0["entries"]?.array ?? [])
      }
    }
  }
}
