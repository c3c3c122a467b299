import ArgumentParser
import Foundation
import RDF

/// The command `termctl context`.
struct ContextCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "context", abstract: "Name the stores and servers that you work with.",
    discussion: """
      A context says where a store or server is, with which token to sign in, and which vocabulary and languages \
      you mean if you do not say. Options count before variables (TERMCTL_…), variables before the context.

      Contexts are in TERMCTL_CONFIG, or ~/.config/termctl/config.json, which only you can read. Tokens stay in \
      files of their own.
      """,
    subcommands: [List.self, Use.self, Add.self, Remove.self])

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "List the contexts; an asterisk marks the current one.")
    @Option(name: .shortAndLong, help: "text for people, json for programs.")
    var output: StoreOptions.OutputFormat = .text

    func run() async throws {
      let file = try ContextFile.read()
      if output == .json {
        return Terminal.line(String(validating: file.json.serialized(.indented), as: UTF8.self) ?? "")
      }
      if file.contexts.isEmpty { Terminal.line("there is none; termctl context add NAME makes one") }
      for context in file.contexts {
        let mark = context.name == file.current ? "* " : "  "
        Terminal.line(mark + Terminal.visible("\(context.name)  \(context.server ?? context.store ?? "")"))
      }
    }
  }

  struct Use: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "use", abstract: "Make a context the one that counts when none is named.")
    @Argument(help: "The context.") var name: String

    func run() async throws {
      var file = try ContextFile.read()
      guard file.context(name) != nil else {
        throw Failure(.notFound, "there is no context \(name); termctl context list shows those there are")
      }
      file.current = name
      try file.write()
      Terminal.note("using \(name)")
    }
  }

  struct Add: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "add", abstract: "Add a context, or replace the one of its name.")
    @Argument(help: "The context.") var name: String
    @Option(help: "The directory of the store.") var store: String?
    @Option(help: "The server: a socket's path, tcp://HOST:PORT or tls://HOST:PORT.") var server: String?
    @Option(help: "The file that holds the token to sign in with.") var tokenFile: String?
    @Option(help: "A PEM file with the certificates that sign the server's.") var authorities: String?
    @Option(help: "The vocabulary that is meant if none is named.") var vocabulary: String?
    @Option(help: "The languages to show labels in, best first: fr,en.") var lang: String?
    @Flag(help: "Make it the current one.") var use = false

    func validate() throws {
      guard store != nil || server != nil else { throw ValidationError("give --store or --server") }
      guard !name.isEmpty else { throw ValidationError("a context has a name") }
    }

    func run() async throws {
      if let server { _ = try ServerAddress(server) }
      if let tokenFile { _ = try CredentialFile.token(at: tokenFile) }
      var file = try ContextFile.read()
      file.set(
        ContextFile.Context(
          name: name, store: Self.absolute(store),
          server: server.map { $0.contains("://") ? $0 : Self.absolute($0) ?? $0 },
          tokenFile: Self.absolute(tokenFile), authorities: Self.absolute(authorities),
          vocabulary: vocabulary, languages: lang))
      if use || file.current == nil { file.current = name }
      try file.write()
      Terminal.note("added \(name)")
    }

    /// A path that means the same wherever the command is given.
    private static func absolute(_ path: String?) -> String? {
      path.map { URL(fileURLWithPath: $0).standardizedFileURL.path }
    }
  }

  struct Remove: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "remove", abstract: "Remove a context.")
    @Argument(help: "The context.") var name: String

    func run() async throws {
      var file = try ContextFile.read()
      guard file.remove(name) else { throw Failure(.notFound, "there is no context \(name)") }
      try file.write()
      Terminal.note("removed \(name)")
    }
  }
}
