extension Rule {
  /// Profile label: labels, languages and documentation.
  static let label: [Rule] = [.labelWhitespace]
}
