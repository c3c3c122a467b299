import Foundation
import RDF
import SKOS
import Yams

/// The configuration file of a vocabulary, `concordat.yaml`: what its register expects of it.
///
/// Every key is optional; one that is not known is a fault, because a misspelt rule would never be checked.
struct CheckConfigurationFile {
  /// The names it has beside a vocabulary.
  static let names = ["concordat.yaml", "concordat.yml"]
  /// The most bytes of the file: a list of exclusions grows, a document of megabytes is something else.
  static let byteCountMax = 1 << 20

  /// Where it was found.
  let path: String
  /// What it says about the check itself.
  private(set) var configuration = CheckConfiguration()
  /// The least severity that makes a check fail.
  private(set) var failOn: Severity?
  /// The file of known findings, relative to the configuration file.
  private(set) var baseline: String?
  /// The release before, relative to the configuration file.
  private(set) var previous: String?

  /// Looks for the configuration of a vocabulary: in its folder, then in those above, as far as the working directory.
  static func find(for file: String) -> String? {
    let manager = FileManager.default
    let top = URL(fileURLWithPath: manager.currentDirectoryPath).standardizedFileURL.path
    var folder =
      file == "-" ? top : URL(fileURLWithPath: file).deletingLastPathComponent().standardizedFileURL.path
    while true {
      for name in names {
        let path = (folder as NSString).appendingPathComponent(name)
        if manager.fileExists(atPath: path) { return path }
      }
      guard folder != top, folder.hasPrefix(top == "/" ? top : top + "/") else { return nil }
      folder = (folder as NSString).deletingLastPathComponent
    }
  }

  /// Reads the file.
  ///
  /// - Throws: `Failure` with the place of the fault and what was expected there.
  init(path: String) throws {
    self.path = path
    guard let data = FileManager.default.contents(atPath: path) else {
      throw Failure(.unreadable, "\(path) cannot be read")
    }
    guard data.count <= Self.byteCountMax else {
      throw Failure(
        .usage, "\(path) has \(data.count) bytes; a configuration has at most \(Self.byteCountMax)")
    }
    guard let text = String(validating: data, as: UTF8.self) else {
      throw Failure(.usage, "\(path) is not UTF-8")
    }
    let node: Node?
    do { node = try Yams.compose(yaml: text) } catch { throw Failure(.usage, Self.text(error, path)) }
    guard let node, !node.isNull else { return }
    try read(node)
  }

  /// A path of the file, seen from where the command runs.
  func resolved(_ relative: String) -> String {
    relative.hasPrefix("/")
      ? relative : ((path as NSString).deletingLastPathComponent as NSString).appendingPathComponent(relative)
  }

  // MARK: Reading

  private mutating func read(_ root: Node) throws {
    for (key, value) in try members(of: root, "the configuration") {
      switch key {
      case "profiles": configuration.profiles = Set(try values(value, Rule.Profile.self))
      case "languages": try readLanguages(value)
      case "namespaces": configuration.namespaces = try strings(value)
      case "rules": try readRules(value)
      case "policy": try readPolicy(value)
      case "thresholds": try readThresholds(value)
      case "exclude": try readExclusions(value)
      case "fail-on": failOn = try self.value(value, Severity.self)
      case "baseline": baseline = try string(value)
      case "previous": previous = try string(value)
      default:
        throw unknown(
          key, value,
          [
            "profiles", "languages", "namespaces", "rules", "policy", "thresholds", "exclude", "fail-on",
            "baseline", "previous",
          ])
      }
    }
  }

  private mutating func readLanguages(_ node: Node) throws {
    for (key, value) in try members(of: node, "languages") {
      switch key {
      case "declared": configuration.languages = try strings(value).map { try tag($0, value) }
      case "mandatory": configuration.mandatoryLanguages = try strings(value).map { try tag($0, value) }
      case "primary": configuration.primaryLanguage = try tag(string(value), value)
      default: throw unknown(key, value, ["declared", "mandatory", "primary"])
      }
    }
  }

  private mutating func readRules(_ node: Node) throws {
    for (key, value) in try members(of: node, "rules") {
      guard Rule.named(key) != nil else { throw unknown(key, value, Rule.all.map(\.id)) }
      // YAML 1.1 takes a bare off for false.
      if value.bool == false || value.string == "off" {
        configuration.disabledRules.insert(key)
        continue
      }
      configuration.enabledRules.insert(key)
      if value.bool == true || value.string == "on" { continue }
      configuration.severities[key] = try self.value(value, Severity.self, beside: ["on", "off"])
    }
  }

  private mutating func readPolicy(_ node: Node) throws {
    for (key, value) in try members(of: node, "policy") {
      switch key {
      case "polyhierarchy": configuration.policy.forbidsPolyhierarchy = try !bool(value)
      case "running-text-labels": configuration.policy.runningTextLabels = try bool(value)
      case "label-number":
        configuration.policy.labelNumber = try self.value(value, CheckConfiguration.GrammaticalNumber.self)
      case "inverses": configuration.policy.writesInverses = try bool(value)
      case "statuses": configuration.policy.statuses = try strings(value)
      default:
        throw unknown(
          key, value, ["polyhierarchy", "running-text-labels", "label-number", "inverses", "statuses"])
      }
    }
  }

