import ArgumentParser
import Foundation
import RDF

extension ReleaseCommand {
  struct Prepare: StoreCommandBody {
    static let configuration = CommandConfiguration(
      commandName: "prepare",
      abstract: "Prepare a release of the head.",
      discussion: """
        Its notes are told from what differs from the release before. Edit them: termctl release describe 1.1.0 > \
        notes.md, change the file, termctl release describe 1.1.0 --notes-file notes.md. Then: termctl release publish \
        1.1.0. What is published is what stood when it was prepared. With a closing date it is open to comments until \
        then (termctl comment add "…" --release 1.1.0), and published when all that need one have an observation.
        """)
    @Argument(help: "The version, such as 1.1.0.") var version: String
    @Option(help: "Until when it is open to comments: 2027-03-01. As long as the policy says if not given.")
    var closes: String?
    @OptionGroup var head: ExpectedHeadOption
    @OptionGroup var named: VocabularyOption
    @OptionGroup var options: StoreOptions

    func run(_ connection: Connection) async throws {
      var parameters = try await Self.parameters(version, named, connection)
      parameters["expectedHead"] = try head.number()
      parameters["closes"] = closes.map(JSON.string)
      show(try await connection.call("release.prepare", parameters)) { answer in
        if answer["closes"]?.isNull == false {
          Terminal.line("open to comments until \(Print.minute(answer["closes"]))")
        }
        Terminal.line("preparing \(version) of revision \(Print.text(answer["revision"])); its notes:")
        Terminal.line()
        Terminal.line(Terminal.visible(answer["notes"]?.string ?? ""))
      }
    }
  }

  struct Describe: StoreCommandBody {
    static let configuration = CommandConfiguration(
      commandName: "describe",
      abstract: "Show or replace the notes of a release in preparation.")
    @Argument(help: "The version.") var version: String
    @Option(help: "The new notes, in Markdown.") var notes: String?
    @Option(help: "The file that has the new notes.") var notesFile: String?
    @OptionGroup var named: VocabularyOption
    @OptionGroup var options: StoreOptions

    func validate() throws {
      guard notes == nil || notesFile == nil else {
        throw ValidationError("give --notes or --notes-file, not both")
      }
    }

    func run(_ connection: Connection) async throws {
      var parameters = try await Self.parameters(version, named, connection)
      var notes = notes
      if let notesFile {
        guard let text = try? String(contentsOfFile: notesFile, encoding: .utf8) else {
          throw Failure(.unreadable, "the file \(notesFile) cannot be read as UTF-8")
        }
        notes = text
      }
      guard let notes else {
        parameters["version"] = nil
        let drafts = try await connection.rows("drafts", of: "release.drafts", parameters)
        guard let draft = drafts.array?.first(where: { $0["version"]?.string == version }) else {
          throw Failure(
            .notFound, "no release \(version) is in preparation; termctl release prepare starts one")
        }
        return show(draft) { Terminal.write($0["notes"]?.string ?? "") }
      }
      parameters["notes"] = .string(notes)
      show(try await connection.call("release.describe", parameters)) { _ in
        Terminal.line("the notes of \(version) are changed")
      }
    }
  }

  struct Publish: StoreCommandBody {
    static let configuration = CommandConfiguration(
      commandName: "publish", abstract: "Publish a release that was prepared.")
    @Argument(help: "The version.") var version: String
    @OptionGroup var head: ExpectedHeadOption
    @OptionGroup var named: VocabularyOption
    @OptionGroup var options: StoreOptions

    func run(_ connection: Connection) async throws {
      var parameters = try await Self.parameters(version, named, connection)
      parameters["expectedHead"] = try head.number()
      show(try await connection.call("release.publish", parameters)) { answer in
        Terminal.line(
          "released \(version): revision \(Print.text(answer["revision"])), \(Print.text(answer["triples"])) triples"
        )
        Terminal.line("canonical hash \(Print.text(answer["canonicalHash"]))")
      }
    }
  }

  struct Discard: StoreCommandBody {
    static let configuration = CommandConfiguration(
      commandName: "discard", abstract: "Give up a release in preparation.")
    @Argument(help: "The version.") var version: String
    @OptionGroup var named: VocabularyOption
    @OptionGroup var options: StoreOptions

    func run(_ connection: Connection) async throws {
      let parameters = try await Self.parameters(version, named, connection)
      show(try await connection.call("release.discard", parameters)) { _ in
        Terminal.line("\(version) is given up; its version can be used again")
      }
    }
  }

  struct Drafts: StoreCommandBody {
    static let configuration = CommandConfiguration(
      commandName: "drafts", abstract: "List the releases in preparation.")
    @OptionGroup var named: VocabularyOption
    @OptionGroup var options: StoreOptions

    func run(_ connection: Connection) async throws {
      show(try await connection.rows("drafts", of: "release.drafts", in: named)) { answer in
        Print.table(
          (answer.array ?? []).map {
            [
              Print.text($0["version"]), "r" + Print.text($0["revision"]), Print.day($0["at"]),
              Print.text($0["author"]), Self.remark($0),
            ]
          })
      }
    }

