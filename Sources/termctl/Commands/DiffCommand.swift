import ArgumentParser
import Foundation
import RDF
import SKOS

/// The command `termctl diff`.
struct DiffCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff", abstract: "Tell how two versions of a vocabulary differ, as people say it.",
    discussion: """
      Needs no store. OLD and NEW are files in any syntax, also two different ones, which may be compressed by gzip; \
      one of them may be -, standard input. To compare releases in a store: termctl release diff.

      Concepts that were added, retired, superseded, merged, split, moved or removed outright stand in sections of \
      their own, then what changed in labels, definitions, notes, notations, mappings, related concepts, collections, \
      schemes and all else. In longer texts what went stands in [-…-], what came in {+…+}. Blank nodes are matched by \
      content: neither their labels nor the order of a file matter.

      --output patch is RDF Patch: what turns OLD into NEW. Blank nodes of OLD bear in it the labels that \
      termctl convert --canonical OLD gives them.

      A concept is retired when owl:deprecated, another property of that name, or a status says so. Succession is \
      dct:isReplacedBy, dct:replaces and their like.

      Status 0: done; 1: the versions differ, if --exit-code asks for it; 2: wrong usage; 3: a file cannot be read, \
      is malformed, or has several graphs; 6: its blank nodes are too much alike.
      """)

  /// What a difference is written as.
  enum Output: String, CaseIterable, ExpressibleByArgument {
    case text
    case json
    case markdown
    case html
    case patch
  }

  @Argument(help: "The old version; - is standard input.") var old: String
  @Argument(help: "The new version; - is standard input.") var new: String
  @Option(
    name: .shortAndLong, help: "text, json, markdown (release notes), html (one page), patch (RDF Patch).")
  var output: Output = .text
  @OptionGroup var labels: LanguageOption
  @Option(
    help: ArgumentHelp(
      "Tell only changes of these kinds, separated by commas: \(Self.kindNames).", valueName: "kinds"))
  var only: String?
  @Option(help: "The syntax of standard input, and of files whose names do not tell it.") var format:
    SyntaxName?
  @Option(help: "What relative IRIs in the files are relative to.") var base: String?
  @OptionGroup var contexts: ContextOptions
  @Option(
    name: .long, help: "The file to write, compressed if its name ends in .gz; standard output if not given.")
  var out: String?
  @Flag(help: "Make the status 1 if the versions differ.") var exitCode = false

  private static var kindNames: String { DiffKind.allCases.map(\.rawValue).joined(separator: ", ") }

  func validate() throws {
    guard old != "-" || new != "-" else {
      throw ValidationError("only one of the versions can be standard input")
    }
    _ = try kinds()
  }

  func run() async throws {
    let base = try base.map { try CheckCommand.iri($0) }
    let documents = try contexts.documents()
    let (oldFile, newFile) = (
      VocabularyFile(path: old, format: format, base: base, contexts: documents),
      VocabularyFile(path: new, format: format, base: base, contexts: documents)
    )
    let (oldGraph, newGraph) = try (oldFile.graph(), newFile.graph())
    let languages = labels.languages
    let kinds = try kinds()
    let isDifferent: Bool
    let written: [UInt8]
    do throws(EntryError) {
      if output == .patch {
        let diff = try GraphDiff(old: oldGraph, new: newGraph)
        isDifferent = !diff.isEmpty
        written = diff.rdfPatch(from: oldGraph.prefixes, to: newGraph.prefixes)
      } else {
        let report = try DiffReport(
          old: oldGraph, new: newGraph, oldName: oldFile.name, newName: newFile.name, languages: languages,
          kinds: kinds)
        isDifferent = !report.isEmpty
        written = rendered(report)
      }
    } catch {
      throw Failure(.refused, error.description)
    }
    try await OutputFile(path: out, compressesByName: true).write { append in try append(written) }
    if exitCode && isDifferent { throw ExitCode(Failure.Status.no.rawValue) }
  }

  private func rendered(_ report: DiffReport) -> [UInt8] {
    switch output {
    case .text, .patch:
      // Asked once: a long report has many pieces.
      let isColored = out == nil && Terminal.usesColor(.standardOutput)
      return Array(report.text { text, paint in isColored ? Self.styled(text, paint) : text }.utf8)
    case .json: return report.json().serialized(.indented) + [UInt8(ascii: "\n")]
    case .markdown: return Array(report.markdown().utf8)
    case .html: return Array(report.html().utf8)
    }
  }

  private static func styled(_ text: String, _ paint: DiffReport.Paint) -> String {
    switch paint {
    case .plain: text
    case .heading, .name: Terminal.styled(text, .bold)
    case .iri: Terminal.styled(text, .dim)
    case .removed: Terminal.styled(text, .red)
    case .inserted: Terminal.styled(text, .green)
    }
  }

  // MARK: Options

  private func kinds() throws -> Set<DiffKind> {
    guard let only else { return Set(DiffKind.allCases) }
    let names = only.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
    guard !names.isEmpty else { throw ValidationError("--only takes kinds of change: \(Self.kindNames)") }
    return Set(
      try names.map { name in
        guard let kind = DiffKind(rawValue: name) else {
          throw ValidationError("there is no kind of change \(name); there are \(Self.kindNames)")
        }
        return kind
      })
  }
}
