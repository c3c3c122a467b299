public import RDF

/// The statements by which two graphs differ, with blank nodes matched by content.
///
/// Blank nodes that are connected with each other are compared as a whole, with all statements that touch them: where
/// anything of it changed, all of it is gone and new; where nothing did, none of it appears.
public struct GraphDiff: Hashable, Sendable {
  /// The statements that are gone, sorted.
  ///
  /// Blank nodes bear the labels that RDFC-1.0 issues for the old graph as a whole, those of
  /// `termctl convert --canonical`.
  public let removed: [Triple]
  /// The statements that are new, sorted; blank nodes bear labels `b0`, `b1`, …, which the old graph does not have.
  public let added: [Triple]

  /// Whether the graphs are isomorphic.
  public var isEmpty: Bool { removed.isEmpty && added.isEmpty }

  /// Compares two graphs; O(n log n) but for blank nodes that are hard to tell apart.
  ///
  /// - Throws: `EntryError` if a graph cannot be taken apart into entries.
  public init(old: Graph, new: Graph) throws(EntryError) {
    try self.init(VocabularyDiff(old: old, new: new), old: old, new: new)
  }

  /// Compares two graphs whose differences entry by entry are known.
  init(_ diff: VocabularyDiff, old: Graph, new: Graph) throws(EntryError) {
    var removed = diff.entries.flatMap { Self.ground($0.removedUnits) }
    var added = diff.entries.flatMap { Self.ground($0.addedUnits) }
    let before = try Tangles(of: old)
    let after = try Tangles(of: new)
    let gone = before.surplus(over: after)
    if !gone.isEmpty { removed += try Self.surplus(gone, labelledAsIn: old) }
    added += Self.relabelled(after.surplus(over: before))
    self.removed = removed.sorted()
    self.added = added.sorted()
  }

  private static func ground(_ units: Set<EntryUnit>) -> [Triple] {
    units.compactMap { unit in
      guard case .triple(let triple) = unit, !isMinted(triple.subject.term), !isMinted(triple.object) else {
        return nil
      }
      return triple
    }
  }

  private static func isMinted(_ term: Term) -> Bool { term.iri.map(Entry.isMinted) ?? false }

  /// The statements that are gone, with the labels that their blank nodes have in the canonical form of the graph.
  private static func surplus(
    _ gone: [(tangles: [Tangles.Tangle], count: Int)], labelledAsIn graph: Graph
  ) throws(EntryError) -> [Triple] {
    // Statements without blank nodes have no influence on the labels.
    let touching = graph.statements.filter {
      graph.dictionary.isBlankNode($0.subject) || graph.dictionary.isBlankNode($0.object)
    }
    let issued: [String: String]
    do throws(CanonicalizationError) {
      issued = try RDFC10.canonicalize(touching.lazy.map { Quad(graph.triple($0)) }).issuedIdentifiers
    } catch {
      throw EntryError(.tooComplex, nil, "the blank nodes of the old version cannot be told apart: \(error)")
    }
    return gone.flatMap { tangles, count in
      // Which of several equal ones goes does not matter to the result, but should not depend on chance.
      tangles.map { tangle in
        tangle.statements.map { graph.triple($0).relabelled { BlankNode(issued[$0.label] ?? $0.label) } }
          .sorted()
      }.sorted { $0.lexicographicallyPrecedes($1) }.suffix(count).joined()
    }
  }

  /// The statements that are new, with fresh labels for their blank nodes.
  private static func relabelled(_ come: [(tangles: [Tangles.Tangle], count: Int)]) -> [Triple] {
    var count = 0
    return come.flatMap { tangles, number in
      tangles.prefix(number).flatMap { tangle in
        var labels: [BlankNode: BlankNode] = [:]
        return tangle.canonical.map { triple in
          triple.relabelled { node in
            if let known = labels[node] { return known }
            let fresh = BlankNode("b\(count)")
            count += 1
            labels[node] = fresh
            return fresh
          }
        }
      }
    }
  }
}

/// The blank nodes of a graph in connected components, known by their canonical forms.
private struct Tangles {
  /// Connected blank nodes with all statements that touch them.
  struct Tangle {
    let statements: [Graph.Statement]
    /// The statements with canonical labels, in the order of the canonical form.
    let canonical: [Triple]
  }

  private var byForm: [[UInt8]: [Tangle]] = [:]

  init(of graph: Graph) throws(EntryError) {
    let components = BlankNodeComponents(of: graph)
    guard !components.isEmpty else { return }
    var touching: [Int: [Graph.Statement]] = [:]
    for statement in graph.statements {
      guard let component = components.component(of: statement) else { continue }
      touching[component, default: []].append(statement)
    }
    for component in touching.keys.sorted() {
      let statements = touching[component, default: []]
      let canonical = try CanonicalBody.labelled(statements.map(graph.triple), of: nil)
      byForm[canonical.nQuads, default: []].append(
        Tangle(statements: statements, canonical: canonical.quads.map(\.triple)))
    }
  }

  /// The forms of which there are more here than there, with how many more; in the order of the forms.
  func surplus(over other: Tangles) -> [(tangles: [Tangle], count: Int)] {
    byForm.compactMap { form, tangles -> (form: [UInt8], tangles: [Tangle], count: Int)? in
      let count = tangles.count - (other.byForm[form]?.count ?? 0)
      return count > 0 ? (form, tangles, count) : nil
    }.sorted { $0.form.lexicographicallyPrecedes($1.form) }.map { ($0.tangles, $0.count) }
  }
}
