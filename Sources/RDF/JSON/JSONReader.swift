extension JSON {
  /// What a JSON text may cost to read; every limit with its reason.
  public struct Limits: Hashable, Sendable {
    /// The deepest nesting of arrays and objects: 128, reliability.md 4.6.
    public var nestingDepthMax = 128
    /// The longest string, in bytes: 4 MiB, reliability.md 4.6.
    public var stringByteCountMax = 4 << 20
    /// The longest number, in digits and signs: 64, reliability.md 4.6.
    public var numberByteCountMax = 64
    /// Creates the default limits.
    public init() {}
  }

  /// Reads one JSON text.
  ///
  /// - Throws: `SyntaxError`, also for duplicate names and for text after the value.
  public init(parsing bytes: [UInt8], limits: Limits = Limits()) throws(SyntaxError) {
    throw SyntaxError(.unsupported, at: .start, "JSON is not read yet")
  }
}
