internal import RDF

/// Puts resources together that are in one scheme, or in none.
enum SchemeGroups {
  /// The resources of each scheme, where there are at least two; a group that another one contains is left out.
  static func of(_ resources: [TermID], _ context: CheckContext) -> [[TermID]] {
    var groups: [TermID?: [TermID]] = [:]
    for resource in Set(resources).sorted() {
      let schemes = context.schemes(of: resource)
      if schemes.isEmpty { groups[nil, default: []].append(resource) }
      for scheme in schemes { groups[scheme, default: []].append(resource) }
    }
    return Set(groups.values.filter { $0.count > 1 }).sorted { ($0[0], $0.count) < ($1[0], $1.count) }
  }

  /// Whether two resources are in one scheme, or both in none.
  static func share(_ left: TermID, _ right: TermID, _ context: CheckContext) -> Bool {
    let (left, right) = (context.schemes(of: left), context.schemes(of: right))
    return left.isEmpty && right.isEmpty || left.contains(where: right.contains)
  }
}
