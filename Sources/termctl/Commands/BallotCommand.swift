import ArgumentParser
import RDF

/// The command `termctl ballot`.
struct BallotCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ballot", abstract: "Vote, and see what a ballot came to.",
    discussion: """
      Ballots about change requests are opened by termctl change validate, enquire and advance, those about releases by \
      termctl release review open, and all others here.
      """,
    subcommands: [Open.self, List.self, Show.self, Vote.self, Delegate.self, Declare.self])

  struct Open: StoreCommandBody {
    static let configuration = CommandConfiguration(
      commandName: "open", abstract: "Put a question to the member bodies that belongs to no change request.",
      discussion: """
        termctl ballot open CIB "Shall the committee meet in May?" --closes 2027-03-01
        termctl ballot open NP "Is the work on a vocabulary of archives taken up?"
        """)
    @Argument(help: "NP, CD, DIS, CDV, FDIS, FDIS-IEC, DTS, DTR, or CIB for an internal question.")
    var type: String
    @Argument(help: "The question.") var question: String
    @Option(help: "How it is counted, if not as its type is: simple-majority, two-thirds-P, iso-2.6.3, …")
    var profile: String?
    @Option(help: "When it closes: 2027-03-01; after the weeks of its type if not given.") var closes: String?
    @OptionGroup var named: VocabularyOption
    @OptionGroup var options: StoreOptions

    func run(_ connection: Connection) async throws {
      show(
        try await connection.call(
          "ballot.open", in: named,
          [
            "type": .string(type), "question": .string(question), "profile": profile.map(JSON.string),
            "closes": closes.map(JSON.string),
          ])
      ) { BallotCommand.text($0) }
    }
  }

  struct List: StoreCommandBody {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "List the ballots, the newest first.")
    @Flag(help: "Only those that are open now.") var open = false
    @OptionGroup var named: VocabularyOption
    @OptionGroup var options: StoreOptions

    func run(_ connection: Connection) async throws {
      let rows = try await connection.rows(
        "ballots", of: "ballot.list", in: named, ["isOpen": open ? true : nil])
      show(rows) { answer in
        Print.table(
          (answer.array ?? []).map { ballot in
            let state =
              ballot["isOpen"]?.bool == true
              ? "until \(Print.day(ballot["closes"]))" : Print.text(ballot["outcome"])
            return [Print.text(ballot["ballot"]), state, Print.text(ballot["question"])]
          })
      }
    }
  }

  struct Show: StoreCommandBody {
    static let configuration = CommandConfiguration(
      commandName: "show", abstract: "Show a ballot, and once it has closed every sum of its result.")
    @Argument(help: "The ballot, such as iso5127/12/validation-1.") var ballot: String
    @OptionGroup var named: VocabularyOption
    @OptionGroup var options: StoreOptions

    func run(_ connection: Connection) async throws {
      show(try await connection.call("ballot.get", try await parameters(ballot, named, connection))) {
        answer in
        BallotCommand.text(answer)
      }
    }
  }

  struct Vote: StoreCommandBody {
    static let configuration = CommandConfiguration(
      commandName: "vote",
      abstract: "Cast the vote of your member body; it may be changed until the ballot closes.")
    @Argument(help: "The ballot.") var ballot: String
    @Argument(help: "yes, no or abstain; in a systematic review confirm, revise, withdraw or abstain.")
    var vote: String
    @Option(name: .shortAndLong, help: "The reasons; a negative vote needs them.") var reason: String?
    @Option(name: .customLong("for"), help: "The member body, where its vote was delegated to you.")
    var memberBody: String?
    @Option(help: "An expert named, in a ballot that asks for them. May be repeated.") var expert: [String] =
      []
    @OptionGroup var named: VocabularyOption
    @OptionGroup var options: StoreOptions

    func run(_ connection: Connection) async throws {
      var parameters = try await parameters(ballot, named, connection)
      parameters["vote"] = .string(vote)
      parameters["reasons"] = reason.map(JSON.string)
      parameters["memberBody"] = memberBody.map(JSON.string)
      if !expert.isEmpty { parameters["experts"] = .array(expert.map(JSON.string)) }
      show(try await connection.call("ballot.vote", parameters)) { answer in
        let again = answer["supersedes"]?.isNull == false ? ", in the place of the vote before" : ""
        Terminal.line("\(Print.text(answer["memberBody"])) votes \(Print.text(answer["vote"]))\(again)")
        Terminal.line("receipt \(Print.text(answer["receipt"]))")
      }
    }
  }

  struct Delegate: StoreCommandBody {
    static let configuration = CommandConfiguration(
      commandName: "delegate", abstract: "Name a person who casts the vote of your member body.",
      discussion: "Without a name, what was delegated is taken back.")
    @Argument(help: "The ballot.") var ballot: String
    @Argument(help: "The account.") var user: String?
    @OptionGroup var named: VocabularyOption
    @OptionGroup var options: StoreOptions

    func run(_ connection: Connection) async throws {
      var parameters = try await parameters(ballot, named, connection)
      parameters["user"] = user.map(JSON.string)
      show(try await connection.call("ballot.delegate", parameters)) { _ in
        Terminal.line(
          user.map { "\($0) votes for your member body" } ?? "your member body votes itself again")
      }
    }
  }

  struct Declare: StoreCommandBody {
    static let configuration = CommandConfiguration(
      commandName: "declare", abstract: "Declare as the chair whether there is consensus.")
    @Argument(help: "The ballot.") var ballot: String
    @Argument(help: "reached, \"not reached\", or doubtful.") var finding: String
    @Option(help: "A sustained objection: FR=the term is in use already. May be repeated.")
    var objection: [String] = []
    @OptionGroup var named: VocabularyOption
    @OptionGroup var options: StoreOptions

    func run(_ connection: Connection) async throws {
      var parameters = try await parameters(ballot, named, connection)
      parameters["finding"] = .string(finding)
      if !objection.isEmpty {
        parameters["objections"] = .array(
          try objection.map { text in
            let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2 else {
              throw Failure(.usage, "\"\(text)\" names no member body; expected FR=what it objects to")
            }
            return ["memberBody": .string(parts[0]), "text": .string(parts[1])]
          })
      }
      show(try await connection.call("ballot.declare", parameters)) { BallotCommand.text($0) }
    }
  }

  /// A ballot for people: the report once it has closed, and before that who is still awaited.
  static func text(_ ballot: JSON) {
    if ballot["report"]?.isNull == false {
      Print.lines(ballot["report"])
    } else {
      Terminal.line("\(Print.text(ballot["ballot"])): \(Print.text(ballot["question"]))")
      Terminal.line("open until \(Print.minute(ballot["closes"]))")
      let silent = (ballot["silent"]?.array ?? []).map { Print.text($0) }
      Terminal.line(silent.isEmpty ? "all have voted" : "still awaited: \(silent.joined(separator: ", "))")
    }
  }
}

extension StoreCommandBody {
  /// The parameters that say which ballot is meant.
  fileprivate func parameters(
    _ ballot: String, _ named: VocabularyOption, _ connection: Connection
  ) async throws -> JSON.Object {
    ["vocabulary": .string(try await connection.vocabulary(named.vocabulary)), "ballot": .string(ballot)]
  }
}
