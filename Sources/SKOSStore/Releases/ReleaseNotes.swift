import RDF
import SKOS

/// The notes that a release starts with, before somebody edits them.
enum ReleaseNotes {
  /// How long notes may be: they are told whenever releases are listed.
  static let byteCountMax = 256 << 10

  /// What changed since the release before, as Markdown; for the first release, what there is.
  static func generated(
    version: String, graph: Graph, previous: (version: String, graph: Graph)?, language: String?
  ) throws -> String {
    guard let previous else { return "First release: \(graph.count) triples.\n" }
    let report = try report(from: previous, to: (version, graph), language: language)
    return shortened(report.markdown())
  }

  static func report(
    from old: (version: String, graph: Graph), to new: (version: String, graph: Graph), language: String?
  ) throws(EntryError) -> DiffReport {
    try DiffReport(
      old: old.graph, new: new.graph, oldName: old.version, newName: new.version,
      languages: language.flatMap { try? LanguageTag($0) }.map { [$0] } ?? [])
  }

  /// As many whole lines as may stand in notes, and where the rest is.
  private static func shortened(_ text: String) -> String {
    guard text.utf8.count > byteCountMax else { return text }
    var (kept, count) = ("", 0)
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      count += line.utf8.count + 1
      guard count <= byteCountMax - 256 else { break }
      kept += line + "\n"
    }
    return kept + "\nThe list is longer; all of it is in changes.md.\n"
  }
}
