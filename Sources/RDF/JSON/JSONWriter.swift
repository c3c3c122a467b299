extension JSON {
  /// How a value is laid out.
  public enum Layout: Sendable {
    /// No white space: one line, fit for line-framed protocols.
    case compact
    /// Two spaces a level, `"name": value`, a line for each member and element.
    case indented
  }

  /// The value as a JSON text in UTF-8, without a line feed at the end.
  public func serialized(_ layout: Layout = .compact) -> [UInt8] {
    []
  }
}
