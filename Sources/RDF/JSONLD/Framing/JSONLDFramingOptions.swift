/// How a document is framed, where its frame does not say.
///
/// - Source: JSON-LD 1.1 Framing §5.3.2, `JsonLdOptions`.
public struct JSONLDFramingOptions: Hashable, Sendable {
  /// How often a node stands in full below others.
  public var embed = Embed.once
  /// Whether only the properties are written that the frame names.
  public var explicit = false
  /// Whether a node has to match all that the frame says, not only something of it.
  public var requiresAll = false
  /// Whether properties that the frame names and a node lacks are left out, instead of written with their default.
  public var omitsDefault = false
  /// Whether a result of one node stands at the top by itself; nil means that it does in JSON-LD 1.1 but not in 1.0.
  public var omitsGraph: Bool?

  /// How often a node stands in full below others.
  public enum Embed: String, Sendable {
    /// Wherever it is referred to, except in itself.
    case always = "@always"
    /// The first time below each node at the top.
    case once = "@once"
    /// Not at all: references stay references.
    case never = "@never"
  }

  /// Creates the options that hold by default.
  public init() {}
}
