import ArgumentParser
import RDF

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
