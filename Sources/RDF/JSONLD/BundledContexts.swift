import Crypto

/// The contexts that come with the library, by their exact IRIs: what they name is read without a file or a network.
///
/// A published context never changes, so each is kept with its digest; one that is not what was published is not
/// used. What the caller gives under the same IRI comes first.
enum BundledContexts {
  /// A context as it was published.
  struct Context {
    let iri: String
    let file: [UInt8]
    /// SHA-256 of the file, in lower-case hexadecimal digits.
    let digest: String

    /// Whether the file is the one that was published.
    var isGenuine: Bool {
      SHA256.hash(data: file).hexadecimalDigits.elementsEqual(digest.utf8)
    }
  }

  static let all = [
    Context(
      iri: SKOSContext.iri, file: SKOSContext.file,
      digest: "46647e891a135730c331dc6ecd25269e4e7d047ca342494058b4365d1d790bbe")
  ]

  /// The documents of those that are genuine.
  static let documents: [String: JSON] = {
    var documents: [String: JSON] = [:]
    for context in all where context.isGenuine {
      if let document = try? JSON(parsing: context.file) { documents[context.iri] = document }
    }
    return documents
  }()
}
