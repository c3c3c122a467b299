import ArgumentParser
import RDF

/// The command `termctl organisation`.
struct OrganisationCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "organisation", abstract: "Member bodies, committees and liaison organisations.",
    subcommands: [Add.self, List.self])

  struct Add: StoreCommandBody {
    static let configuration = CommandConfiguration(
      commandName: "add", abstract: "Record an organisation.",
      discussion: """
        For example: termctl organisation add "ISO/TC 46" "Information and documentation" --kind committee
        """)
    @Argument(help: "The code: DE, \"ISO/TC 46\".") var code: String
    @Argument(help: "The name.") var name: String
    @Option(help: "member-body, committee or liaison.") var kind: String = "member-body"
    @OptionGroup var options: StoreOptions

    func run(_ connection: Connection) async throws {
      let parameters: JSON.Object = [
        "organisation": .string(code), "displayName": .string(name), "kind": .string(kind),
      ]
      show(try await connection.call("organisation.create", parameters)) { _ in
        Terminal.line("recorded \(code), \(name)")
      }
    }
  }

  struct List: StoreCommandBody {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List the organisations.")
    @OptionGroup var options: StoreOptions

    func run(_ connection: Connection) async throws {
      show(try await connection.rows("organisations", of: "organisation.list")) { answer in
        Print.table(
          (answer.array ?? []).map {
            [Print.text($0["organisation"]), Print.text($0["kind"]), Print.text($0["displayName"])]
          })
      }
    }
  }
}

/// The command `termctl committee`.
struct CommitteeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "committee", abstract: "The committees that maintain a vocabulary, and their members.",
    subcommands: [Add.self, Seat.self, List.self])

  struct Add: StoreCommandBody {
    static let configuration = CommandConfiguration(
      commandName: "add", abstract: "Record that a committee maintains the vocabulary.")
    @Argument(help: "The committee's code.") var committee: String
    @Flag(help: "It leads the joint work; the first one does anyway.") var lead = false
    @OptionGroup var named: VocabularyOption
    @OptionGroup var options: StoreOptions

    func run(_ connection: Connection) async throws {
      let vocabulary = try await connection.vocabulary(named.vocabulary)
      let parameters: JSON.Object = [
        "vocabulary": .string(vocabulary), "committee": .string(committee), "isLead": .bool(lead),
      ]
      show(try await connection.call("committee.add", parameters)) { _ in
        Terminal.line("\(committee) maintains \(vocabulary)")
      }
    }
  }

  struct Seat: StoreCommandBody {
    static let configuration = CommandConfiguration(
      commandName: "seat", abstract: "Give member bodies their seats in a committee.",
      discussion: "For example: termctl committee seat \"ISO/TC 46\" DE=P FR=P NO=O SE=none")
    @Argument(help: "The committee's code.") var committee: String
    @Argument(help: "DE=P participates, NO=O observes, SE=none has no seat any more.") var seats: [String]
    @OptionGroup var named: VocabularyOption
    @OptionGroup var options: StoreOptions

    func run(_ connection: Connection) async throws {
      let vocabulary = try await connection.vocabulary(named.vocabulary)
      for seat in seats {
        let parts = seat.split(separator: "=", maxSplits: 1).map(String.init)
        guard parts.count == 2 else {
          throw Failure(.usage, "\"\(seat)\" does not say how it takes part; expected \(seat)=P or \(seat)=O")
        }
        var parameters: JSON.Object = [
          "vocabulary": .string(vocabulary), "committee": .string(committee),
          "organisation": .string(parts[0]),
        ]
        if parts[1] != "none" { parameters["membership"] = .string(parts[1]) }
        _ = try await connection.call("committee.seat", parameters)
      }
      show(.object(JSON.Object())) { _ in
        Terminal.line("\(seats.count) \(seats.count == 1 ? "seat" : "seats") in \(committee)")
      }
    }
  }

  struct List: StoreCommandBody {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "List the committees that maintain the vocabulary, with their members.")
    @OptionGroup var named: VocabularyOption
    @OptionGroup var options: StoreOptions

    func run(_ connection: Connection) async throws {
      show(try await connection.rows("committees", of: "committee.list", in: named)) { answer in
        for committee in answer.array ?? [] {
          Terminal.line(
            Print.text(committee["committee"]) + (committee["isLead"]?.bool == true ? "  (leads)" : ""))
          for membership in ["P", "O"] {
            let members = (committee["seats"]?.array ?? []).filter { $0["membership"]?.string == membership }
              .map { Print.text($0["organisation"]) }
            if !members.isEmpty {
              Terminal.line("  \(membership)-members: \(members.joined(separator: ", "))")
            }
          }
        }
      }
    }
  }
}

/// The command `termctl policy`.
struct PolicyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "policy",
    abstract: "Who decides about changes of a vocabulary, how long, by which majority.",
    subcommands: [Show.self, Set.self])

  struct Show: StoreCommandBody {
    static let configuration = CommandConfiguration(commandName: "show", abstract: "Show the settings.")
    @OptionGroup var named: VocabularyOption
    @OptionGroup var options: StoreOptions

    func run(_ connection: Connection) async throws {
      show(try await connection.call("policy.get", in: named)) { answer in
        Print.table((answer.object?.members ?? []).map { [$0.name, Print.text($0.value)] })
      }
    }
  }

  struct Set: StoreCommandBody {
    static let configuration = CommandConfiguration(
      commandName: "set", abstract: "Change settings.",
      discussion: "For example: termctl policy set procedure=committee evaluation=P4W validation=P8W")
    @Argument(help: "Settings with their values, as termctl policy show names them.") var settings: [String]
    @OptionGroup var named: VocabularyOption
    @OptionGroup var options: StoreOptions

    func run(_ connection: Connection) async throws {
      let vocabulary = try await connection.vocabulary(named.vocabulary)
      var parameters: JSON.Object = ["vocabulary": .string(vocabulary)]
      for setting in settings {
        let parts = setting.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(
          String.init)
        guard parts.count == 2 else {
          throw Failure(.usage, "\"\(setting)\" has no value; expected \(setting)=VALUE")
        }
        parameters[parts[0]] = .string(parts[1])
      }
      show(try await connection.call("policy.set", parameters)) { _ in
        Terminal.line("set \(settings.joined(separator: ", ")) for \(vocabulary)")
      }
    }
  }
}
