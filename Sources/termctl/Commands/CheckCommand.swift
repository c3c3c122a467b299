import ArgumentParser
import Foundation
import RDF
import SKOS
import TermService

/// The command `termctl check`.
struct CheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Check vocabulary files against the rules of SKOS, terminology and the web.",
    discussion: """
      Needs no store. Each finding is a line FILE:LINE:COLUMN: SEVERITY: MESSAGE [RULE], as compilers write them, \
      with the line of the file. A folder stands for all RDF files in it.

      Rules are grouped in profiles: core, kos, label, web and sec are checked if nothing else is said; term \
      (terminology), thes (thesauri) and rel (metadata of a release) on request; life with --previous. What a \
      register expects stands in concordat.yaml beside the vocabulary, or above it as far as the working directory: \
      profiles, languages, namespaces, rules, policy, thresholds, exclude, fail-on, baseline, previous.

      --fix writes the files anew, in the order in which termctl convert writes, with the fixes made that are safe; \
      --diff shows what it would change.

      Status 0: nothing new at or above --fail-on; 1: findings; 2: wrong usage; 3: a file cannot be read or is \
      malformed.
      """)

  @Argument(help: "Files, which may be compressed by gzip, or folders; - is standard input.") var files:
    [String] =
      []
  @OptionGroup(title: "What is read") var reading: Reading
  @OptionGroup(title: "What is checked") var checking: Checking
  @OptionGroup(title: "What is reported") var reporting: Reporting
  @OptionGroup(title: "Fixes") var fixing: Fixing
  @Option(help: "Explain a rule: why, an example that breaks it, and the same mended.") var explain: String?
  @Flag(help: "List the rules.") var listRules = false

  /// How files are read.
  struct Reading: ParsableArguments {
    @Option(help: "The syntax; found from each file's name or content if not given.") var format: SyntaxName?
    @Option(help: "What relative IRIs in the files are relative to.") var base: String?
    @OptionGroup var contexts: ContextOptions
    @Flag(help: "Check all files together, as one vocabulary.") var together = false
  }

  /// What is checked.
  struct Checking: ParsableArguments {
    @Option(
      name: .customLong("profile"),
      help: "The profiles to check, separated by commas: core,kos,term, or all. May be repeated.")
    var profiles: [String] = []
    @Option(name: .customLong("rule"), help: "Check this rule alone; may be repeated.") var rules: [String] =
      []
    @Option(help: "The configuration file; concordat.yaml beside the vocabulary if not given.") var config:
      String?
    @Flag(help: "Read no configuration file.") var noConfig = false
    @Option(help: "The release before, to see what may not change.") var previous: String?
    @Option(
      help:
        "A file of links that were tried: lines of an HTTP status, or 000 if nothing answered, and an IRI.")
    var links: String?
    @Option(help: "A file of the vocabulary's IRIs that others are known to link to, one a line.")
    var inLinks: String?
    @OptionGroup var labels: LanguageOption
  }

  /// What is reported, and when the check fails.
  struct Reporting: ParsableArguments {
    @Option(help: "The least severity that makes the status 1: error, warning or info.") var failOn: String?
    @Option(
      name: .shortAndLong,
      help: "text for people; json, sarif, junit, github or rdf (Turtle) for programs; html for a page.")
    var output: ReportFormat = .text
    @Option(help: "The file to write the report to; standard output if not given.") var out: String?
    @Option(
      name: .customLong("report"),
      help: ArgumentHelp("A further report to a file; may be repeated.", valueName: "format=file"))
    var reports: [String] = []
    @Option(help: "A file of known findings; only others count.") var baseline: String?
    @Option(help: "Write what is found now to a file, as known.") var writeBaseline: String?
    @Flag(help: "Show all findings, not only the first ten of each rule in a file.") var all = false
    @Flag(help: "Show a line for each finding and nothing else.") var brief = false
  }

  /// What is mended.
  struct Fixing: ParsableArguments {
    @Flag(help: "Write the files anew with safe fixes made.") var fix = false
    @Flag(help: "Show the statements that fixes would take out and put in, and write nothing.") var diff =
      false
    @Flag(help: "Make the fixes too that a person should look at.") var proposedFixes = false
  }

  /// The formats of reports.
  enum ReportFormat: String, ExpressibleByArgument, CaseIterable {
    case text
    case json
    case sarif
    case junit
    case github
    case rdf
    case html
  }

  func validate() throws {
    if let failOn = reporting.failOn, Severity(rawValue: failOn) == nil {
      throw ValidationError("--fail-on is error, warning or info, not \(failOn)")
    }
    guard !files.isEmpty || listRules || explain != nil else {
      throw ValidationError("name at least one file")
    }
    for text in reporting.reports { _ = try report(text) }
    for id in checking.rules where Rule.named(id) == nil { throw ValidationError(RulePages.unknown(id)) }
    guard !fixing.fix || !fixing.diff else { throw ValidationError("--diff writes nothing; leave out --fix") }
    guard !fixing.fix || !reading.together else {
      throw ValidationError("--fix writes each file anew; leave out --together")
    }
  }

  func run() async throws {
    if listRules { return RulePages.printList() }
    if let explain { return try RulePages.print(explain) }
    let settings = try settings()
    let rules = try rules(settings.configuration)
    let documents = try paths().map { path in
      try SourceDocument(path, syntax: InputFile.syntax(of: path, reading.format), options: options())
    }
    if fixing.fix || fixing.diff { return try await fix(documents, settings.configuration, rules) }
    let groups = reading.together ? [documents] : documents.map { [$0] }
    let report = CheckReport(
      files: groups.flatMap { check($0, settings.configuration, rules, settings.previous) }, rules: rules,
      version: Service.version, baseline: settings.baseline)
    if let path = reporting.writeBaseline {
      try await OutputFile(path: path).write { try $0(Baseline.bytes(accepting: report)) }
    }
    let threshold = reporting.failOn.flatMap(Severity.init) ?? settings.failOn ?? .error
    try await write(report, as: reporting.output, to: reporting.out, threshold)
    for text in reporting.reports {
      let (format, path) = try self.report(text)
      try await write(report, as: format, to: path, threshold)
    }
    if report.hasUnreadableFile { throw ExitCode(Failure.Status.unreadable.rawValue) }
    if reporting.writeBaseline == nil, report.fails(on: threshold) {
      throw ExitCode(Failure.Status.no.rawValue)
    }
  }

  // MARK: Checking

  private func check(
    _ documents: [SourceDocument], _ configuration: CheckConfiguration, _ rules: [Rule], _ previous: Graph?
  ) -> [CheckReport.File] {
    do {
      let vocabulary = try VocabularyFiles(documents)
      let findings = SKOSCheck.run(
        vocabulary.graph, rules: rules, configuration: configuration, previous: previous,
        languages: checking.labels.languages
      )
      return vocabulary.reports(findings)
    } catch {
      let line = error.error.position.flatMap(error.document.line)
      let item = CheckReport.Item(error.error, sourceLine: line?.text, sourceColumn: line?.column)
      return [CheckReport.File(name: error.document.name, tripleCount: nil, items: [item])]
    }
  }

  private func options() throws -> ParserOptions {
    var options = ParserOptions(base: try reading.base.map { try Self.iri($0) })
    options.jsonLD.contextDocuments = try reading.contexts.documents()
    return options
  }

  /// The files, those of folders in order of their names.
  private func paths() throws -> [String] {
    try files.flatMap { path -> [String] in
      var isFolder: ObjCBool = false
      guard path != "-", FileManager.default.fileExists(atPath: path, isDirectory: &isFolder),
        isFolder.boolValue
      else { return [path] }
      let inside = FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []
      let found = inside.filter { name in
        RDFSyntax(fileName: name) != nil && !name.split(separator: "/").contains { $0.hasPrefix(".") }
      }
      guard !found.isEmpty else { throw Failure(.unreadable, "there is no RDF file in \(path)") }
      return found.sorted().map { (path as NSString).appendingPathComponent($0) }
    }
  }

  // MARK: Settings

  /// What the configuration file and the options together ask for.
  private struct Settings {
    var configuration = CheckConfiguration()
    var failOn: Severity?
    var baseline: Baseline?
    var previous: Graph?
  }

  private func settings() throws -> Settings {
    var settings = Settings()
    let path = checking.noConfig ? nil : checking.config ?? files.first.flatMap(CheckConfigurationFile.find)
    let file = try path.map { try CheckConfigurationFile(path: $0) }
    if let file {
      settings.configuration = file.configuration
      settings.failOn = file.failOn
    }
    if let path = checking.links { settings.configuration.linkStatuses = try LinkList.statuses(path) }
    if let path = checking.inLinks { settings.configuration.inLinks = Set(try LinkList.lines(path)) }
    if !checking.profiles.isEmpty { settings.configuration.profiles = try profiles() }
    if let path = reporting.baseline ?? file.flatMap({ file in file.baseline.map(file.resolved) }) {
      settings.baseline = try baseline(path)
    }
    if let path = checking.previous ?? file.flatMap({ file in file.previous.map(file.resolved) }) {
      let document = try SourceDocument(
        path, syntax: InputFile.syntax(of: path, nil), options: options())
      do {
        settings.previous = try VocabularyFiles([document]).graph
      } catch {
        throw Failure.malformed(path, error.error)
      }
      settings.configuration.profiles.insert(.life)
    }
    return settings
  }

  private func profiles() throws -> Set<Rule.Profile> {
    let names = checking.profiles.flatMap { $0.split(separator: ",") }.map(String.init)
    if names.contains("all") { return Set(Rule.Profile.allCases) }
    return Set(
      try names.map { name in
        guard let profile = Rule.Profile(rawValue: name) else {
          let known = Rule.Profile.allCases.map(\.rawValue).joined(separator: ", ")
          throw Failure(.usage, "there is no profile \(name); there are \(known), all")
        }
        return profile
      })
  }

  private func rules(_ configuration: CheckConfiguration) throws -> [Rule] {
    guard !checking.rules.isEmpty else { return configuration.rules }
    return Rule.all.filter { checking.rules.contains($0.id) }.map { rule in
      var rule = rule
      rule.severity = configuration.severities[rule.id] ?? rule.severity
      return rule
    }
  }

  private func baseline(_ path: String) throws -> Baseline {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw Failure(.unreadable, "the baseline \(path) cannot be read")
    }
    do {
      return try Baseline(parsing: Array(data))
    } catch {
      throw Failure(.unreadable, "\(path): \(error)")
    }
  }

  // MARK: Reports

  /// The parts of `--report FORMAT=FILE`.
  private func report(_ text: String) throws -> (ReportFormat, String) {
    let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
    guard parts.count == 2, let format = ReportFormat(rawValue: parts[0]) else {
      throw ValidationError("--report takes FORMAT=FILE, as in sarif=check.sarif, not \(text)")
    }
    return (format, parts[1])
  }

  private func write(
    _ report: CheckReport, as format: ReportFormat, to path: String?, _ threshold: Severity
  ) async throws {
    if format == .text, path == nil {
      let text = CheckText(shownMax: reporting.all ? nil : 10, isBrief: reporting.brief)
      for file in report.files { text.print(report, in: file) }
      return text.summary(report)
    }
    let bytes: [UInt8]
    switch format {
    case .text: throw ValidationError("the text report goes to standard output")
    case .json: bytes = report.json.serialized(.indented) + [0x0A]
    case .sarif: bytes = report.sarif.serialized(.indented) + [0x0A]
    case .junit: bytes = Array(report.jUnit(failingOn: threshold).utf8)
    case .github: bytes = Array(report.gitHubAnnotations.utf8)
    case .rdf: bytes = try report.graph.serialized(as: .turtle)
    case .html: bytes = Array(report.html.utf8)
    }
    try await OutputFile(path: path).write { try $0(bytes) }
  }

  // MARK: Fixes

  private func fix(_ documents: [SourceDocument], _ configuration: CheckConfiguration, _ rules: [Rule])
    async throws
  {
    let trusted: Set<Fix.Trust> = fixing.proposedFixes ? [.safe, .proposed] : [.safe]
    var isChanged = false
    for document in documents {
      let vocabulary: VocabularyFiles
      do { vocabulary = try VocabularyFiles([document]) } catch {
        throw Failure.malformed(document.name, error.error)
      }
      let mended = SKOSCheck.mended(
        vocabulary.graph, rules: rules, configuration: configuration, trusting: trusted)
      isChanged = isChanged || mended.count > 0
      Terminal.note(
        "\(document.name): \(mended.count) \(mended.count == 1 ? "fix" : "fixes"), \(mended.removed.count) statements out, \(mended.added.count) in"
      )
      if fixing.diff {
        for triple in mended.removed {
          Terminal.line(Terminal.styled("- " + Terminal.visible(triple.nTriples), .red))
        }
        for triple in mended.added {
          Terminal.line(Terminal.styled("+ " + Terminal.visible(triple.nTriples), .green))
        }
      } else if mended.count > 0 {
        guard !vocabulary.hasNamedGraphs, document.name != "-", let syntax = vocabulary.syntax else {
          throw Failure(
            .refused,
            "\(document.name) has named graphs or is standard input; --fix writes files of one graph")
        }
        try await OutputFile(path: document.name, compressesByName: true).write { append in
          try mended.graph.serialize(as: syntax, to: append)
        }
      }
    }
    if fixing.diff && isChanged { throw ExitCode(Failure.Status.no.rawValue) }
  }

  /// An IRI given as an option.
  static func iri(_ text: String) throws -> IRI {
    do {
      return try IRI(text)
    } catch {
      throw Failure(.usage, "\(error)")
    }
  }
}
