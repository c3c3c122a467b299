import ArgumentParser
import Foundation
import RDF

/// The command `termctl user`.
struct UserCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "user", abstract: "Accounts and their roles.",
    subcommands: [
      Add.self, List.self, Disable.self, Grant.self, Revoke.self, Appointments.self, WhoAmI.self, Redact.self,
    ])

  struct Add: StoreCommandBody {
    static let configuration = CommandConfiguration(
      commandName: "add",
      abstract: "Create an account, and give it a role if named.")
    @Argument(help: "The account's name: a-z, 0-9, - _ and .") var user: String
    @Option(help: "The person's name.") var displayName: String?
    @Option(help: "The member body, committee or liaison that the person acts for.") var organisation: String?
    @Option(help: "The user id of this machine that is this account.") var uid: Int?
    @Option(help: "A role in --vocabulary. May be repeated.") var role: [String] = []
    @OptionGroup var named: VocabularyOption
    @OptionGroup var options: StoreOptions

    func run(_ connection: Connection) async throws {
      var parameters: JSON.Object = ["user": .string(user)]
      parameters["displayName"] = displayName.map(JSON.string)
      parameters["organisation"] = organisation.map(JSON.string)
      parameters["userID"] = uid.map(JSON.int)
      let answer = try await connection.call("user.create", parameters)
      if !role.isEmpty {
        let vocabulary = try await connection.vocabulary(named.vocabulary)
        for role in role {
          _ = try await connection.call(
            "user.grant", ["vocabulary": .string(vocabulary), "user": .string(user), "role": .string(role)])
        }
      }
      show(answer) { _ in
        Terminal.line("created account \(user)" + (role.isEmpty ? "" : " as \(role.joined(separator: ", "))"))
      }
    }
  }

  struct List: StoreCommandBody {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "List the accounts with their roles.")
    @OptionGroup var options: StoreOptions

    func run(_ connection: Connection) async throws {
      show(try await connection.rows("accounts", of: "user.list")) { answer in
        Print.table(
          (answer.array ?? []).map { account in
            let roles = (account["roles"]?.object?.members ?? []).map { name, roles in
              "\(name): " + (roles.array ?? []).map { Print.text($0) }.joined(separator: ", ")
            }
            let state = account["disabledAt"]?.isNull == false ? "disabled" : ""
            let kind = account["isAdministrator"]?.bool == true ? "administrator" : ""
            return [
              Print.text(account["user"]), Print.text(account["displayName"]),
              Print.text(account["organisation"]),
              [kind, state].filter { !$0.isEmpty }.joined(separator: ", "), roles.joined(separator: "; "),
            ]
          })
      }
    }
  }

  struct Disable: StoreCommandBody {
    static let configuration = CommandConfiguration(
      commandName: "disable", abstract: "Disable an account; what it did stays.")
    @Argument(help: "The account's name.") var user: String
    @OptionGroup var options: StoreOptions

    func run(_ connection: Connection) async throws {
      show(try await connection.call("user.disable", ["user": .string(user)])) { _ in
        Terminal.line("disabled account \(user)")
      }
    }
  }

  struct Grant: StoreCommandBody {
    static let configuration = CommandConfiguration(
      commandName: "grant", abstract: "Give an account a role in a vocabulary.")
    @Argument(help: "The account's name.") var user: String
    @Argument(help: "The role: reader, commenter, proposer, editor, reviewer, manager, publisher, owner, …")
    var role: String
    @Option(name: .customLong("for"), help: "Whom the account acts for in this role: DE.")
    var organisation: String?
    @Option(help: "From when on: 2027-01-01.") var from: String?
    @Option(help: "Until when: 2029-12-31.") var until: String?
    @OptionGroup var named: VocabularyOption
    @OptionGroup var options: StoreOptions

    func run(_ connection: Connection) async throws {
      let vocabulary = try await connection.vocabulary(named.vocabulary)
      var parameters: JSON.Object = [
        "vocabulary": .string(vocabulary), "user": .string(user), "role": .string(role),
      ]
      parameters["organisation"] = organisation.map(JSON.string)
      parameters["from"] = from.map(JSON.string)
      parameters["until"] = until.map(JSON.string)
      show(try await connection.call("user.grant", parameters)) { _ in
        let whom = organisation.map { " for \($0)" } ?? ""
        Terminal.line("\(user) is now \(role) in \(vocabulary)\(whom)")
      }
    }
  }

  struct Revoke: StoreCommandBody {
    static let configuration = CommandConfiguration(
      commandName: "revoke", abstract: "Take a role in a vocabulary from an account.")
    @Argument(help: "The account's name.") var user: String
    @Argument(help: "The role.") var role: String
    @OptionGroup var named: VocabularyOption
    @OptionGroup var options: StoreOptions

    func run(_ connection: Connection) async throws {
      let vocabulary = try await connection.vocabulary(named.vocabulary)
      let parameters: JSON.Object = [
        "vocabulary": .string(vocabulary), "user": .string(user), "role": .string(role),
      ]
      show(try await connection.call("user.revoke", parameters)) { _ in
        Terminal.line("\(user) is no longer \(role) in \(vocabulary)")
      }
    }
  }

  struct Appointments: StoreCommandBody {
    static let configuration = CommandConfiguration(
      commandName: "appointments", abstract: "List who has which role in a vocabulary, for whom and when.")
    @OptionGroup var named: VocabularyOption
    @OptionGroup var options: StoreOptions

    func run(_ connection: Connection) async throws {
      show(try await connection.rows("appointments", of: "user.appointments", in: named)) { answer in
        Print.table(
          (answer.array ?? []).map { row in
            let (from, until) = (Print.day(row["from"]), Print.day(row["until"]))
            return [
              Print.text(row["user"]), Print.text(row["role"]), Print.text(row["organisation"]),
              from.isEmpty && until.isEmpty ? "" : "\(from) to \(until)",
            ]
          })
      }
    }
  }

  struct WhoAmI: StoreCommandBody {
    static let configuration = CommandConfiguration(
      commandName: "whoami", abstract: "Show which account you are to the store, and its roles.")
    @OptionGroup var options: StoreOptions

    func run(_ connection: Connection) async throws {
      show(try await connection.call("session.whoami")) { answer in
        Terminal.line(
          answer["account"]?.string ?? "nobody: this user id has no account, and no token was given")
        for entry in answer["roles"]?.array ?? [] {
          let roles = (entry["roles"]?.array ?? []).map { Print.text($0) }.joined(separator: ", ")
          Terminal.line("  \(Print.text(entry["vocabulary"])): \(roles)")
        }
      }
    }
  }
}

