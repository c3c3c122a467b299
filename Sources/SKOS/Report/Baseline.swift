internal import RDF

/// The findings that are known and accepted for now, so that only new ones make a check fail.
///
/// Written as JSON with one line a finding, sorted, so that a change of it reads well in a review:
/// `{"version": 1, "findings": [{"rule": …, "focus": …, "message": …, "fingerprint": …, "count": 1}, …]}`.
public struct Baseline: Sendable {
  /// A baseline that cannot be read.
  public struct Malformed: Error, CustomStringConvertible, Sendable {
    /// What is wrong with it.
    public let description: String
  }

  /// How often each fingerprint may occur.
  public let counts: [String: Int]

  /// Reads a baseline.
  ///
  /// - Throws: `Malformed` if the text is not JSON of the shape above.
  public init(parsing bytes: [UInt8]) throws(Malformed) {
    let json: JSON
    do { json = try JSON(parsing: bytes) } catch {
      throw Malformed(description: "a baseline is JSON: \(error)")
    }
    guard json["version"]?.int == 1, let findings = json["findings"]?.array else {
      throw Malformed(
        description: "a baseline has \"version\": 1 and \"findings\"; write one with --write-baseline")
    }
    var counts: [String: Int] = [:]
    for finding in findings {
      guard let fingerprint = finding["fingerprint"]?.string else {
        throw Malformed(description: "a finding of the baseline has no \"fingerprint\"")
      }
      let count = finding["count"]?.int ?? 1
      guard (1...1_000_000_000).contains(count) else {
        throw Malformed(description: "the \"count\" of a finding is a number from 1 to 1000000000")
      }
      counts[fingerprint] = min((counts[fingerprint] ?? 0) + count, 1_000_000_000)
    }
    self.counts = counts
  }

  /// A baseline that accepts all that a report has found, as it is written to a file.
  public static func bytes(accepting report: CheckReport) -> [UInt8] {
    var known: [String: (item: CheckReport.Item, count: Int)] = [:]
    for (_, item) in report.items { known[item.fingerprint, default: (item, 0)].count += 1 }
    let sorted = known.values.sorted {
      ($0.item.rule, $0.item.focusText, $0.item.fingerprint)
        < ($1.item.rule, $1.item.focusText, $1.item.fingerprint)
    }
    var bytes = Array("{\"version\": 1, \"findings\": [".utf8)
    for (index, entry) in sorted.enumerated() {
      bytes += Array((index == 0 ? "\n" : ",\n").utf8)
      let json: JSON = [
        "rule": .string(entry.item.rule), "focus": .string(entry.item.focusText),
        "message": .string(entry.item.message), "fingerprint": .string(entry.item.fingerprint),
        "count": .int(entry.count),
      ]
      json.append(to: &bytes)
    }
    return bytes + Array("\n]}\n".utf8)
  }
}

extension CheckReport.Item {
  /// The focus as N-Triples writes it; empty if there is none.
  var focusText: String { focus.map { $0.term.nTriples } ?? "" }
}
