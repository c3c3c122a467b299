/// Why a text is not what it claims to be: a code for programs, a place, and a sentence for people.
public struct SyntaxError: Error, Hashable, Sendable {
  /// What kind of fault it is; open, so that a new code breaks no caller.
  public struct Code: Hashable, Sendable, CustomStringConvertible {
    /// The code's stable spelling.
    public let description: String
    /// Creates a code; JSON-LD uses the specification's own ("cyclic IRI mapping").
    public init(_ description: String) { self.description = description }

    /// The text breaks the grammar of its syntax.
    public static let grammar = Code("grammar")
    /// The bytes are not UTF-8, or not in the encoding that the document declares.
    public static let encoding = Code("encoding")
    /// The bytes are not gzip, or gzip that was cut off or damaged.
    public static let compression = Code("compression")
    /// An IRI is malformed, or relative without a base to resolve it against.
    public static let iri = Code("iri")
    /// A language tag is malformed.
    public static let languageTag = Code("language tag")
    /// A prefix is used but not declared.
    public static let prefix = Code("undeclared prefix")
    /// A limit of `ParserLimits` was exceeded.
    public static let limit = Code("limit exceeded")
    /// The document uses something that is refused for safety, such as an external entity.
    public static let refused = Code("refused")
    /// The document is legal but uses something that this version does not read.
    public static let unsupported = Code("unsupported")
  }

  /// The kind of fault.
  public var code: Code
  /// Where it is; nil only where the input has no places (a value built in memory).
  public var position: TextPosition?
  /// What is wrong and what was expected, as a sentence without its full stop.
  public var message: String

  /// Creates an error.
  public init(_ code: Code, at position: TextPosition?, _ message: String) {
    self.code = code
    self.position = position
    self.message = message
  }
}

extension SyntaxError: CustomStringConvertible {
  /// `line:column: message`.
  public var description: String { position.map { "\($0): \(message)" } ?? message }
}
