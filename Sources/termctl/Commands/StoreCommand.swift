import ArgumentParser
import RDF

/// The command `termctl store`.
struct StoreCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "store", abstract: "The store's health and its key.",
    subcommands: [Check.self, Key.self])

  struct Check: StoreCommandBody {
    static let configuration = CommandConfiguration(
      commandName: "check",
      abstract: "Verify every hash, interval and index; status 1 if something is damaged.")
    @OptionGroup var options: StoreOptions

    func run(_ connection: Connection) async throws {
      let answer = try await connection.call("store.check")
      let faults = answer["faults"]?.array ?? []
      show(answer) { _ in
        for fault in faults { Terminal.line(Print.text(fault)) }
        Terminal.line(
          "\(Print.text(answer["revisions"])) revisions and \(Print.text(answer["entryVersions"])) entry versions checked: "
            + (faults.isEmpty ? "all is well" : "\(faults.count) faults"))
      }
      guard faults.isEmpty else { throw ExitCode(Failure.Status.no.rawValue) }
    }
  }
}

extension StoreCommand {
  struct Key: StoreCommandBody {
    static let configuration = CommandConfiguration(
      commandName: "key",
      abstract: "Show the public key that releases are signed with.",
      discussion: """
        The output is a PEM file: termctl store key > key.pem, and hand it out by a way that people trust. They give \
        it to termctl release verify --key key.pem. The private key never leaves the file signing-key of the store's \
        directory; keep a copy of that file where you keep secrets, because a backup of the database has none.
        """)
    @Flag(help: "Take a new key first; the public half of the old one is kept.") var rotate = false
    @Flag(help: "Show the keys that were in use before, too.") var all = false
    @OptionGroup var options: StoreOptions

    func run(_ connection: Connection) async throws {
      if rotate { _ = try await connection.call("store.rotateKey") }
      show(try await connection.call("store.key")) { answer in
        let retired = all ? answer["retired"]?.array ?? [] : []
        for key in retired + [answer["current"] ?? .null] {
          Terminal.note("fingerprint \(Print.text(key["fingerprint"]))")
          Terminal.write(key["pem"]?.string ?? "")
        }
      }
    }
  }
}

/// The command `termctl audit`.
struct AuditCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit", abstract: "Who did what, and that the record is whole.",
    subcommands: [List.self, Verify.self])

  struct List: StoreCommandBody {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "List the audit log, the newest first.")
    @Option(help: "At most so many.") var limit = 50
    @OptionGroup var options: StoreOptions

    func run(_ connection: Connection) async throws {
      show(try await connection.call("audit.list", ["limit": .int(limit)])) { answer in
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

  struct Verify: StoreCommandBody {
    static let configuration = CommandConfiguration(
      commandName: "verify",
      abstract: "Recompute the chain of records; status 1 if it is broken.")
    @OptionGroup var options: StoreOptions

    func run(_ connection: Connection) async throws {
      let answer = try await connection.call("audit.verify")
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
  }
}
