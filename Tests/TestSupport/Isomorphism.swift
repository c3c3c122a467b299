public import RDF
import Testing

/// Whether two graphs differ at most in the labels of their blank nodes; an issue is recorded if that would
/// take too long to find out.
public func isIsomorphic(_ left: Graph, _ right: Graph) -> Bool {
  do {
    return try left.isIsomorphic(to: right)
  } catch {
    Issue.record(error)
    return false
  }
}

/// Whether two datasets, given as quads, differ at most in the labels of their blank nodes.
///
/// Repeated quads count once. Otherwise as for graphs.
public func isIsomorphic(_ left: [Quad], _ right: [Quad]) -> Bool {
  isIsomorphic(Dataset(left), Dataset(right))
}

/// Whether two datasets differ at most in the labels of their blank nodes; otherwise as for graphs.
public func isIsomorphic(_ left: Dataset, _ right: Dataset) -> Bool {
  do {
    return try left.isIsomorphic(to: right)
  } catch {
    Issue.record(error)
    return false
  }
}
