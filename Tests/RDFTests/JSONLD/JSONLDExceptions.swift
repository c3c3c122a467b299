/// The entries of the JSON-LD suites that do not come out as expected, each with its outcome and the reason.
enum JSONLDExceptions {
  static let outcomes: [String: (outcome: String, reason: String)] = [:]
}
