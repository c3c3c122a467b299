import ArgumentParser
import Foundation
import RDF
import TermService

/// The command `termctl vocabulary`.
struct VocabularyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "vocabulary", abstract: "Create, import, export and list vocabularies.",
    subcommands: [
      List.self, Show.self, Create.self, VocabularySetCommand.self, Import.self, Export.self, Revisions.self,
      Diff.self, Revert.self, Translations.self, Watch.self,
    ])

  struct List: StoreCommandBody {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "List the vocabularies of the store.")
    @OptionGroup var options: StoreOptions

    func run(_ connection: Connection) async throws {
      show(try await connection.rows("vocabularies", of: "vocabulary.list")) { answer in
        let rows = (answer.array ?? []).map {
          [
            Print.text($0["name"]), "r" + Print.text($0["headRevision"]), Print.text($0["visibility"]),
            Print.text($0["title"]),
          ]
        }
        Print.table(rows)
      }
    }
  }

  struct Show: StoreCommandBody {
    static let configuration = CommandConfiguration(
      commandName: "show", abstract: "Describe a vocabulary and count its entries.")
    @OptionGroup var named: VocabularyOption
    @OptionGroup var options: StoreOptions

    func run(_ connection: Connection) async throws {
      let name = try await connection.vocabulary(named.vocabulary)
      show(try await connection.call("vocabulary.get", ["vocabulary": .string(name)])) { answer in
        let vocabulary = answer["vocabulary"]
        var rows = [
          "title", "namespace", "defaultLanguage", "visibility", "identifierPattern", "headRevision",
        ].map {
          [$0, Print.text(vocabulary?[$0])]
        }
        rows += (answer["entryCounts"]?.object?.members ?? []).map { [$0.name, Print.text($0.value)] }
        Terminal.line(Terminal.styled(name, .bold))
        Print.table(rows, indent: 2)
      }
    }
  }

  struct Create: StoreCommandBody {
    static let configuration = CommandConfiguration(
      commandName: "create",
      abstract: "Create an empty vocabulary; its creator owns it.")
    @Argument(help: "The name, as it will stand in commands: a-z, 0-9, - _ and .") var name: String
    @Option(help: "The title for people.") var title: String?
    @Option(help: "What the IRIs of new entries start with.") var namespace: String?
    @Option(help: "The language to fall back to.") var defaultLanguage: String?
    @Option(help: "public or private.") var visibility: String?
    @Option(help: "How IRIs of new entries are made: sequential, hierarchical or explicit.")
    var identifiers: String?
    @OptionGroup var options: StoreOptions
    var mayCreateStore: Bool { true }

    func run(_ connection: Connection) async throws {
      var parameters: JSON.Object = ["name": .string(name)]
      parameters["title"] = title.map(JSON.string)
      parameters["namespace"] = namespace.map(JSON.string)
      parameters["defaultLanguage"] = defaultLanguage.map(JSON.string)
      parameters["visibility"] = visibility.map(JSON.string)
      parameters["identifierPattern"] = identifiers.map(JSON.string)
      show(try await connection.call("vocabulary.create", parameters)) { _ in
        Terminal.line("created vocabulary \(name)")
      }
    }
  }

  struct Import: StoreCommandBody {
    static let configuration = CommandConfiguration(
      commandName: "import",
      abstract: "Bring a file into a vocabulary as one revision.",
      discussion: """
        The file is compared with the vocabulary entry by entry: what is the same stays, and importing the same \
        file again makes no revision. All or nothing: a malformed file or an interruption leaves the store as \
        it was. Without --vocabulary, the name is that of the file, and the vocabulary is made if it does not \
        exist. FILE may be - for standard input, and may be compressed by gzip.
        """)
    @Argument(help: "The file.") var file: String
    @OptionGroup var named: VocabularyOption
    @Option(help: "The syntax; found from the file's name or content if not given.") var format: SyntaxName?
    @Option(help: "What relative IRIs in the file are relative to.") var base: String?
    @Option(help: "replace: the vocabulary becomes what the file says. merge: what it lacks stays.")
    var mode: String = "replace"
    @Option(name: .shortAndLong, help: "Why, for the history.") var message: String?
    @Flag(help: "Say what would change, entry by entry, and change nothing.") var dryRun = false
    @Flag(help: "Let entries of a release disappear.") var allowRemovingPublished = false
    @OptionGroup var head: ExpectedHeadOption
    @OptionGroup var sheet: SheetImportOptions
    @OptionGroup var options: StoreOptions
    var mayCreateStore: Bool { !dryRun && !sheet.csv }

    func run(_ connection: Connection) async throws {
      if sheet.csv {
        let name = try await connection.vocabulary(named.vocabulary)
        try await sheet.run(
          file, into: name, message: message, isTrial: dryRun, expectedHead: head.number(), connection,
          show: show)
        return
      }
      let input = try UploadSource(file)
      let syntax = try InputFile.syntax(of: file, format) ?? input.detectedSyntax()
      let name = try await vocabulary(connection)
      var parameters: JSON.Object = [
        "vocabulary": .string(name), "syntax": .string(syntax.rawValue),
        "mode": .string(mode), "trial": .bool(dryRun),
        "allowRemovingPublished": .bool(allowRemovingPublished),
      ]
      parameters["base"] = base.map(JSON.string)
      parameters["message"] = message.map(JSON.string)
      parameters["expectedHead"] = try head.number()
      let answer: JSON
      do {
        answer = try await Transfers.call(
          "vocabulary.import", parameters, bringing: file, input, over: connection)
      } catch let error as RPCError where error.known == .syntaxError {
        throw Failure(.unreadable, "\(file):\(error.message) Nothing was changed.")
      }
      show(answer) { Self.tell($0, name, isTrial: dryRun) }
    }

    /// The vocabulary that was named, or the one named like the file, made if need be.
    private func vocabulary(_ connection: Connection) async throws -> String {
      if let name = named.vocabulary ?? ProcessInfo.processInfo.environment["TERMCTL_VOCABULARY"] {
        return name
      }
      guard file != "-" else {
        throw Failure(.usage, "name the vocabulary with --vocabulary when reading standard input")
      }
      let stem = InputFile.stem(of: file)
      let names = try await connection.vocabularies()
      guard !names.contains(stem), !dryRun else { return stem }
      // A malformed file is found before there is a vocabulary that would stay empty.
      do {
        let base = try base.map { try CheckCommand.iri($0) }
        _ = try InputFile(file).parse(
          InputFile.syntax(of: file, format), options: ParserOptions(base: base), into: GraphBuilder())
      } catch let error as SyntaxError {
        throw Failure(.unreadable, "\(file):\(error). Nothing was changed.")
      }
      _ = try await connection.call("vocabulary.create", ["name": .string(stem)])
      Terminal.note("created vocabulary \(stem)")
      return stem
    }

    private static func tell(_ answer: JSON, _ name: String, isTrial: Bool) {
      let counts = answer["counts"]
      func count(_ name: String) -> Int { counts?[name]?.int ?? 0 }
      let sum =
        "\(count("added")) added, \(count("changed")) changed, \(count("removed")) removed, \(count("unchanged")) unchanged"
      if let revision = answer["revision"]?["number"]?.int {
        Terminal.line("\(name) revision \(revision): \(sum) (\(answer["triples"]?.int ?? 0) triples)")
      } else if count("added") + count("changed") + count("removed") == 0 {
        Terminal.line(
          "\(name) is what the file says already; nothing was changed (\(count("unchanged")) entries)")
      } else {
        Terminal.line("\(name) would change: \(sum)")
      }
      guard isTrial else { return }
      if let report = answer["report"]?.string {
        for line in report.split(separator: "\n", omittingEmptySubsequences: false) {
          Terminal.line(Terminal.visible(String(line)))
        }
        return
      }
      for (mark, member) in [("+", "added"), ("~", "changed"), ("-", "removed")] {
        for iri in answer[member]?.array ?? [] { Terminal.line("  \(mark) \(Print.text(iri))") }
      }
    }
  }

  struct Export: StoreCommandBody {
    static let configuration = CommandConfiguration(
      commandName: "export", abstract: "Write a vocabulary as it is or was.")
    @OptionGroup var named: VocabularyOption
    @Option(help: "rdfxml, jsonld, turtle or ntriples.") var format: SyntaxName = SyntaxName(.turtle)
    @Option(help: "The moment: head, a revision (r12), a release or a date.") var at: String?
    @Option(name: .long, help: "The file to write; standard output if not given.") var to: String?
    @OptionGroup var sheet: SheetOptions
    @OptionGroup var options: StoreOptions

    func run(_ connection: Connection) async throws {
      var parameters: JSON.Object = [
        "vocabulary": .string(try await connection.vocabulary(named.vocabulary)),
        "syntax": .string(format.syntax.rawValue),
      ]
      parameters["at"] = at.map(JSON.string)
      if sheet.csv {
        parameters["syntax"] = nil
        for (name, value) in sheet.parameters.members { parameters[name] = value }
      }
      let answer = try await Transfers.download(
        sheet.csv ? "sheet.export" : "vocabulary.export", parameters, to: to, over: connection)
      if let omitted = answer["omitted"]?.int, omitted > 0 {
        Terminal.note("the sheet has no columns for \(omitted) statements; they stay when it is taken in")
      }
    }
  }

  struct Revisions: StoreCommandBody {
    static let configuration = CommandConfiguration(
      commandName: "revisions", abstract: "List the revisions, the newest first.")
    @OptionGroup var named: VocabularyOption
    @Option(help: "At most so many.") var limit = 50
    @OptionGroup var options: StoreOptions

    func run(_ connection: Connection) async throws {
      let rows = try await connection.rows(
        "revisions", of: "vocabulary.revisions", in: named, atMost: limit)
      show(rows) { answer in
        Print.table(
          (answer.array ?? []).map { revision in
            [
              "r" + Print.text(revision["number"]), Print.minute(revision["at"]),
              Print.text(revision["author"]),
              "+\(revision["added"]?.int ?? 0) ~\(revision["changed"]?.int ?? 0) -\(revision["removed"]?.int ?? 0)",
              revision["change"]?.int.map { "request \($0)" } ?? "", Print.text(revision["message"]),
            ]
          })
      }
    }
  }
}
