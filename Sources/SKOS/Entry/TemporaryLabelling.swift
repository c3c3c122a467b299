internal import RDF

/// Labels blank nodes by refinement and trial, until RDFC-1.0 is there.
enum TemporaryLabelling {
  /// Canonical labels by the labels given, or nil if it took too many trials.
  static func labels(of triples: [Triple]) -> [String: String]? {
    var nodes: Set<String> = []
    for triple in triples {
      if case .blankNode(let node) = triple.subject { nodes.insert(node.label) }
      if case .blankNode(let node) = triple.object { nodes.insert(node.label) }
    }
    var pending = [Dictionary(uniqueKeysWithValues: nodes.map { ($0, "0") })]
    var best: (body: [UInt8], labels: [String: String])?
    var budget = 2_000
    while let colours = pending.popLast() {
      budget -= 1
      guard budget > 0 else { return nil }
      let refined = refine(colours, triples)
      let classes = Dictionary(grouping: refined.keys) { refined[$0, default: ""] }
      guard let tied = classes.filter({ $0.value.count > 1 }).min(by: { $0.key < $1.key }) else {
        let order = refined.sorted { $0.value < $1.value }.map(\.key)
        let labels = Dictionary(uniqueKeysWithValues: order.enumerated().map { ($1, "c14n\($0)") })
        let body = CanonicalBody.lines(triples.map { $0.relabelled { BlankNode(labels[$0.label] ?? "") } })
        if best.map({ body.lexicographicallyPrecedes($0.body) }) ?? true { best = (body, labels) }
        continue
      }
      for node in tied.value {
        var next = refined
        next[node, default: ""] += "!"
        pending.append(next)
      }
    }
    return best?.labels
  }

  private static func refine(_ start: [String: String], _ triples: [Triple]) -> [String: String] {
    var colours = start
    var count = Set(colours.values).count
    while true {
      var signatures: [String: [String]] = [:]
      func name(_ term: Term, _ own: String?) -> String {
        if case .blankNode(let node) = term {
          return node.label == own ? "_:self" : "_:" + colours[node.label, default: ""]
        }
        var bytes: [UInt8] = []
        term.appendNTriples(to: &bytes)
        return bytes.reduce(into: "") { $0.unicodeScalars.append(Unicode.Scalar($1)) }
      }
      for triple in triples {
        for case .blankNode(let node) in [triple.subject.term, triple.object] {
          signatures[node.label, default: []].append(
            "\(name(triple.subject.term, node.label)) \(triple.predicate) \(name(triple.object, node.label))")
        }
      }
      let full = colours.mapValues { $0 }.reduce(into: [String: String]()) {
        $0[$1.key] = $1.value + "|" + signatures[$1.key, default: []].sorted().joined(separator: "|")
      }
      let ranks = Dictionary(
        uniqueKeysWithValues: Set(full.values).sorted().enumerated().map { ($1, String($0 + 1_000_000)) })
      colours = full.mapValues { ranks[$0, default: ""] }
      if ranks.count == count { return colours }
      count = ranks.count
    }
  }
}
