public import RDF

/// Why a graph cannot be taken apart into entries, or entries cannot be put together.
public struct EntryError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What kind of fault it is; open, so that a new code breaks no caller.
  public struct Code: Hashable, Sendable, CustomStringConvertible {
    /// The code's stable spelling.
    public let description: String
    /// Creates a code.
    public init(_ description: String) { self.description = description }

    /// An IRI begins as those do that entries mint for blank nodes.
    public static let reservedIRI = Code("reserved IRI")
    /// Blank nodes are entangled so much that labelling them canonically would take too long.
    public static let tooComplex = Code("blank nodes too complex")
    /// The body of an entry is not N-Triples: it was not made here, or was damaged since.
    public static let damagedBody = Code("damaged body")
  }

  /// The kind of fault.
  public let code: Code
  /// The IRI at fault, or of the entry at fault, if there is one.
  public let iri: IRI?
  /// What is wrong and how it can be mended, as a sentence without its full stop.
  public let description: String

  /// Creates an error.
  public init(_ code: Code, _ iri: IRI?, _ description: String) {
    self.code = code
    self.iri = iri
    self.description = description
  }
}
