/// A place where documents come from that are not at hand: the network, an archive, a folder.
///
/// The library opens no connection; whoever wants one makes it here.
public struct JSONLDDocumentLoader: Sendable {
  /// Returns what a server answers when it is asked for a document.
  public let load: @Sendable (IRI) throws(SyntaxError) -> Response

  /// Creates a loader.
  ///
  /// - Parameter load: Returns the answer for an IRI, after following redirects; throws, with code
  ///   `loadingDocumentFailed`, if there is none.
  public init(_ load: @escaping @Sendable (IRI) throws(SyntaxError) -> Response) { self.load = load }

  /// What a server answers.
  public struct Response: Sendable {
    /// The address of the document, after redirects.
    public var iri: IRI
    /// The value of `Content-Type`, with its parameters.
    public var contentType: String
    /// The values of all `Link` fields.
    public var links: [String]
    /// The document.
    public var body: [UInt8]

    /// Creates an answer.
    public init(iri: IRI, contentType: String, links: [String] = [], body: [UInt8]) {
      self.iri = iri
      self.contentType = contentType
      self.links = links
      self.body = body
    }
  }
}
