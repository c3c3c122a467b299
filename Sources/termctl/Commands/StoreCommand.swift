import ArgumentParser
import Foundation
import RDF
import SKOSStore

/// The command `termctl store`.
struct StoreCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "store", abstract: "The store's health, backups, and key.",
    subcommands: [Check.self, Backup.self, Restore.self, Key.self, Rehearse.self])

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

  struct Backup: StoreCommandBody {
    static let configuration = CommandConfiguration(
      commandName: "backup",
      abstract: "Copy the whole store into one file, while it is served.",
      discussion: """
        The file appears whole or not at all, and holds everything: private vocabularies, drafts, the hashes of \
        tokens. Keep it where only administrators read. Its last line has the SHA-256 of all before it, and what \
        it prints of the audit log lets "termctl audit verify --checkpoint" find a log that was cut or rewritten \
        later.

        With --keep the server writes the file itself, into the directory backups of the store; do so with stores \
        of more than a gigabyte.
        """)
    @Argument(help: "The file to write.") var file: String?
    @Option(help: "The name of a file that the server is to write into its directory backups, instead.")
    var keep: String?
    @OptionGroup var options: StoreOptions

    func validate() throws {
      guard (file == nil) != (keep == nil) else {
        throw ValidationError("name the file to write, or one to keep in the store with --keep NAME")
      }
      if let file, FileManager.default.fileExists(atPath: file) {
        throw ValidationError("\(file) exists already; choose another name")
      }
    }

    func run(_ connection: Connection) async throws {
      var parameters = JSON.Object()
      if let keep { parameters["name"] = .string(keep) }
      let answer = try await connection.call("store.backup", parameters)
      if let file { try await Transfers.download(answer, to: file, over: connection) }
      show(answer) { _ in
        if let path = answer["path"]?.string { Terminal.line("wrote \(Print.text(.string(path)))") }
        for member in answer["revisions"]?.object?.members ?? [] {
          Terminal.line("\(Print.text(.string(member.name))): revision \(Print.text(member.value))")
        }
        Terminal.line("audit checkpoint: \(Print.text(answer["checkpoint"]))")
      }
    }
  }

  struct Restore: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "restore", abstract: "Make a store what a backup holds; no server may have it.",
      discussion: """
        Everything is verified before anything is replaced: the hash of the file, and in it every hash, interval, \
        index and the audit log. With --replace the database that was there is set aside in the directory backups \
        of the store. With --dry-run the backup is verified and nothing else happens.

        A drill: termctl store backup b; termctl store restore b --store other; termctl store check --store other
        """)
    @Argument(help: "The backup.") var file: String
    @Flag(help: "Replace the store that is there.") var replace = false
    @Flag(name: .long, help: "Only verify the backup.") var dryRun = false
    @OptionGroup var options: StoreOptions

    func run() async throws {
      let directory = options.directory
      let target = dryRun ? NSTemporaryDirectory() + "termctl-" + UUID().uuidString : directory
      defer { if dryRun { try? FileManager.default.removeItem(atPath: target) } }
      let report = try Store.restore(
        from: file, to: target, replacing: replace, isTrial: dryRun, actor: "uid \(getuid())")
      let manifest = report.manifest
      for head in manifest.heads {
        Terminal.line("\(Print.text(.string(head.vocabulary))): revision \(head.revision)")
      }
      Terminal.line(
        "\(report.check.revisionCount) revisions and \(report.check.entryVersionCount) entry versions verified; "
          + "made \(manifest.createdAt.iso8601)")
      Terminal.line("audit checkpoint: \(manifest.audit)")
      if let replaced = report.replaced { Terminal.line("the store that was there is now \(replaced)") }
      Terminal.line(dryRun ? "the backup is sound" : "restored to \(directory)")
    }
  }

  struct Rehearse: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "rehearse",
      abstract: "Make an empty store for rehearsals, in which you say what time it is.",
      discussion: """
        In such a store TERMCTL_REHEARSAL_TIME is the time: TERMCTL_REHEARSAL_TIME=2027-03-01 termctl change approve 3. \
        A committee can go through its stages and deadlines in an hour. A real store refuses the variable.
        """)
    @OptionGroup var options: StoreOptions

    func run() async throws {
      let directory = options.directory
      guard !FileManager.default.fileExists(atPath: directory + "/concordat.sqlite") else {
        throw Failure(.refused, "there is a store in \(directory) already; rehearse in another directory")
      }
      do {
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        try Data().write(to: URL(fileURLWithPath: Rehearsal.marker(in: directory)))
      } catch {
        throw Failure(.unreadable, "\(directory) cannot be written: \(error.localizedDescription)")
      }
      try Store.open(directory).close()
      Terminal.line("made a store for rehearsals in \(directory)")
    }
  }
}
