/// Work that must not wait, as on a thread that serves many connections.
public enum AtOnce {
  @TaskLocal private static var isRequired = false

  /// Runs a block in which the database is neither read nor written: what would need it fails.
  ///
  /// - Returns: nil if the block fails for this reason or another; nothing has been recorded then, so that it can be run
  ///   again where waiting is allowed.
  public static func attempt<Value>(_ body: () throws -> Value?) -> Value? {
    try? $isRequired.withValue(true, operation: body)
  }

  /// - Throws: `cancelled` where waiting is not allowed.
  static func check() throws(StoreError) {
    if isRequired { throw StoreError(.cancelled, "the database is not used on a thread that must not wait") }
  }
}
