import GRDB
import RDF

extension ProcedurePolicy.Period {
  /// Reads `P4W`, `P3M`, `P10D` or `P5Y`; nil for anything else.
  ///
  /// - Source: ISO 8601-1, 5.5.2, durations of one unit.
  public init?(iso8601 text: String) {
    guard text.hasPrefix("P"), let unit = text.last, text.utf8.count <= 7,
      let count = Int(text.dropFirst().dropLast()), count >= 0, !text.dropFirst().hasPrefix("+")
    else { return nil }
    switch unit {
    case "D": self = .days(count)
    case "W": self = .weeks(count)
    case "M": self = .months(count)
    case "Y": self = .months(count * 12)
    default: return nil
    }
  }

  /// The period as ISO 8601 writes durations.
  public var iso8601: String {
    switch self {
    case .days(let count): "P\(count)D"
    case .weeks(let count): "P\(count)W"
    case .months(let count): "P\(count)M"
    }
  }
}

extension ProcedurePolicy {
  /// A setting that a vocabulary's owner decides, named as in the protocol.
  public enum Setting: String, CaseIterable, Hashable, Sendable {
    case procedure, acceptance, evaluation, validation, enquiry, approval, notice, appeal, appealDecision
    case locksEntries, letsManagersOpenTheirOwn, writesNotes, takesSuggestions
    case validationProfile, enquiryProfile, editorialProperties, commentWindow, reviewBallot, reviewProfile,
      periodicReview

    /// What the setting means, in one line without a full stop.
    public var meaning: String {
      switch self {
      case .procedure:
        "By which procedure requests are decided that are made from now on: review or committee"
      case .acceptance: "How soon the manager takes up a proposal"
      case .evaluation: "How long an evaluation is open"
      case .validation: "How long the ballot of the normal procedure is open"
      case .enquiry: "How long the first ballot of the extended procedure is open"
      case .approval: "How long the second ballot of the extended procedure is open"
      case .notice: "How long a notice of a clarification stands"
      case .appeal: "How long after a rejection an appeal is possible"
      case .appealDecision: "How soon the owner decides about an appeal"
      case .locksEntries: "Whether only one request about an entry is voted on at a time"
      case .letsManagersOpenTheirOwn:
        "Whether a manager takes up, announces and opens the evaluation of a request of their own"
      case .writesNotes: "Whether merging writes dates and change notes into the entries"
      case .takesSuggestions: "Whether people without an account may make suggestions"
      case .validationProfile: "How the ballot of the normal procedure is counted"
      case .enquiryProfile: "How the ballots of the extended procedure are counted"
      case .editorialProperties:
        "The properties that a clarification without a ballot may change, as IRIs with spaces between"
      case .commentWindow:
        "How long a release in preparation is open to comments before it is published; P0D for not at all"
      case .reviewBallot: "How long the ballot of a systematic review is open"
      case .reviewProfile: "How the ballot of a systematic review is counted"
      case .periodicReview: "How long after a release the vocabulary is due for review"
      }
    }

    var period: WritableKeyPath<ProcedurePolicy, Period>? {
      switch self {
      case .acceptance: \.acceptance
      case .evaluation: \.evaluation
      case .validation: \.validation
      case .enquiry: \.enquiry
      case .approval: \.approval
      case .notice: \.notice
      case .appeal: \.appeal
      case .appealDecision: \.appealDecision
      case .commentWindow: \.commentWindow
      case .reviewBallot: \.reviewBallot
      case .periodicReview: \.periodicReview
      default: nil
      }
    }

    var flag: WritableKeyPath<ProcedurePolicy, Bool>? {
      switch self {
      case .locksEntries: \.locksEntries
      case .letsManagersOpenTheirOwn: \.letsManagersOpenTheirOwn
      case .writesNotes: \.writesNotes
      case .takesSuggestions: \.takesSuggestions
      default: nil
      }
    }
  }

  /// The value of a setting as text.
  public subscript(setting: Setting) -> String {
    if let period = setting.period { return self[keyPath: period].iso8601 }
    if let flag = setting.flag { return self[keyPath: flag] ? "true" : "false" }
    switch setting {
    case .procedure: return procedure.rawValue
    case .validationProfile: return validationProfile
    case .enquiryProfile: return enquiryProfile
    case .reviewProfile: return reviewProfile
    default: return editorialProperties.map(\.string).sorted().joined(separator: " ")
    }
  }

