public import RDF

/// Statements to take out and to put in, so that a finding is gone.
///
/// Nothing applies a fix by itself: a committee decides.
public struct Fix: Hashable, Sendable {
  /// How far a fix can be trusted.
  public enum Trust: String, Sendable {
    /// Applied twice it does no more than once, and nothing that anybody said is lost.
    case safe
    /// A person should look at it first.
    case proposed
  }

  /// How far it can be trusted.
  public let trust: Trust
  /// What to take out.
  public let removed: [Triple]
  /// What to put in.
  public let added: [Triple]

  /// Creates a fix.
  public init(_ trust: Trust, removed: [Triple] = [], added: [Triple] = []) {
    self.trust = trust
    self.removed = removed
    self.added = added
  }
}
