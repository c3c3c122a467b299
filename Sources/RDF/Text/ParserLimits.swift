/// What a parser accepts before it gives up, so that no input exhausts the machine.
///
/// Every limit is here, with its default and its reason.
public struct ParserLimits: Hashable, Sendable {
  /// The deepest nesting of elements, collections, property lists, objects and arrays.
  ///
  /// 256: the deepest real vocabulary in our tests nests 12 levels.
  public var nestingDepthMax = 256
  /// The longest IRI, in bytes.
  ///
  /// 8 KiB: what web servers commonly accept as an address.
  public var iriByteCountMax = 8 << 10
  /// The longest literal, in bytes of its lexical form.
  ///
  /// 1 MiB: a definition of that length is a document, and should be linked.
  public var literalByteCountMax = 1 << 20
  /// The most bytes by which entity expansion may outgrow the input it came from, as a factor.
  ///
  /// 10, counted only above 1 MiB of output: reliability.md 4.7.
  public var entityAmplificationMax = 10
  /// The most general entities that a document type declaration may declare.
  public var entityCountMax = 256
  /// The longest replacement text of all entities together, in bytes.
  public var entityByteCountMax = 64 << 10

  /// Creates the default limits.
  public init() {}
}
