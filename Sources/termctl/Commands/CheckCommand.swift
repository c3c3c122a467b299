import ArgumentParser
import Foundation
import RDF
import SKOS

/// The command `termctl check`.
struct CheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Validate vocabulary files against the integrity conditions of SKOS.",
    discussion: """
      Needs no store. Each finding is a line FILE:LINE:COLUMN: SEVERITY: MESSAGE [RULE], as compilers write them. \
      Status 0: nothing at or above --fail-on; 1: findings; 3: a file cannot be read or is malformed.
      """)

  @Argument(help: "The files, which may be compressed by gzip; - is standard input.") var files: [String] = []
  @Option(help: "The syntax; found from each file's name or content if not given.") var format: SyntaxName?
  @Option(help: "What relative IRIs in the files are relative to.") var base: String?
  @Option(help: "The least severity that makes the status 1: error, warning or info.") var failOn = "error"
  @Option(name: .shortAndLong, help: "text for people, json for programs.") var output:
    StoreOptions.OutputFormat = .text
  @Option(help: "Explain a rule: why, an example that breaks it, and the same mended.") var explain: String?
  @Flag(help: "List the rules.") var listRules = false

  func validate() throws {
    guard Severity(rawValue: failOn) != nil else {
      throw ValidationError("--fail-on is error, warning or info, not \(failOn)")
    }
    guard !files.isEmpty || listRules || explain != nil else {
      throw ValidationError("name at least one file")
    }
  }

  func run() async throws {
    if listRules { return Self.printRules() }
    if let explain { return try Self.printRule(explain) }
    let base = try base.map { try Self.iri($0) }
    var reports: [(file: String, outcome: Outcome)] = []
    for file in files { reports.append((file, try check(file, base))) }
    switch output {
    case .text: for (file, outcome) in reports { Self.print(outcome, of: file) }
    case .json: Self.printJSON(reports)
    }
    try finish(reports)
  }

  /// What checking a file came to.
  private enum Outcome {
    case findings([(finding: Finding, position: TextPosition?)], tripleCount: Int)
    case malformed(SyntaxError)
  }

  private func check(_ file: String, _ base: IRI?) throws -> Outcome {
    let input = try InputFile(file)
    do {
      let document = try input.parse(
        InputFile.syntax(of: file, format), options: ParserOptions(base: base), into: PositionedGraphBuilder()
      )
      .sink.graph()
      if document.namedGraphStatementCount > 0 {
        throw SyntaxError(.unsupported, at: nil, "the file has named graphs, and a vocabulary is one graph")
      }
      let findings = SKOSCheck.run(document.graph).map { finding in
        let places = finding.statements.compactMap { document.position(of: $0) }
        return (finding, places.max { $0.offset < $1.offset } ?? document.position(of: finding.focus))
      }
      return .findings(
        findings.sorted { ($0.1?.offset ?? 0) < ($1.1?.offset ?? 0) }, tripleCount: document.graph.count)
    } catch let error as SyntaxError {
      return .malformed(error)
    }
  }

  private func finish(_ reports: [(file: String, outcome: Outcome)]) throws {
    let threshold = Severity(rawValue: failOn) ?? .error
    var isMalformed = false
    var isFailed = false
    for case (_, let outcome) in reports {
      switch outcome {
      case .malformed: isMalformed = true
      case .findings(let findings, _):
        isFailed = isFailed || findings.contains { $0.finding.severity >= threshold }
      }
    }
    if isMalformed { throw ExitCode(Failure.Status.unreadable.rawValue) }
    if isFailed { throw ExitCode(Failure.Status.no.rawValue) }
  }

  // MARK: Reports

  private static func print(_ outcome: Outcome, of file: String) {
    switch outcome {
    case .malformed(let error):
      let place = error.position.map { "\(file):\($0)" } ?? file
      Terminal.line("\(place): error: \(Terminal.visible(error.message)) [rdf-syntax-error]")
    case .findings(let findings, let tripleCount):
      for (finding, position) in findings {
        let place = position.map { "\(file):\($0)" } ?? file
        let style: Terminal.Style = finding.severity == .error ? .red : .yellow
        Terminal.line(
          "\(place): \(Terminal.styled(finding.severity.rawValue, style)): \(Terminal.visible(finding.message)) [\(finding.rule)]"
        )
      }
      Terminal.note(
        "\(file): \(tripleCount) triples, "
          + (findings.isEmpty ? "no findings" : "\(findings.count) findings"))
    }
  }

  private static func printJSON(_ reports: [(file: String, outcome: Outcome)]) {
    let rows = reports.map { file, outcome -> JSON in
      switch outcome {
      case .malformed(let error):
        return ["file": .string(file), "readable": false, "findings": [json(error)]]
      case .findings(let findings, let tripleCount):
        return [
          "file": .string(file), "readable": true, "triples": .int(tripleCount),
          "findings": .array(findings.map { json($0.finding, $0.position) }),
        ]
      }
    }
    Terminal.line(String(validating: JSON.array(rows).serialized(.indented), as: UTF8.self) ?? "")
  }

  private static func json(_ error: SyntaxError) -> JSON {
    [
      "rule": "rdf-syntax-error", "severity": "error", "message": .string(error.message),
      "line": .optional(error.position?.line), "column": .optional(error.position?.column),
      "offset": .optional(error.position?.offset),
    ]
  }

  private static func json(_ finding: Finding, _ position: TextPosition?) -> JSON {
    var focus: [UInt8] = []
    finding.focus.term.appendNTriples(to: &focus)
    return [
      "rule": .string(finding.rule), "severity": .string(finding.severity.rawValue),
      "message": .string(finding.message), "focus": .string(String(validating: focus, as: UTF8.self) ?? ""),
      "line": .optional(position?.line), "column": .optional(position?.column),
      "offset": .optional(position?.offset),
    ]
  }

  // MARK: Rules

  private static func printRules() {
    Print.table(Rule.all.map { [$0.id, $0.severity.rawValue, $0.profile.rawValue, $0.title] })
  }

  private static func printRule(_ id: String) throws {
    guard let rule = Rule.all.first(where: { $0.id == id }) else {
      throw Failure(.usage, "there is no rule \(id); termctl check --list-rules lists them")
    }
    Terminal.line(
      Terminal.styled(rule.id, .bold) + "  \(rule.severity.rawValue), profile \(rule.profile.rawValue)")
    Terminal.line(rule.title + ".")
    Terminal.line()
    Terminal.line(rule.reason)
    Terminal.line()
    Terminal.line("This breaks it:\n\n\(rule.firingExample)\n\nThis does not:\n\n\(rule.cleanExample)\n")
    Terminal.line("Sources: " + rule.sources.joined(separator: "; "))
  }

  static func iri(_ text: String) throws -> IRI {
    do {
      return try IRI(text)
    } catch {
      throw Failure(.usage, "\(error)")
    }
  }
}
