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
  /// The most faults that a parser keeps which recovers.
  ///
  /// 1,000: who has so many has the wrong syntax, and each may cost a look at the longest literal.
  public var faultCountMax = 1_000
  /// The most bytes by which entity expansion may outgrow the input it came from, as a factor.
  ///
  /// 10, counted only above 1 MiB of output: real documents use entities for namespaces, which grow them less.
  public var entityAmplificationMax = 10
  /// The most general entities that a document type declaration may declare.
  public var entityCountMax = 256
  /// The longest replacement text of all entities together, in bytes.
  public var entityByteCountMax = 64 << 10

  /// The longest internal document type declaration of an XML document, in bytes.
  ///
  /// 128 KiB: the entities at their longest, and as much again for what surrounds them.
  public var documentTypeByteCountMax = 128 << 10
  /// The longest XML tag, comment or processing instruction, in bytes.
  ///
  /// 2 MiB: a tag with the longest literal in an attribute, escaped, still fits.
  public var markupByteCountMax = 2 << 20
  /// The most attributes and namespace declarations of one XML element, attribute declarations of a
  /// document type, and choices in it.
  ///
  /// 1,024: libxml2 compares each with every other; real documents have some twenty.
  public var attributeCountMax = 1_024
  /// The most XML namespace declarations that may be in scope at once.
  ///
  /// 1,024: libxml2 looks through all of them for every name.
  public var namespaceCountMax = 1_024
  /// How much of a JSON-LD document is held before it is read as a stream, if its shape allows that, in bytes.
  ///
  /// 16 MiB: shorter documents are read whole, with their entries in any order.
  public var jsonLDHeldByteCountMax = 16 << 20
  /// The longest JSON-LD document that cannot be read as a stream, and the longest node of one that can, in bytes.
  ///
  /// 256 MiB: such a document has to be held whole, for its context may stand at its end.
  public var jsonLDByteCountMax = 256 << 20
  /// The deepest nesting of contexts in one another, and of terms in the definitions of one another.
  ///
  /// 32: the contexts of the W3C suite nest 3 levels.
  public var contextDepthMax = 32
  /// The longest chain of context documents that refer to one another.
  ///
  /// 10: no published vocabulary we know chains more than two.
  public var remoteContextCountMax = 10
  /// The most terms that the contexts of a document define, or take over from those around them, in all.
  ///
  /// 4 Mi: schema.org's context has some 3,000, and is taken over whole by each context inside it.
  public var contextTermCountMax = 4 << 20
  /// The most bytes that the IRIs of a JSON-LD document take once they are expanded.
  ///
  /// 512 MiB: compact IRIs of the largest documents grow threefold; only names made to do harm grow a
  /// thousandfold.
  public var expandedByteCountMax = 512 << 20
  /// The most nodes that framing writes, each counted as often as it is embedded.
  ///
  /// 4 Mi: more than a document of the longest length has; a few nodes that embed each other always can double
  /// the result with each.
  public var framedNodeCountMax = 4 << 20

  /// The most bytes by which gzip may make content longer than the file, as a factor.
  ///
  /// 100, counted only above 1 MiB of content: the vocabularies in our tests shrink to a twentieth at best, and
  /// a thousandth, which gzip can reach, takes content made to do harm.
  public var compressionRatioMax = 100
  /// The most content that a gzip file may have, in bytes.
  ///
  /// 16 GiB: a hundred million statements in N-Triples, more than one machine's memory holds as a graph.
  public var decompressedByteCountMax = 16 << 30
  /// The most content that is kept until its syntax can be told, in bytes.
  ///
  /// 256 KiB: a licence as a comment and a long list of prefixes may come before the first statement.
  public var detectionByteCountMax = 256 << 10

  /// Creates the default limits.
  public init() {}
}