/// The command `termctl token`.
struct TokenCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "token", abstract: "Tokens for signing in without a user id of this machine.",
    subcommands: [Create.self, Revoke.self])

  struct Create: StoreCommandBody {
    static let configuration = CommandConfiguration(
      commandName: "create",
      abstract: "Make a token for an account; it is shown this once.",
      discussion: "Keep it in a file that only its owner can read, and name that file with --token-file.")
    @Argument(help: "The account's name.") var user: String
    @Option(help: "What the token is for.") var label: String?
    @Option(help: "The last day on which it works: 2027-01-31.") var expires: String?
    @OptionGroup var options: StoreOptions

    func run(_ connection: Connection) async throws {
      var parameters: JSON.Object = ["user": .string(user)]
      parameters["label"] = label.map(JSON.string)
      parameters["expiresAt"] = expires.map(JSON.string)
      show(try await connection.call("token.create", parameters)) { answer in
        Terminal.line(answer["token"]?.string ?? "")
      }
    }
  }

  struct Revoke: StoreCommandBody {
    static let configuration = CommandConfiguration(
      commandName: "revoke",
      abstract: "Make a token useless, from the next request on.")
    @Argument(help: "The token's number: the one between its underscores.") var token: Int
    @OptionGroup var options: StoreOptions

    func run(_ connection: Connection) async throws {
      show(try await connection.call("token.revoke", ["token": .int(token)])) { _ in
        Terminal.line("revoked token \(token)")
      }
    }
  }
}
