/// Why the store refused or failed: a code for programs, a sentence that says how to mend it, and the cause.
public struct StoreError: Error, Sendable, CustomStringConvertible {
  /// What kind of refusal it is; every caller can switch over all of them.
  public enum Code: String, CaseIterable, Hashable, Sendable {
    /// A vocabulary, entry, request, release, account or revision does not exist, or is not the caller's.
    case notFound
    /// Something of that name exists already.
    case alreadyExists
    /// The account lacks the role.
    case forbidden
    /// A change request is not in a state in which that can be done.
    case invalidState
    /// The content moved on since the caller looked.
    case staleRevision
    /// Two changes to the same thing cannot both stand.
    case conflict
    /// A value that was given is not one that can be used.
    case invalidArgument
    /// The proposal breaks validation rules that block it.
    case validationFailed
    /// An import would make published IRIs disappear.
    case importRefused
    /// Whoever waited for the work has ended it.
    case cancelled
    /// Another process owns the store.
    case storeOwned
    /// The directory holds no store, or one of another program or a newer version.
    case storeUnreadable
    /// The store's content does not match its own hashes.
    case damaged
    /// The disk is full.
    case storageFull
    /// The disk has failed to keep what was written; the store is read and not written until it is opened anew.
    case readOnly
    /// SQLite reported something else.
    case storageFailed
  }

  /// The kind of refusal.
  public let code: Code
  /// What happened and what can be done, as a sentence without its full stop.
  public let message: String
  /// Facts for programs, such as the conflicting values.
  public let details: [String]

  /// Creates an error.
  public init(_ code: Code, _ message: String, details: [String] = []) {
    self.code = code
    self.message = message
    self.details = details
  }

  /// The message, and the details one below the other.
  public var description: String { ([message] + details.map { "  " + $0 }).joined(separator: "\n") }
}
