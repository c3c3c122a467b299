import ArgumentParser
import Foundation
import RDF
import SKOSStore

/// The command `termctl audit`.
struct AuditCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit", abstract: "Who did what, and that the record is whole.",
    subcommands: [List.self, Checkpoint.self, Verify.self])

  struct List: StoreCommandBody {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "List the audit log, the newest first.")
    @Option(help: "At most so many.") var limit = 50
    @OptionGroup var options: StoreOptions

    func run(_ connection: Connection) async throws {
      show(try await connection.rows("records", of: "audit.list", atMost: limit)) { answer in
        Print.table(
          (answer.array ?? []).map {
            [
              Print.text($0["sequence"]), Print.minute($0["at"]), Print.text($0["actor"]),
              Print.text($0["action"]),
              Print.text($0["vocabulary"]), Print.text($0["target"]), Print.text($0["detail"]),
            ]
          })
      }
    }
  }

  struct Checkpoint: StoreCommandBody {
    static let configuration = CommandConfiguration(
      commandName: "checkpoint",
      abstract: "Print where the log ends, in a line to be kept on another machine.")
    @OptionGroup var options: StoreOptions

    func run(_ connection: Connection) async throws {
      show(try await connection.call("audit.head")) { Terminal.line(Print.text($0["checkpoint"])) }
    }
  }

  struct Verify: StoreCommandBody {
    static let configuration = CommandConfiguration(
      commandName: "verify",
      abstract: "Recompute the chain of records; status 1 if it is broken.",
      discussion: """
        A chain does not show that its end was cut off, nor that somebody computed all of it anew. With \
        --checkpoint, a line that "termctl audit checkpoint" printed or a backup, both are found.
        """)
    @Option(help: "A file whose last line is a checkpoint, a backup, or the checkpoint itself.")
    var checkpoint: String?
    @OptionGroup var options: StoreOptions

    func run(_ connection: Connection) async throws {
      var parameters = JSON.Object()
      if let checkpoint { parameters["checkpoint"] = .string(try Self.checkpoint(checkpoint).description) }
      let answer = try await connection.call("audit.verify", parameters)
      let isIntact = answer["intact"]?.bool == true
      show(answer) { _ in
        if isIntact {
          Terminal.line(
            "\(Print.text(answer["count"])) records are intact; head \(Print.text(answer["headHash"]))")
        } else {
          Terminal.line("record \(Print.text(answer["sequence"])) is bad: \(Print.text(answer["reason"]))")
        }
      }
      guard isIntact else { throw ExitCode(Failure.Status.no.rawValue) }
    }

    /// The checkpoint that an argument is, or that is in the file it names.
    private static func checkpoint(_ argument: String) throws -> AuditCheckpoint {
      if let checkpoint = AuditCheckpoint(argument) { return checkpoint }
      if let text = try? String(contentsOfFile: argument, encoding: .utf8),
        let checkpoint = text.split(separator: "\n").last.flatMap({ AuditCheckpoint(String($0)) })
      {
        return checkpoint
      }
      return try BackupFile(verifying: argument).manifest.audit
    }
  }
}
