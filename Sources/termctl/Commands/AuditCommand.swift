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
      abstract: "Print where the log ends, in a line to be kept on another machine.",
      discussion: """
        With --signed the line ends in a signature by the key that releases are signed with ("termctl store key"), so \
        that whoever gets it can tell that it came from this store: termctl audit verify --checkpoint LINE --key key.pem.
        """)
    @Flag(help: "Sign it.") var signed = false
    @OptionGroup var options: StoreOptions

    func run(_ connection: Connection) async throws {
      let answer = try await connection.call("audit.head", signed ? ["isSigned": true] : JSON.Object())
      show(answer) { Terminal.line(Print.text($0[signed ? "signed" : "checkpoint"])) }
    }
  }

  struct Verify: StoreCommandBody {
    static let configuration = CommandConfiguration(
      commandName: "verify",
      abstract: "Recompute the chain of records; status 1 if it is broken.",
      discussion: """
        A chain does not show that its end was cut off, nor that somebody computed all of it anew. With \
        --checkpoint, a line that "termctl audit checkpoint" printed or a backup, both are found. With --key the \
        checkpoint has to be signed by that key.
        """)
    @Option(help: "A file whose last line is a checkpoint, a backup, or the checkpoint itself.")
    var checkpoint: String?
    @Option(
      help: "The public key that the checkpoint has to be signed with: a file as termctl store key writes it."
    )
    var key: String?
    @OptionGroup var options: StoreOptions

    func run(_ connection: Connection) async throws {
      var parameters = JSON.Object()
      if let checkpoint {
        parameters["checkpoint"] = .string(try Self.checkpoint(checkpoint, signedBy: key).description)
      } else if key != nil {
        throw Failure(.usage, "--key is about the signature of a checkpoint; name one with --checkpoint")
      }
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
    ///
    /// - Parameter key: the file of the key that has to have signed it; nil if it need not be signed.
    private static func checkpoint(_ argument: String, signedBy key: String?) throws -> AuditCheckpoint {
      let file = try? String(contentsOfFile: argument, encoding: .utf8)
      let line = file?.split(separator: "\n").last.map(String.init) ?? argument
      if let signed = SignedCheckpoint(line) {
        if let key { try check(signed, key) }
        return signed.checkpoint
      }
      guard key == nil else {
        throw Failure(
          .no, "the checkpoint is not signed; termctl audit checkpoint --signed makes one that is")
      }
      return try AuditCheckpoint(line) ?? BackupFile(verifying: argument).manifest.audit
    }

    private static func check(_ signed: SignedCheckpoint, _ path: String) throws {
      guard let text = try? String(contentsOfFile: path, encoding: .utf8), let key = VerifyingKey(text: text)
      else {
        throw Failure(.usage, "\(path) is no public key; termctl store key writes one")
      }
      guard signed.isSigned(by: key) else {
        throw Failure(.no, "the checkpoint is not signed by the key \(key.fingerprint)")
      }
    }
  }
}
