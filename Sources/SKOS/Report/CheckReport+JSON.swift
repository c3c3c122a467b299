public import RDF

extension CheckReport {
  /// The report as JSON: a summary, and for each file its findings.
  ///
  /// `{"version", "summary": {"error", "warning", "info", "known"}, "files": [{"file", "readable", "triples",
  /// "findings": [{"rule", "severity", "message", "focus", "related", "line", "column", "offset", "fingerprint",
  /// "known", "fix"}]}]}`. Counts in the summary are of what is new; terms are written as in N-Triples.
  public var json: JSON {
    let summary: JSON = [
      "error": .int(newCount(.error)), "warning": .int(newCount(.warning)), "info": .int(newCount(.info)),
      "known": .int(knownCount),
    ]
    let files = files.map { file -> JSON in
      [
        "file": .string(file.name), "readable": .bool(file.tripleCount != nil),
        "triples": .optional(file.tripleCount), "findings": .array(file.items.map(\.json)),
      ]
    }
    return ["version": .string(version), "summary": summary, "files": .array(files)]
  }
}

extension CheckReport.Item {
  fileprivate var json: JSON {
    [
      "rule": .string(rule), "severity": .string(severity.rawValue), "message": .string(message),
      "focus": .optional(focus.map { $0.term.nTriples }),
      "related": .array(related.map { .string($0.nTriples) }),
      "line": .optional(position?.line), "column": .optional(position?.column),
      "offset": .optional(position?.offset), "fingerprint": .string(fingerprint), "known": .bool(isKnown),
      "fix": fix.map(Self.json) ?? .null,
    ]
  }

  private static func json(_ fix: Fix) -> JSON {
    [
      "trust": .string(fix.trust.rawValue), "removed": .array(fix.removed.map { .string($0.nTriples) }),
      "added": .array(fix.added.map { .string($0.nTriples) }),
    ]
  }
}