    /// Where a release with a comment window stands.
    private static func remark(_ draft: JSON) -> String {
      guard draft["closes"]?.isNull == false else { return "" }
      let count = draft["unanswered"]?.array?.count ?? 0
      let day = Print.day(draft["closes"])
      let window = draft["isOpen"]?.bool == true ? "open to comments until \(day)" : "comments closed \(day)"
      return window + (count > 0 ? ", \(count) without an observation" : "")
    }
  }

  struct Candidate: StoreCommandBody {
    static let configuration = CommandConfiguration(
      commandName: "candidate",
      abstract:
        "Show a release in preparation: what differs from the release before, and what the rules find.")
    @Argument(help: "The version.") var version: String
    @OptionGroup var named: VocabularyOption
    @OptionGroup var options: StoreOptions

    func run(_ connection: Connection) async throws {
      let parameters = try await Self.parameters(version, named, connection)
      show(try await connection.call("release.candidate", parameters)) { answer in
        Terminal.line(
          "\(version) of revision \(Print.text(answer["revision"])), prepared by \(Print.text(answer["author"])) "
            + Print.day(answer["at"]))
        if answer["closes"]?.isNull == false {
          let state = answer["isOpen"]?.bool == true ? "open to comments until" : "comments closed"
          Terminal.line("\(state) \(Print.minute(answer["closes"]))")
        }
        let unanswered = (answer["unanswered"]?.array ?? []).map { Print.text($0) }
        if !unanswered.isEmpty {
          let word = unanswered.count == 1 ? "comment" : "comments"
          Terminal.line("without an observation: \(word) \(unanswered.joined(separator: ", "))")
        }
        let changes = answer["changes"] ?? .null
        let previous = answer["previous"]?.string
        Terminal.line(
          "entries: \(Print.text(changes["added"])) added, \(Print.text(changes["changed"])) changed, "
            + "\(Print.text(changes["removed"])) removed"
            + (previous.map { " since \(Terminal.visible($0))" } ?? ""))
        if let previous {
          Terminal.line(
            "what differs: termctl release diff \(Terminal.visible(previous)) r\(Print.text(answer["revision"]))"
          )
        }
        let findings = answer["findings"]?.array ?? []
        if findings.isEmpty { Terminal.line("the rules find nothing") }
        Print.table(
          findings.map { [Print.text($0["severity"]), Print.text($0["rule"]), Print.text($0["count"])] })
      }
    }
  }

  struct Withdraw: StoreCommandBody {
    static let configuration = CommandConfiguration(
      commandName: "withdraw",
      abstract: "Withdraw a release that must not be used.",
      discussion: """
        A tombstone stays in the list, whoever asks for the release is told the reason, and its version is not used \
        again. There is no way back. The content stays readable by its revision.
        """)
    @Argument(help: "The version.") var version: String
    @Option(help: "Why.") var reason: String
    @OptionGroup var named: VocabularyOption
    @OptionGroup var options: StoreOptions

    func run(_ connection: Connection) async throws {
      var parameters = try await Self.parameters(version, named, connection)
      parameters["reason"] = .string(reason)
      show(try await connection.call("release.withdraw", parameters)) { _ in
        Terminal.line("\(version) is withdrawn")
      }
    }
  }

  struct Settings: StoreCommandBody {
    static let configuration = CommandConfiguration(
      commandName: "settings",
      abstract: "Show or set what releases say of the vocabulary.",
      discussion: """
        What is not set is taken from the concept scheme, if there is exactly one. An empty value takes a setting \
        back. Releases that exist keep what they say.
        """)
    @Option(help: "The IRI of the vocabulary whatever its version.") var iri: String?
    @Option(help: "What version IRIs start with.") var versionBase: String?
    @Option(help: "The IRI of the licence.") var licence: String?
    @Option(help: "The IRI or name of who publishes it.") var publisher: String?
    @Option(help: "The IRI or name of who made it.") var creator: String?
    @Option(help: "What it is about.") var description: String?
    @OptionGroup var named: VocabularyOption
    @OptionGroup var options: StoreOptions

    func run(_ connection: Connection) async throws {
      var parameters: JSON.Object = [
        "vocabulary": .string(try await connection.vocabulary(named.vocabulary))
      ]
      let given = [
        ("iri", iri), ("versionBase", versionBase), ("licence", licence), ("publisher", publisher),
        ("creator", creator), ("description", description),
      ].filter { $0.1 != nil }
      for (name, value) in given { parameters[name] = value.map(JSON.string) }
      let method = given.isEmpty ? "release.settings" : "release.configure"
      show(try await connection.call(method, parameters)) { answer in
        Print.table((answer.object?.members ?? []).map { [$0.name, Print.text($0.value)] })
      }
    }
  }
}

extension StoreCommandBody {
  /// The parameters of methods about one release.
  static func parameters(
    _ version: String, _ named: VocabularyOption, _ connection: Connection
  ) async throws -> JSON.Object {
    [
      "vocabulary": .string(try await connection.vocabulary(named.vocabulary)),
      "version": .string(version),
    ]
  }
}
