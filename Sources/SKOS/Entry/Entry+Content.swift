private import Crypto
public import RDF

extension Entry {
  /// Creates an entry from its statements, in any order and with blank nodes labelled in any way.
  ///
  /// The statements are taken as they are: whoever takes a graph apart uses `Graph.entries`, which knows what
  /// belongs to which entry. O(n log n) without blank nodes.
  /// - Throws: `EntryError.tooComplex`.
  public init(iri: IRI, triples: some Sequence<Triple>) throws(EntryError) {
    self.init(iri: iri, canonicalBody: try CanonicalBody.bytes(of: Array(triples), of: iri))
  }

  /// The statements, read back from the body; blank nodes bear their canonical labels.
  ///
  /// - Throws: `EntryError.damagedBody` if the body is not N-Triples.
  public var triples: [Triple] {
    get throws(EntryError) {
      do throws(SyntaxError) {
        return try RDFSyntax.nTriples.parse(body, into: QuadCollector()).quads.map(\.quad.triple)
      } catch {
        throw EntryError(.damagedBody, iri, "the body of <\(iri)> is damaged: \(error)")
      }
    }
  }

  /// SHA-256 of the body, 32 bytes: equal for two entries with one IRI if and only if they say the same.
  public var contentHash: [UInt8] { Array(SHA256.hash(data: body)) }
}