  /// Sets what a text says.
  ///
  /// Choosing a procedure also chooses whether merging writes notes, unless that is set after it.
  /// - Throws: `invalidArgument` for a text that the setting does not take.
  public mutating func set(_ setting: Setting, to text: String) throws(StoreError) {
    func refused(_ expected: String) -> StoreError {
      StoreError(.invalidArgument, "\(setting.rawValue) cannot be \"\(text)\"; expected \(expected)")
    }
    if let period = setting.period {
      guard let value = Period(iso8601: text) else {
        throw refused("a number of days, weeks, months or years such as P4W")
      }
      self[keyPath: period] = value
    } else if let flag = setting.flag {
      guard text == "true" || text == "false" else { throw refused("true or false") }
      self[keyPath: flag] = text == "true"
    } else {
      switch setting {
      case .procedure:
        guard let value = Procedure(rawValue: text) else { throw refused("review or committee") }
        if value != procedure { writesNotes = value == .committee }
        procedure = value
      case .validationProfile, .enquiryProfile, .reviewProfile:
        guard let profile = CountingProfile.named(text) else {
          throw refused("one of " + CountingProfile.all.map(\.name).joined(separator: ", "))
        }
        if setting == .validationProfile { validationProfile = profile.name }
        if setting == .enquiryProfile { enquiryProfile = profile.name }
        if setting == .reviewProfile { reviewProfile = profile.name }
      default:
        let iris = text.split(whereSeparator: \.isWhitespace).map { try? IRI(String($0)) }
        guard iris.allSatisfy({ $0 != nil }) else { throw refused("absolute IRIs with spaces between") }
        editorialProperties = Set(iris.compactMap(\.self))
      }
    }
  }

  /// The settings as a JSON text, for the store and the record.
  var text: String {
    let members = Setting.allCases.map { ($0.rawValue, JSON.string(self[$0])) }
    return JSON.object(JSON.Object(members)).text
  }

  /// Reads what `text` wrote.
  init(text: String) throws(StoreError) {
    guard let object = (try? JSON(parsing: Array(text.utf8)))?.object else {
      throw StoreError(.damaged, "the policy of a vocabulary cannot be read")
    }
    self.init()
    for setting in Setting.allCases {
      if let value = object[setting.rawValue]?.string { try set(setting, to: value) }
    }
  }

  /// The policy of a vocabulary.
  static func current(_ db: Database, _ vocabulary: Vocabulary) throws -> ProcedurePolicy {
    let text = try String.fetchOne(
      db, sql: "SELECT policy FROM procedure_policy WHERE vocabulary = ?", arguments: [vocabulary.id])
    return try text.map { text throws(StoreError) in try ProcedurePolicy(text: text) } ?? .review
  }
}

extension JSON {
  /// The value as one line of text.
  var text: String { String(validating: serialized(), as: UTF8.self) ?? "null" }
}

extension Store {
  /// What a vocabulary's owner has decided about its procedure.
  public func policy(grant: Grant) throws(StoreError) -> ProcedurePolicy {
    grant.require(.read)
    return try read { db in try ProcedurePolicy.current(db, grant.inVocabulary) }
  }

  /// Changes the policy of a vocabulary.
  ///
  /// Requests that were made before keep their procedure; durations and the like count from the next step on.
  /// - Throws: `invalidArgument` for a text that a setting does not take.
  public func setPolicy(
    _ changes: [ProcedurePolicy.Setting: String], grant: Grant
  ) throws(StoreError) -> ProcedurePolicy {
    grant.require(.administer)
    return try write { transaction in
      let vocabulary = grant.inVocabulary
      var policy = try ProcedurePolicy.current(transaction.db, vocabulary)
      // In the order of the settings, so that what a procedure implies comes before what is said explicitly.
      for setting in ProcedurePolicy.Setting.allCases {
        if let text = changes[setting] { try policy.set(setting, to: text) }
      }
      try transaction.db.execute(
        sql: "INSERT OR REPLACE INTO procedure_policy (vocabulary, policy) VALUES (?, ?)",
        arguments: [vocabulary.id, policy.text])
      let said = ProcedurePolicy.Setting.allCases.compactMap { setting in
        changes[setting].map { "\(setting.rawValue) = \($0)" }
      }
      try AuditLog.append(
        AuditLog.Note(
          actor: grant.actorName, action: "policy.set", vocabulary: vocabulary.name,
          detail: said.joined(separator: "; ")), in: transaction)
      return policy
    }
  }
}
