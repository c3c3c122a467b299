internal import Crypto
public import RDF

/// What checking some files came to, ready to be written in any of the report formats.
public struct CheckReport: Sendable {
  /// A finding with its place in a file.
  public struct Item: Sendable {
    /// The id of the rule.
    public let rule: String
    /// How much it matters.
    public let severity: Severity
    /// What is wrong, without a full stop.
    public let message: String
    /// The resource that should be looked at first; nil if the document cannot be read.
    public let focus: Subject?
    /// The other terms that are involved.
    public let related: [Term]
    /// What would mend it.
    public let fix: Fix?
    /// Where it stands in the file, as far as that is known.
    public let position: TextPosition?
    /// The line of the file at that place, where the file is a text of lines.
    public let sourceLine: String?
    /// Which character of that line the place is at, from 0.
    public let sourceColumn: Int?
    /// What stays the same when the file changes elsewhere: a digest of rule and resources, in hexadecimal.
    public let fingerprint: String
    /// Whether the baseline has it.
    public fileprivate(set) var isKnown = false

    /// A finding at a place.
    public init(
      _ finding: Finding, at position: TextPosition?, sourceLine: String? = nil, sourceColumn: Int? = nil
    ) {
      rule = finding.rule
      severity = finding.severity
      message = finding.message
      focus = finding.focus
      related = finding.related
      fix = finding.fix
      self.position = position
      self.sourceLine = sourceLine
      self.sourceColumn = sourceColumn
      fingerprint = Fingerprint.of(rule: rule, focus: finding.focus.term, related: finding.related)
    }

    /// A document that cannot be read.
    public init(_ error: SyntaxError, sourceLine: String? = nil, sourceColumn: Int? = nil) {
      rule = Rule.rdfSyntaxErrorID
      severity = .error
      message = error.message
      focus = nil
      related = []
      fix = nil
      position = error.position
      self.sourceLine = sourceLine
      self.sourceColumn = sourceColumn
      fingerprint = Fingerprint.of(rule: rule, focus: nil, related: [.literal(.string(error.message))])
    }
  }

  /// What one file came to.
  public struct File: Sendable {
    /// The file as it was named.
    public let name: String
    /// How many triples it has; nil if it cannot be read.
    public let tripleCount: Int?
    /// What was found, in the order of the file.
    public fileprivate(set) var items: [Item]

    /// What was found in a file.
    public init(name: String, tripleCount: Int?, items: [Item]) {
      self.name = name
      self.tripleCount = tripleCount
      self.items = items.enumerated().sorted {
        ($0.element.position?.offset ?? 0, $0.offset) < ($1.element.position?.offset ?? 0, $1.offset)
      }.map(\.element)
    }
  }

  /// The files, in the order in which they were named.
  public private(set) var files: [File]
  /// The version of the program that made the report.
  public let version: String
  /// The ids of the rules that were checked.
  public let rules: [String]

  /// A report of files that were checked with some rules.
  ///
  /// - Parameter baseline: what is known already, and does not count as new.
  public init(files: [File], rules: [Rule], version: String, baseline: Baseline? = nil) {
    self.files = files
    self.version = version
    self.rules = rules.map(\.id)
    guard var known = baseline?.counts else { return }
    for file in self.files.indices {
      for item in self.files[file].items.indices {
        let fingerprint = self.files[file].items[item].fingerprint
        guard let count = known[fingerprint], count > 0 else { continue }
        known[fingerprint] = count - 1
        self.files[file].items[item].isKnown = true
      }
    }
  }

  /// Every finding with its file.
  public var items: [(file: String, item: Item)] {
    files.flatMap { file in file.items.map { (file.name, $0) } }
  }

  /// Whether some file could not be read.
  public var hasUnreadableFile: Bool { files.contains { $0.tripleCount == nil } }

  /// How many findings there are of a severity that the baseline does not have.
  public func newCount(_ severity: Severity) -> Int {
    files.reduce(0) { $0 + $1.items.count { $0.severity == severity && !$0.isKnown } }
  }

  /// How many findings the baseline has.
  public var knownCount: Int { files.reduce(0) { $0 + $1.items.count { $0.isKnown } } }

  /// Whether there is a new finding that matters at least as much.
  public func fails(on threshold: Severity) -> Bool {
    files.contains { $0.items.contains { $0.severity >= threshold && !$0.isKnown } }
  }
}

/// Digests that let a finding be recognised in the next run.
enum Fingerprint {
  /// The first 16 bytes of SHA-256 over the rule and the terms, in hexadecimal; blank nodes have no names in it.
  static func of(rule: String, focus: Term?, related: [Term]) -> String {
    var hasher = SHA256()
    hasher.update(data: Array(rule.utf8))
    for term in [focus].compactMap({ $0 }) + related.sorted() {
      var bytes: [UInt8] = [0x0A]
      bytes += Array((term.blankNode == nil ? term.nTriples : "_:").utf8)
      hasher.update(data: bytes)
    }
    return hasher.finalize().prefix(16).hexadecimal
  }
}
