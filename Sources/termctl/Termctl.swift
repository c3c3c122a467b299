import ArgumentParser
import TermService

/// The command line of Concordat.
@main
struct Termctl: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "termctl",
    abstract: "Maintain vocabularies together: look up, propose, review, merge, release.",
    discussion: """
      Offline, without a store:  termctl check FILE, termctl convert FILE --to SYNTAX, termctl hash FILE,
                                 termctl diff OLD NEW, termctl stats FILE
      With a store:              termctl serve, then any other command from another terminal

      The store is --store DIR, TERMCTL_STORE, that of the context in use (termctl context), or \
      ~/.local/share/concordat. If a server has it, commands talk to that server; otherwise they open it \
      themselves. --server, TERMCTL_SERVER or a context names a server elsewhere. A command whose server is \
      started again goes on where that is safe; TERMCTL_RECONNECT says for how many seconds it is looked for, 15 \
      if not given, 0 for not at all.

      Exit status: 0 done; 1 findings, differences, or the answer is no; 2 wrong usage; 3 a file cannot be read or is \
      malformed; 4 not permitted; 5 not found; 6 refused by the state of things (conflict, stale, invalid \
      state, validation); 7 no connection, or the store is in use; 70 a fault of the program.
      """,
    version: "termctl \(Service.version)",
    groupedSubcommands: [
      CommandGroup(name: "Vocabularies", subcommands: [VocabularyCommand.self, ConceptCommand.self]),
      CommandGroup(
        name: "Work",
        subcommands: [
          ChangeCommand.self, BallotCommand.self, CommentCommand.self, ReleaseCommand.self,
        ]),
      CommandGroup(
        name: "Committees",
        subcommands: [
          OrganisationCommand.self, CommitteeCommand.self, PolicyCommand.self, SuggestionCommand.self,
          ConformanceCommand.self,
        ]),
      CommandGroup(
        name: "Files",
        subcommands: [
          CheckCommand.self, ConvertCommand.self, DiffCommand.self, HashCommand.self, StatsCommand.self,
        ]),
      CommandGroup(
        name: "Operation",
        subcommands: [
          ServeCommand.self, MCPCommand.self, ContextCommand.self, UserCommand.self, TokenCommand.self,
          AuditCommand.self, StoreCommand.self,
        ]),
    ])

  static func main() async {
    do {
      var command = try parseAsRoot()
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
    } catch {
      Failure.exit(with: error)
    }
  }
}
