/// Decides for each blank node how Turtle writes it: in place, as a list, with a label, or as `[]`.
///
/// A blank node that several graphs share, or that names one, has a label: brackets say nothing of elsewhere.
struct TurtlePlan {
  /// The item of a list's cell, and the next cell.
  struct Item {
    let first: TermID
    let rest: TermID?
  }

  /// How deep brackets are nested at most; what would be deeper gets a label and a block of its own.
  ///
  /// 32: a quarter of the width of a screen is then lost to indentation, and far below what parsers accept.
  static let nestingDepthMax = 32

  private let blankNodes: BlankNodeTable
  /// By number: the label of a blank node that needs one.
  private var labels: [[UInt8]?] = []
  /// By number: the item, for the cells of lists that are written as lists.
  private var items: [Item?] = []
  /// By number: how deep a blank node is nested that is written in place.
  private var depths: [Int?] = []

  init(_ order: SerializationOrder) {
    blankNodes = order.blankNodes
    guard !blankNodes.nodes.isEmpty else { return }
    labels = Array(repeating: nil, count: blankNodes.nodes.count)
    items = Array(repeating: nil, count: blankNodes.nodes.count)
    depths = Array(repeating: nil, count: blankNodes.nodes.count)
    findLists(order)
    place(order)
  }

  /// Whether a term is written in place, in brackets.
  @inline(__always) func isBracketed(_ term: TermID) -> Bool {
    guard let node = blankNodes.number(of: term) else { return false }
    return depths[node] != nil
  }

  /// The list cell that a term is, if it is one of a list that is written as a list.
  @inline(__always) func item(_ term: TermID) -> Item? { blankNodes.number(of: term).flatMap { items[$0] } }

  /// The label of a blank node, nil for one that is written in place and for one that nothing refers to.
  func label(_ term: TermID) -> [UInt8]? { blankNodes.number(of: term).flatMap { labels[$0] } }

  /// Whether a blank node could be written in place: one graph holds it, and no other name is needed.
  private static func isLocal(_ node: Int, _ order: SerializationOrder) -> Bool {
    guard !order.blankNodes.namesGraph[node], order.ranges[node].count <= 1 else { return false }
    guard let incoming = order.blankNodes.incoming[node].first,
      let outgoing = order.blankNodes.outgoing[node].first
    else { return true }
    return order.references[node].count > 1 || incoming.group == outgoing.group
  }

  /// Finds the cells from which a list runs on to `rdf:nil`, each with one item, one rest and one reference.
  private mutating func findLists(_ order: SerializationOrder) {
    let dictionary = order.dictionary
    guard let first = dictionary.id(of: .iri(.RDF.first)), let rest = dictionary.id(of: .iri(.RDF.rest)),
      let end = dictionary.id(of: .iri(.RDF.nil))
    else { return }
    func links(_ node: Int) -> (item: TermID, rest: TermID)? {
      let said = blankNodes.outgoing[node]
      guard said.count == 2, order.references[node].count == 1, Self.isLocal(node, order),
        let item = said.first(where: { $0.predicate == first }),
        let next = said.first(where: { $0.predicate == rest })
      else { return nil }
      return (item.other, next.other)
    }
    // From each list's last cell back to its first, along the only reference there is.
    for last in blankNodes.nodes.indices {
      guard links(last)?.rest == end else { continue }
      var node = last
      var next: TermID?
      while let (item, _) = links(node) {
        items[node] = Item(first: item, rest: next)
        let reference = order.statements[order.references[node].first]
        guard reference.predicate == rest, let referrer = blankNodes.number(of: reference.subject),
          items[referrer] == nil
        else { break }
        next = blankNodes.nodes[node]
        node = referrer
      }
    }
  }

  /// Gives each blank node its depth or its label; a node comes after the first that refers to it.
  private mutating func place(_ order: SerializationOrder) {
    var labelCount = 0
    for node in order.walk {
      let isLocal = Self.isLocal(node, order)
      let count = order.references[node].count
      if count == 0 && isLocal { continue }
      if count == 1 && isLocal && !order.isCycleStart[node] {
        let referrer = order.statements[order.references[node].first].subject
        let number = blankNodes.number(of: referrer)
        let outerDepth = number.flatMap { depths[$0] }
        // The next cell of a list is no deeper than the one before.
        let isNextCell = outerDepth != nil && item(referrer)?.rest == blankNodes.nodes[node]
        let depth = (outerDepth ?? 0) + (isNextCell ? 0 : 1)
        if depth <= Self.nestingDepthMax {
          depths[node] = depth
          continue
        }
      }
      labels[node] = Array("_:b\(labelCount)".utf8)
      labelCount += 1
    }
  }
}
