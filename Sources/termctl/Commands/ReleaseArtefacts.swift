import ArgumentParser
import Foundation
import RDF
import SKOSStore
import TermService

extension ReleaseCommand {
  struct Build: StoreCommandBody {
    static let configuration = CommandConfiguration(
      commandName: "build",
      abstract: "Write a release with everything that proves it: a folder or a tar archive.",
      discussion: """
        Every syntax, a table (CSV), what changed, the check report, metadata (DCAT), and a manifest with sizes and \
        SHA-256 of all, signed by the store's key (Ed25519). Built again, it is the same bytes. What was written is \
        verified, as termctl release verify does.
        """)
    @Argument(help: "The version.") var version: String
    @Option(help: "The archive to write.") var tar: String?
    @Option(help: "The folder to make.") var folder: String?
    @OptionGroup var named: VocabularyOption
    @OptionGroup var options: StoreOptions

    func validate() throws {
      guard (tar == nil) != (folder == nil) else { throw ValidationError("give --tar FILE or --folder DIR") }
    }

    func run(_ connection: Connection) async throws {
      let parameters = try await Self.parameters(version, named, connection)
      let answer = try await connection.call("release.archive", parameters)
      let archive = tar ?? "\(folder ?? "release").\(ProcessInfo.processInfo.processIdentifier).tar"
      defer { if tar == nil { unlink(archive) } }
      try await OutputFile(path: archive).write { try await connection.client.fetch(answer, $0) }
      let files = try ReleaseFiles(path: archive)
      let verdict = try ReleaseVerifier(files).verify()
      if let folder { try files.extract(to: folder) }
      show(answer) { _ in
        Terminal.line("wrote \(tar ?? folder ?? ""): \(verdict.fileCount) files of \(verdict.name)")
        Terminal.line("signed by the key \(verdict.key.fingerprint)")
      }
    }
  }

  struct Verify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "verify",
      abstract: "Verify a release by its files alone; status 1 if something is wrong.",
      discussion: """
        Needs no store and no server. Checks the manifest, sizes, hashes and the signature, that all syntaxes hold the \
        same graph, and that the metadata agrees; names the first thing that is wrong. Without --key the signature \
        shows only that the files are as their signer left them, not who that was.
        """)
    @Argument(help: "The folder or the tar archive.") var path: String
    @Option(help: "A public key that you trust: the output of termctl store key. May be repeated.")
    var key: [String] = []
    @Option(name: .shortAndLong, help: "text for people, json for programs.")
    var output: StoreOptions.OutputFormat = .text

    func run() async throws {
      let known = try key.map { path in
        guard let text = try? String(contentsOfFile: path, encoding: .utf8),
          let key = VerifyingKey(text: text)
        else {
          throw Failure(.unreadable, "\(path) holds no public key of Ed25519 in PEM or hexadecimal digits")
        }
        return key
      }
      do {
        show(try ReleaseVerifier(ReleaseFiles(path: path)).verify(known: known))
      } catch let fault as ReleaseFault {
        switch output {
        case .json:
          let answer: JSON = [
            "valid": false, "file": .optional(fault.file), "message": .string(fault.message),
          ]
          Terminal.line(String(validating: answer.serialized(.indented), as: UTF8.self) ?? "")
        case .text: Terminal.line("NOT VALID: \(Terminal.visible(fault.description))")
        }
        throw ExitCode(Failure.Status.no.rawValue)
      }
    }

    private func show(_ verdict: ReleaseVerdict) {
      switch output {
      case .json:
        let answer: JSON = [
          "valid": true, "release": .string(verdict.name), "files": .int(verdict.fileCount),
          "triples": .int(verdict.tripleCount), "canonicalHash": .string(verdict.canonicalHash),
          "key": .string(verdict.key.fingerprint), "keyIsKnown": .bool(verdict.isKnownKey),
          "proved": .array(verdict.proved.map(JSON.string)),
          "unproved": .array(verdict.unproved.map(JSON.string)),
        ]
        Terminal.line(String(validating: answer.serialized(.indented), as: UTF8.self) ?? "")
      case .text:
        Terminal.line("\(Terminal.visible(verdict.name)) is valid")
        for line in verdict.proved { Terminal.line("  proved: \(line)") }
        for line in verdict.unproved { Terminal.line("  not proved: \(line)") }
      }
    }
  }
}
