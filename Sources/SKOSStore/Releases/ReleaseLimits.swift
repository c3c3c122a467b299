/// What a release's files may measure; whoever hands us a folder or an archive decides none of it.
public struct ReleaseLimits: Hashable, Sendable {
  /// How many files; ours have at most 22.
  public var fileCountMax = 64
  /// How long the manifest may be, because it is read whole; ours have some 6 KiB.
  public var manifestByteCountMax = 1 << 20
  /// How long one file may be: what the eleven octal digits of a tar header can say.
  public var fileByteCountMax = (8 << 30) - 1
  /// How long all files may be together; iconclass in all syntaxes is 1.5 GiB.
  public var totalByteCountMax = 32 << 30

  /// The usual limits.
  public init() {}
}

/// The first thing that is wrong with the files of a release.
public struct ReleaseFault: Error, Hashable, Sendable, CustomStringConvertible {
  /// The file that is wrong, if it is one.
  public let file: String?
  /// What was expected and what was found.
  public let message: String

  init(_ file: String?, _ message: String) {
    self.file = file
    self.message = message
  }

  /// The file and what is wrong with it.
  public var description: String { file.map { "\($0): \(message)" } ?? message }
}
