import ArgumentParser
import RDF

/// The name of a step with a change request, for its command.
protocol StepName {
  static var commandName: String { get }
  static var abstract: String { get }
  /// The method after `change.`.
  static var method: String { get }
}

extension StepName {
  static var method: String { commandName }
}

extension ChangeCommand {
  /// A command that takes a step.
  struct Step<Name: StepName>: StoreCommandBody {
    static var configuration: CommandConfiguration {
      CommandConfiguration(commandName: Name.commandName, abstract: Name.abstract)
    }
    @Argument(help: "The change request's number.") var change: Int
    @Option(name: .shortAndLong, help: "Why, for those concerned and the record.") var reason: String?
    @Option(help: "When what it opens is to close: 2027-01-31; after the period of the policy if not given.")
    var closes: String?
    @Option(help: "A document that it refers to, by its number or as NUMBER=URL. May be repeated.")
    var document: [String] = []
    @OptionGroup var head: ExpectedHeadOption
    @OptionGroup var named: VocabularyOption
    @OptionGroup var options: StoreOptions

    func run(_ connection: Connection) async throws {
      let documents = document.map { text -> JSON in
        let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
        return ["number": .string(parts.first ?? ""), "url": .string(parts.count > 1 ? parts[1] : "")]
      }
      let parameters: KeyValuePairs<String, JSON?> = [
        "change": .int(change), "reason": reason.map(JSON.string), "closes": closes.map(JSON.string),
        "documents": documents.isEmpty ? nil : .array(documents), "expectedHead": try head.number(),
      ]
      show(try await connection.call("change." + Name.method, in: named, parameters)) { answer in
        let revision = answer["revision"]?.int.map { " as revision \($0)" } ?? ""
        Terminal.line("change request \(change) is now \(Print.text(answer["state"]))\(revision)")
        if let stage = answer["stages"]?.array?.last, stage["isOpen"]?.bool == true {
          Terminal.line("its \(Print.text(stage["stage"])) closes at \(Print.minute(stage["closes"]))")
        }
      }
    }
  }

  enum Submit: StepName {
    static let commandName = "submit"
    static let abstract = "Hand in a draft, or what was returned."
  }
  enum Withdraw: StepName {
    static let commandName = "withdraw"
    static let abstract = "Take a change request back; needs --reason."
  }
  enum Accept: StepName {
    static let commandName = "accept"
    static let abstract = "Take a proposal up, to prepare it."
  }
  enum Return: StepName {
    static let commandName = "return"
    static let abstract = "Ask the proposer for changes; needs --reason."
  }
  enum Evaluate: StepName {
    static let commandName = "evaluate"
    static let abstract = "Ask member bodies for support and procedure."
  }
  enum Validate: StepName {
    static let commandName = "validate"
    static let abstract = "Open the ballot of the normal procedure."
  }
  enum Enquire: StepName {
    static let commandName = "enquire"
    static let abstract = "Open the first ballot of the extended procedure."
  }
  enum Advance: StepName {
    static let commandName = "advance"
    static let abstract = "Open the second ballot of the extended procedure."
  }
  enum Split: StepName {
    static let commandName = "split"
    static let abstract = "Part the entries that have failed, as a change request of their own."
  }
  enum Announce: StepName {
    static let commandName = "announce"
    static let abstract = "Give notice of a clarification that is to be approved without a ballot."
  }
  enum Approve: StepName {
    static let commandName = "approve"
    static let abstract = "Decide for a change request, or confirm that it has passed."
  }
  enum Reject: StepName {
    static let commandName = "reject"
    static let abstract = "Decide against a change request, or confirm that it has failed."
  }
  enum Appeal: StepName {
    static let commandName = "appeal"
    static let abstract = "Object to a rejection; needs --reason."
  }
  enum Uphold: StepName {
    static let commandName = "uphold"
    static let abstract = "Decide an appeal for the appellant; needs --reason."
  }
  enum Dismiss: StepName {
    static let commandName = "dismiss"
    static let abstract = "Decide an appeal against the appellant; needs --reason."
  }
  enum WithdrawAppeal: StepName {
    static let commandName = "withdraw-appeal"
    static let abstract = "Take an appeal back."
    static let method = "withdrawAppeal"
  }
  enum Merge: StepName {
    static let commandName = "merge"
    static let abstract = "Bring an approved change request into the vocabulary."
  }
}
