import RDF
import SKOS
import SKOSStore

/// What an import would change, told as people tell it.
enum ImportTrial {
  /// The most lines of the report that are sent: a screen that nobody reads to its end.
  static let lineCountMax = 2000
  /// The most bytes of them.
  private static let byteCountMax = 512 << 10

  /// The report on what bringing a graph in would change at the head; nil for a vocabulary without content, of which
  /// everything would be new.
  ///
  /// Costs the vocabulary and the graph.
  static func report(
    of graph: Graph, named name: String, mode: ImportMode, languages: [LanguageTag], _ store: Store,
    _ grant: Grant
  ) throws -> String? {
    let (before, title) = try store.snapshot(grant: grant) { snapshot in
      (try snapshot.graph(), "\(snapshot.vocabulary.name) r\(snapshot.revision)")
    }
    guard before.count > 0 else { return nil }
    let after = mode == .replace ? graph : try merged(before, graph)
    let report = try DiffReport(old: before, new: after, oldName: title, newName: name, languages: languages)
    return report.isEmpty ? nil : cut(report.text())
  }

  /// The entries of a graph over those of another one.
  private static func merged(_ before: Graph, _ graph: Graph) throws(EntryError) -> Graph {
    var entries = Dictionary(try before.entries().map { ($0.iri, $0) }) { first, _ in first }
    for entry in try graph.entries() { entries[entry.iri] = entry }
    return try Graph(entries: entries.values.sorted { $0.iri < $1.iri })
  }

  private static func cut(_ text: String) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    var byteCount = 0
    let shown = lines.prefix(lineCountMax).prefix { line in
      byteCount += line.utf8.count + 1
      return byteCount <= byteCountMax
    }
    guard shown.count < lines.count else { return text }
    let rest =
      "… and \(lines.count - shown.count) more lines; export the vocabulary and use termctl diff for all"
    return (shown + [rest[...], ""]).joined(separator: "\n")
  }
}
