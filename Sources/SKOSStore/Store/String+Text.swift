extension StringProtocol {
  /// Whether there is more than white space: what a title, a reason or a justification has to have.
  var hasText: Bool { contains { !$0.isWhitespace } }
}
