import ArgumentParser
import Foundation
import RDF

/// The option that names files for the contexts of JSON-LD documents; nothing is fetched from the network.
struct ContextOptions: ParsableArguments {
  @Option(
    name: .customLong("context"),
    help: ArgumentHelp(
      "A file for a context that JSON-LD refers to; may be repeated.", valueName: "iri=file"))
  var contexts: [String] = []

  /// The longest context that is read, in bytes: 1 MiB, three times that of schema.org.
  private static let contextByteCountMax = 1 << 20

  /// The documents by the IRIs that they stand for.
  func documents() throws -> [String: JSON] {
    var documents: [String: JSON] = [:]
    for text in contexts {
      // An IRI may have an equals sign in its query, a file name seldom has.
      guard let sign = text.lastIndex(of: "=") else {
        throw Failure(.usage, "--context takes IRI=FILE, not \(text)")
      }
      let iri = try CheckCommand.iri(String(text[..<sign]))
      let path = String(text[text.index(after: sign)...])
      let file = try InputFile(path)
      var bytes: [UInt8] = []
      while try file.readPiece({ bytes.append(contentsOf: $0) }) {
        guard bytes.count <= Self.contextByteCountMax else {
          throw Failure(
            .unreadable, "\(path) is longer than \(Self.contextByteCountMax) bytes; expected a context")
        }
      }
      do {
        documents[iri.string] = try JSON(parsing: bytes)
      } catch {
        throw Failure(.unreadable, "\(path):\(error)")
      }
    }
    return documents
  }
}
