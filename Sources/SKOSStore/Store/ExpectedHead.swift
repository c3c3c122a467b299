/// That a vocabulary has another head than the caller has seen.
public struct StaleHead: Error, Hashable, Sendable, CustomStringConvertible {
  /// The vocabulary's name.
  public let vocabulary: String
  /// The head that the caller expected.
  public let expected: Int64
  /// The head that there is.
  public let head: Int64
  /// What is wrong and how to mend it, as a sentence without its full stop.
  public var description: String {
    "the head of \(vocabulary) is revision \(head), not \(expected); look at what has changed and ask again"
  }
}

extension Store {
  /// Carries out what changes a vocabulary only if its head is the revision that the caller has seen.
  ///
  /// The look and the change are one transaction, so that nobody else's change comes between them.
  /// - Parameter expected: the head that the caller has seen; nil if that does not matter.
  /// - Throws: `StaleHead` if there is another, and then `body` has not run; what `body` throws.
  public func expecting<Value>(
    head expected: Int64?, grant: Grant, _ body: () throws -> Value
  ) throws -> Value {
    guard let expected else { return try body() }
    return try inOneTransaction { transaction in
      let vocabulary = grant.inVocabulary
      let head = try Moment.head.revision(in: vocabulary, transaction.db)
      guard head == expected else {
        throw StaleHead(vocabulary: vocabulary.name, expected: expected, head: head)
      }
      return try body()
    }
  }
}
