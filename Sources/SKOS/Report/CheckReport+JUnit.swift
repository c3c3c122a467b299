internal import RDF

extension CheckReport {
  /// The report as JUnit XML, which CI servers show as tests: a suite for each file, a test for each rule.
  ///
  /// A test fails if its rule has a new finding of at least the threshold; its message lists all of them.
  public func jUnit(failingOn threshold: Severity) -> String {
    var suites = ""
    var (tests, failures) = (0, 0)
    for file in files {
      let byRule = Dictionary(grouping: file.items) { $0.rule }
      let ids = (rules + [Rule.rdfSyntaxErrorID]).uniqued
      var cases = ""
      var failed = 0
      for id in ids {
        let items = byRule[id, default: []].filter { $0.severity >= threshold && !$0.isKnown }
        cases += "    <testcase classname=\"\(file.name.escapedForMarkup)\" name=\"\(id.escapedForMarkup)\""
        guard let first = items.first else {
          cases += "/>\n"
          continue
        }
        failed += 1
        let lines = items.map { item in
          "\(file.name)\(item.position.map { ":\($0)" } ?? ""): \(item.severity.rawValue): \(item.message)"
        }
        cases += """
          >
                <failure message="\(first.message.escapedForMarkup)" type="\(first.severity.rawValue)">\(lines.joined(separator: "\n").escapedForMarkup)</failure>
              </testcase>

          """
      }
      suites += """
          <testsuite name="\(file.name.escapedForMarkup)" tests="\(ids.count)" failures="\(failed)" errors="0" skipped="0">
        \(cases)  </testsuite>

        """
      tests += ids.count
      failures += failed
    }
    return """
      <?xml version="1.0" encoding="UTF-8"?>
      <testsuites name="termctl check" tests="\(tests)" failures="\(failures)">
      \(suites)</testsuites>

      """
  }
}
