import ArgumentParser
import RDF

extension ReleaseCommand {
  /// The command `termctl release review`.
  struct ReviewCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "review", abstract: "Review a release that is in force: confirm, revise or withdraw it.",
      discussion: "A release is due for review after the period of the policy (periodicReview).",
      subcommands: [Show.self, Open.self, Decide.self])

    struct Show: StoreCommandBody {
      static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show when a release is due for review, and what was decided.")
      @Argument(help: "The version.") var version: String
      @OptionGroup var named: VocabularyOption
      @OptionGroup var options: StoreOptions

      func run(_ connection: Connection) async throws {
        let parameters = try await Self.parameters(version, named, connection)
        show(try await connection.call("review.get", parameters)) { ReviewCommand.text($0) }
      }
    }

    struct Open: StoreCommandBody {
      static let configuration = CommandConfiguration(
        commandName: "open", abstract: "Open the ballot of the systematic review of a release.",
        discussion:
          "Members vote confirm, revise, withdraw or abstain: termctl ballot vote v/1.0.0/review-1 confirm.")
      @Argument(help: "The version.") var version: String
      @Option(help: "When it closes: 2027-03-01; after the period of the policy if not given.")
      var closes: String?
      @OptionGroup var named: VocabularyOption
      @OptionGroup var options: StoreOptions

      func run(_ connection: Connection) async throws {
        var parameters = try await Self.parameters(version, named, connection)
        parameters["closes"] = closes.map(JSON.string)
        show(try await connection.call("review.open", parameters)) { BallotCommand.text($0) }
      }
    }

    struct Decide: StoreCommandBody {
      static let configuration = CommandConfiguration(
        commandName: "decide", abstract: "Record what was decided about a release at its review.")
      @Argument(help: "The version.") var version: String
      @Argument(help: "confirm, revise or withdraw.") var decision: String
      @Option(name: .shortAndLong, help: "Why; needed unless a ballot gave the decision a majority.")
      var reason: String?
      @OptionGroup var named: VocabularyOption
      @OptionGroup var options: StoreOptions

      func run(_ connection: Connection) async throws {
        var parameters = try await Self.parameters(version, named, connection)
        parameters["decision"] = .string(decision)
        parameters["reason"] = reason.map(JSON.string)
        show(try await connection.call("review.decide", parameters)) { ReviewCommand.text($0) }
      }
    }

    private static func text(_ review: JSON) {
      let version = Print.text(review["version"])
      for decision in review["decisions"]?.array ?? [] {
        let reason = Print.text(decision["reason"])
        Terminal.line(
          "\(Print.day(decision["at"]))  \(Print.text(decision["decision"])), recorded by \(Print.text(decision["by"]))"
            + (reason.isEmpty ? "" : ": \(reason)"))
      }
      if review["ballot"]?.isNull == false {
        let outcome = Print.text(review["outcome"])
        Terminal.line(
          "ballot \(Print.text(review["ballot"])): "
            + (outcome.isEmpty ? "open until \(Print.minute(review["closes"]))" : outcome))
      }
      let due = Print.day(review["due"])
      if let successor = review["successor"]?.string {
        Terminal.line("release \(Terminal.visible(successor)) has taken the place of \(version)")
      } else if due.isEmpty {
        Terminal.line("no review of release \(version) is to come")
      } else {
        let isOverdue = review["isOverdue"]?.bool == true
        Terminal.line("release \(version) \(isOverdue ? "was due" : "is due") for review \(due)")
      }
    }
  }
}
