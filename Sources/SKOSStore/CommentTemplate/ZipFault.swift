/// Why an archive is refused.
public struct ZipFault: Error, Hashable, Sendable, CustomStringConvertible {
  /// What kind of fault it is.
  public enum Kind: String, CaseIterable, Hashable, Sendable {
    /// It does not begin or end as an archive does.
    case notAnArchive
    /// It ends within something.
    case truncated
    /// Its parts contradict each other.
    case inconsistent
    /// Two entries, or an entry and the directory, take up the same bytes.
    case overlapping
    /// Two entries have the same name.
    case duplicateName
    /// A name is too long, empty, or not UTF-8.
    case badName
    /// It is encrypted.
    case encrypted
    /// It is compressed in a way that is not read, is in parts, or is of the 64-bit kind.
    case unsupported
    /// There are too many entries, or one or all of them are too long.
    case tooLarge
    /// An entry is so much longer than its data that it can only be meant to do harm.
    case bomb
    /// The content of an entry is not what its checksum or length says.
    case damaged
  }

  /// The kind.
  public let kind: Kind
  /// What is wrong, as a sentence without its full stop.
  public let message: String

  init(_ kind: Kind, _ message: String) {
    self.kind = kind
    self.message = message
  }

  /// The message.
  public var description: String { message }
}
