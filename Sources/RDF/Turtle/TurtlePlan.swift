/// Decides for each blank node how Turtle writes it: in place, as a list, with a label, or as `[]`.
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

  /// The subjects that get a block, in order: IRIs, then blank nodes.
  private(set) var blocks: [TermID] = []
  /// The labels of blank nodes that need one.
  private(set) var labels: [TermID: [UInt8]] = [:]
  /// The cells of lists that are written as lists.
  private(set) var items: [TermID: Item] = [:]
  /// How deep a blank node is nested that is written in place.
  private var depths: [TermID: Int] = [:]

  init(_ order: GraphOrder) {
    findLists(order)
    place(order)
    var previous: TermID?
    for statement in order.statements where statement.subject != previous {
      previous = statement.subject
      if order.graph.dictionary.isIRI(statement.subject) { blocks.append(statement.subject) }
    }
    for node in order.blankNodes where depths[node] == nil && !order.range(of: node).isEmpty {
      blocks.append(node)
    }
  }

  /// Whether an object is written in place, in brackets.
  func isBracketed(_ object: TermID) -> Bool { depths[object] != nil }

  /// Finds the cells from which a list runs on to `rdf:nil`, each with one item, one rest and one reference.
  private mutating func findLists(_ order: GraphOrder) {
    let dictionary = order.graph.dictionary
    guard let first = dictionary.id(of: .iri(.RDF.first)), let rest = dictionary.id(of: .iri(.RDF.rest)),
      let end = dictionary.id(of: .iri(.RDF.nil))
    else { return }
    // From each list's last cell back to its first, along the only reference there is.
    var open = order.graph.statements(predicate: rest, object: end).map {
      (cell: $0.subject, rest: TermID?.none)
    }
    while let (cell, next) = open.popLast() {
      let range = order.range(of: cell)
      guard dictionary.isBlankNode(cell), range.count == 2, order.referenceCount(cell) == 1,
        let item = order.statements[range].first(where: { $0.predicate == first }),
        order.statements[range].contains(where: { $0.predicate == rest })
      else { continue }
      items[cell] = Item(first: item.object, rest: next)
      for referrer in order.graph.statements(predicate: rest, object: cell) {
        open.append((referrer.subject, cell))
      }
    }
  }

  /// Gives each blank node its depth or its label; a node comes after the first that refers to it.
  private mutating func place(_ order: GraphOrder) {
    var labelCount = 0
    for node in order.blankNodes {
      let count = order.referenceCount(node)
      if count == 0 { continue }
      if count == 1, !order.cycleStarts.contains(node),
        let reference = order.graph.statements(object: node).first
      {
        // The next cell of a list is no deeper than the one before.
        let isNextCell = depths[reference.subject] != nil && items[reference.subject]?.rest == node
        let depth = depths[reference.subject, default: 0] + (isNextCell ? 0 : 1)
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
