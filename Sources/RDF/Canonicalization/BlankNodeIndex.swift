/// A dataset with its blank nodes numbered in the order of their labels.
///
/// This is the "blank node to quads map" of the Recommendation, §4.3.
struct BlankNodeIndex {
  /// The distinct quads.
  let quads: [Quad]
  /// The label of each blank node, by number.
  let labels: [String]
  /// The quads in which each blank node occurs, by number; each quad once.
  let quadsOfNode: [[Int]]
  /// The blank nodes in each quad.
  let nodesOfQuad: [Nodes]
  /// The number of each label.
  let numbers: [BlankNode: Int]

  /// The blank nodes in a quad by their place.
  struct Nodes {
    var subject: Int?
    var object: Int?
    var graphName: Int?

    /// The blank nodes with the letter that stands for their place.
    var places: [(node: Int, position: UInt8)] {
      var places: [(node: Int, position: UInt8)] = []
      if let subject { places.append((subject, UInt8(ascii: "s"))) }
      if let object { places.append((object, UInt8(ascii: "o"))) }
      if let graphName { places.append((graphName, UInt8(ascii: "g"))) }
      return places
    }
  }

  init(_ quads: some Sequence<Quad>) {
    var seen: Set<Quad> = []
    var distinct: [Quad] = []
    var nodes: Set<BlankNode> = []
    for quad in quads {
      let (subject, object, graphName) = Self.blankNodes(quad)
      // Repeated lines without blank nodes are dropped when the lines are sorted.
      if subject != nil || object != nil || graphName != nil {
        guard seen.insert(quad).inserted else { continue }
        for node in [subject, object, graphName] { if let node { nodes.insert(node) } }
      }
      distinct.append(quad)
    }
    let sorted = nodes.sorted()
    var numbers: [BlankNode: Int] = [:]
    for (number, node) in sorted.enumerated() { numbers[node] = number }
    var quadsOfNode = Array(repeating: [Int](), count: sorted.count)
    var nodesOfQuad: [Nodes] = []
    nodesOfQuad.reserveCapacity(distinct.count)
    for (index, quad) in distinct.enumerated() {
      let (subject, object, graphName) = Self.blankNodes(quad)
      let nodes = Nodes(
        subject: subject.flatMap { numbers[$0] }, object: object.flatMap { numbers[$0] },
        graphName: graphName.flatMap { numbers[$0] })
      for (node, _) in nodes.places where quadsOfNode[node].last != index { quadsOfNode[node].append(index) }
      nodesOfQuad.append(nodes)
    }
    self.quads = distinct
    self.labels = sorted.map(\.label)
    self.numbers = numbers
    self.quadsOfNode = quadsOfNode
    self.nodesOfQuad = nodesOfQuad
  }

  private static func blankNodes(_ quad: Quad) -> (BlankNode?, BlankNode?, BlankNode?) {
    (quad.triple.subject.term.blankNode, quad.triple.object.blankNode, quad.graphName?.term.blankNode)
  }
}