  private mutating func readThresholds(_ node: Node) throws {
    for (key, value) in try members(of: node, "thresholds") {
      guard let number = value.int, number > 0, number <= Int32.max else {
        throw fault(value, "\(key) is a number above 0")
      }
      switch key {
      case "label-length": configuration.thresholds.labelLength = number
      case "text-length": configuration.thresholds.textLength = number
      case "definition-words-min": configuration.thresholds.definitionWordsMin = number
      case "definition-words-max": configuration.thresholds.definitionWordsMax = number
      default:
        throw unknown(
          key, value, ["label-length", "text-length", "definition-words-min", "definition-words-max"])
      }
    }
  }

  private mutating func readExclusions(_ node: Node) throws {
    guard let list = node.sequence else { throw fault(node, "exclude is a list") }
    for entry in list {
      var exclusion = CheckConfiguration.Exclusion(reason: "")
      for (key, value) in try members(of: entry, "an exclusion") {
        switch key {
        case "rule":
          let id = try string(value)
          guard Rule.named(id) != nil else { throw unknown(id, value, Rule.all.map(\.id)) }
          exclusion.rule = id
        case "focus": exclusion.focus = try string(value)
        case "reason": exclusion.reason = try string(value)
        default: throw unknown(key, value, ["rule", "focus", "reason"])
        }
      }
      guard !exclusion.reason.isEmpty, exclusion.rule != nil || exclusion.focus != nil else {
        throw fault(entry, "an exclusion has a reason, and a rule or a focus or both")
      }
      configuration.exclusions.append(exclusion)
    }
  }

  // MARK: Values

  private func members(of node: Node, _ name: String) throws -> [(String, Node)] {
    guard let mapping = node.mapping else {
      throw fault(node, "\(name) has keys and values, as in key: value")
    }
    return try mapping.map { (try string($0.key), $0.value) }
  }

  private func string(_ node: Node) throws -> String {
    guard let scalar = node.scalar else { throw fault(node, "expected a text") }
    return scalar.string
  }

  private func strings(_ node: Node) throws -> [String] {
    if let list = node.sequence { return try list.map { try string($0) } }
    return [try string(node)]
  }

  private func bool(_ node: Node) throws -> Bool {
    guard let value = node.bool else { throw fault(node, "expected true or false") }
    return value
  }

  private func value<Value: RawRepresentable & CaseIterable>(
    _ node: Node, _ type: Value.Type, beside others: [String] = []
  ) throws -> Value where Value.RawValue == String {
    let text = try string(node)
    guard let value = Value(rawValue: text) else {
      throw fault(
        node,
        "expected one of \((others + Value.allCases.map(\.rawValue)).joined(separator: ", ")), not \(text)")
    }
    return value
  }

  private func values<Value: RawRepresentable & CaseIterable>(
    _ node: Node, _ type: Value.Type
  ) throws -> [Value] where Value.RawValue == String {
    if let list = node.sequence { return try list.map { try value($0, type) } }
    return [try value(node, type)]
  }

  private func tag(_ text: String, _ node: Node) throws -> LanguageTag {
    do { return try LanguageTag(text) } catch { throw fault(node, "\(error)") }
  }

  // MARK: Faults

  private func fault(_ node: Node, _ message: String) -> Failure {
    Failure(.usage, "\(path)\(node.mark.map { ":\($0.line):\($0.column)" } ?? ""): \(message)")
  }

  private func unknown(_ key: String, _ node: Node, _ known: [String]) -> Failure {
    let near = known.min { $0.distance(to: key) < $1.distance(to: key) }
    let hint = near.flatMap { $0.distance(to: key) <= 3 ? "; is it \($0)?" : nil }
    let list = known.count <= 12 ? "; known are \(known.joined(separator: ", "))" : ""
    return fault(node, "\(key) is not known\(hint ?? list)")
  }

  private static func text(_ error: any Error, _ path: String) -> String {
    switch error as? YamlError {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      "\(path):\(mark.line):\(mark.column): \(problem)"
    case .duplicatedKeysInMapping(let duplicates, let context):
      "\(path):\(context.mark.line): the key \(duplicates.first ?? "") stands there twice"
    default: "\(path): \(error)"
    }
  }
}

extension Node {
  fileprivate var isNull: Bool { null != nil && scalar?.style == .plain }
}

extension String {
  /// How many letters must be put in, taken out or replaced to get from one text to the other.
  func distance(to other: String) -> Int {
    let (left, right) = (Array(utf8), Array(other.utf8))
    var row = Array(0...right.count)
    for (i, byte) in left.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, target) in right.enumerated() {
        let above = row[j + 1]
        row[j + 1] = Swift.min(above + 1, row[j] + 1, diagonal + (byte == target ? 0 : 1))
        diagonal = above
      }
    }
    return row[right.count]
  }
}
