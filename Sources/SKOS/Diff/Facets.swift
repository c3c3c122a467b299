internal import RDF

/// Units of an entry by what they are about.
struct Facets {
  private(set) var units: [Facet: Set<EntryUnit>] = [:]
  private var values: [Facet: Set<AspectValue>] = [:]

  init(_ all: Set<EntryUnit>) {
    for unit in all {
      for (facet, value) in unit.facets {
        units[facet, default: []].insert(unit)
        values[facet, default: []].insert(value)
      }
    }
  }

  subscript(facet: Facet) -> Set<EntryUnit> { units[facet, default: []] }

  /// The values of one facet, sorted.
  func values(_ facet: Facet) -> [AspectValue] { values[facet, default: []].sorted() }
}
