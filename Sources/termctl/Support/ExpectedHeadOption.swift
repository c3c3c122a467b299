import ArgumentParser
import RDF

/// The option by which a command changes only what its user has seen.
struct ExpectedHeadOption: ParsableArguments {
  @Option(help: "Only if this revision is the head: r12. Otherwise nothing is done, and the status is 6.")
  var expectedHead: String?

  /// The revision's number.
  func number() throws -> JSON? {
    guard let expectedHead else { return nil }
    let digits = expectedHead.hasPrefix("r") ? expectedHead.dropFirst() : expectedHead[...]
    guard let number = Int(digits), number >= 0 else {
      throw Failure(.usage, "--expected-head takes a revision such as r12, not \"\(expectedHead)\"")
    }
    return .int(number)
  }
}
