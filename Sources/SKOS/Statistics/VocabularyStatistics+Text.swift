extension VocabularyStatistics {
  /// The statistics as tables in plain text, for a terminal.
  ///
  /// Controls in what the vocabulary says are written out; a table shows at most 200 rows.
  /// - Parameter title: shows the titles, such as in bold; plain text if not given.
  public func text(title style: (String) -> String = { $0 }) -> String {
    tables.map { $0.text(title: style) }.joined(separator: "\n")
  }
}
