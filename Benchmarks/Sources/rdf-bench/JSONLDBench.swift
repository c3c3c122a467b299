import RDF

/// Times the algorithms of JSON-LD on one document, which stands in memory as JSON.
struct JSONLDBench {
  let document: JSON
  let context: JSON
  let stopwatch: Stopwatch

  /// Expands, compacts, frames and flattens the document, and reads it as RDF.
  func run() throws {
    try time("expand") { try JSONLD.expand(document) }
    try time("compact") { try JSONLD.compact(document, context: context) }
    try time("flatten") { try JSONLD.flatten(document) }
    try time("frame") { try JSONLD.frame(document, frame: frame) }
    let bytes = document.serialized(.compact)
    let (seconds, dataset) = try stopwatch.best { try Dataset(parsing: bytes, as: .jsonLD) }
    report("toRdf", .jsonLD, seconds, dataset.count)
  }

  /// All concepts, with references to each other; inside one another they would be as many as their pairs.
  private var frame: JSON {
    [
      "@context": context["@context"] ?? context, "@type": "http://www.w3.org/2004/02/skos/core#Concept",
      "@embed": "@never",
    ]
  }

  private func time(_ work: String, _ body: () throws -> JSON) throws {
    let (seconds, result) = try stopwatch.best(body)
    report(work, .jsonLD, seconds, result.array?.count ?? result["@graph"]?.array?.count ?? 1)
  }
}
