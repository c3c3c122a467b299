import RDF
import SKOS

/// Times checking a vocabulary against all rules, apart from reading it and from writing reports.
struct CheckBench {
  let graph: Graph
  let syntax: RDFSyntax
  let stopwatch: Stopwatch

  func run() throws {
    for (work, rules) in [("check core", Rule.all.filter { $0.profile == .core }), ("check all", Rule.all)] {
      let (seconds, findings) = try stopwatch.best { SKOSCheck.run(graph, rules: rules) }
      report(work, syntax, seconds, findings.count)
    }
  }
}
