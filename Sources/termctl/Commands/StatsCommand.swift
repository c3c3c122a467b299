import ArgumentParser
import Foundation
import RDF
import SKOS

/// The command `termctl stats`.
struct StatsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stats",
    abstract: "Count what vocabulary files have: concepts, languages, coverage, levels.",
    discussion: """
      Needs no store. Each file is a report of its own; --together takes all of them as one vocabulary. The files may be \
      in any syntax and compressed by gzip; statements in named graphs count with all others.

      Coverage is the share of concepts that have a label or a note of each kind in each language, rounded down. A \
      concept's level is the shortest way to it from a concept without a broader one or a stated top concept, which \
      are level 1; relations count once, whichever end states them. What each number means exactly stands in \
      spec/reports.md.

      --output html is one page with charts that needs nothing else.

      Status 0: done; 2: wrong usage; 3: a file cannot be read or is malformed.
      """)

  /// What statistics are written as.
  enum Output: String, CaseIterable, ExpressibleByArgument {
    case text
    case json
    case html
  }

  @Argument(help: "The files; - is standard input.") var files: [String]
  @Option(name: .shortAndLong, help: "text, json, html (one page).") var output: Output = .text
  @Flag(help: "Count all files as one vocabulary; blank nodes of different files stay apart.") var together =
    false
  @OptionGroup var labels: LanguageOption
  @Option(help: "The syntax of standard input, and of files whose names do not tell it.") var format:
    SyntaxName?
  @Option(help: "What relative IRIs in the files are relative to.") var base: String?
  @OptionGroup var contexts: ContextOptions
  @Option(
    name: .long, help: "The file to write, compressed if its name ends in .gz; standard output if not given.")
  var out: String?

  func validate() throws {
    guard files.count(where: { $0 == "-" }) < 2 else {
      throw ValidationError("standard input can be read once")
    }
  }

  func run() async throws {
    let base = try base.map { try CheckCommand.iri($0) }
    let languages = labels.languages
    var options = ParserOptions(base: base)
    options.jsonLD.contextDocuments = try contexts.documents()
    let inputs = try files.map { path in
      try SourceDocument(path, syntax: RDFSyntax(fileName: path) ?? format?.syntax, options: options)
    }
    let groups = together ? [inputs] : inputs.map { [$0] }
    let reports = try groups.map { group in
      do {
        let graph = try VocabularyFiles(group).graph
        let name = group.map { $0.name == "-" ? "standard input" : $0.name }.joined(separator: " + ")
        return (name: name, statistics: VocabularyStatistics(graph, languages: languages))
      } catch let error as VocabularyFiles.Malformed {
        throw Failure.malformed(error.document.name, error.error)
      }
    }
    let written = rendered(reports)
    try await OutputFile(path: out, compressesByName: true).write { append in try append(written) }
  }

  private func rendered(_ reports: [(name: String, statistics: VocabularyStatistics)]) -> [UInt8] {
    switch output {
    case .text:
      let isShown = out == nil
      let texts = reports.map { report in
        let name = reports.count > 1 || together ? Terminal.visible(report.name) + "\n\n" : ""
        return name + report.statistics.text { isShown ? Terminal.styled($0, .bold) : $0 }
      }
      return Array(texts.joined(separator: "\n").utf8)
    case .json:
      let json = JSON.array(reports.map { $0.statistics.json(name: $0.name) })
      return json.serialized(.indented) + [UInt8(ascii: "\n")]
    case .html: return Array(StatisticsPage(reports).html.utf8)
    }
  }
}
