internal import RDF

/// The terms of the SKOS namespaces: those that are defined, and those of drafts that were dropped.
enum SKOSTerms {
  /// What SKOS Reference, Appendix A, defines.
  static let core: Set<String> = [
    "Collection", "Concept", "ConceptScheme", "OrderedCollection", "altLabel", "broadMatch", "broader",
    "broaderTransitive", "changeNote", "closeMatch", "definition", "editorialNote", "exactMatch", "example",
    "hasTopConcept", "hiddenLabel", "historyNote", "inScheme", "mappingRelation", "member", "memberList",
    "narrowMatch", "narrower", "narrowerTransitive", "notation", "note", "prefLabel", "related",
    "relatedMatch",
    "scopeNote", "semanticRelation", "topConceptOf",
  ]
  /// What SKOS Reference, Appendix B, defines.
  static let xl: Set<String> = [
    "Label", "altLabel", "hiddenLabel", "labelRelation", "literalForm", "prefLabel",
  ]
  /// Terms of the SKOS Core drafts that SKOS Reference does not have, with what to say instead if there is something.
  static let dropped: [String: IRI?] = [
    "symbol": nil, "prefSymbol": nil, "altSymbol": nil, "CollectableProperty": nil,
    "subject": .DCTerms.subject,
    "isSubjectOf": nil, "primarySubject": nil, "isPrimarySubjectOf": nil, "subjectIndicator": nil,
  ]
  /// Namespaces that are often written for those of SKOS and SKOS-XL.
  private static let mistaken: [(namespace: String, meant: String)] = [
    ("https://www.w3.org/2004/02/skos/core#", IRI.SKOS.namespace),
    ("https://www.w3.org/2008/05/skos-xl#", IRI.SKOSXL.namespace),
    // The namespace of the drafts of 2008.
    ("http://www.w3.org/2008/05/skos#", IRI.SKOS.namespace),
  ]

  /// A term of a SKOS namespace that SKOS does not define.
  struct Unknown {
    let id: TermID
    let namespace: String
    let name: String
    /// Whether only the namespace is mistaken.
    let isMisplaced: Bool
    /// The term that was probably meant.
    let meant: IRI?
  }

  /// The terms of a graph that lie in a SKOS namespace, or in what is mistaken for one, without being defined.
  static func unknown(in graph: Graph) -> [Unknown] {
    all(in: graph).compactMap { id, namespace, name in
      if let meant = mistaken.first(where: { $0.namespace == namespace })?.meant {
        let isDefined = (meant == IRI.SKOS.namespace ? core : xl).contains(name)
        return Unknown(
          id: id, namespace: namespace, name: name, isMisplaced: true,
          meant: isDefined ? IRI(uncheckedValid: meant + name) : nil)
      }
      let defined = namespace == IRI.SKOS.namespace ? core : xl
      guard !defined.contains(name), namespace != IRI.SKOS.namespace || dropped[name] == nil else {
        return nil
      }
      let near = nearest(to: name, in: defined).map { IRI(uncheckedValid: namespace + $0) }
      return Unknown(id: id, namespace: namespace, name: name, isMisplaced: false, meant: near)
    }
  }

  /// The terms of a graph that the drafts had and SKOS Reference has not.
  static func dropped(in graph: Graph) -> [(id: TermID, instead: IRI?)] {
    all(in: graph).compactMap { id, namespace, name in
      guard namespace == IRI.SKOS.namespace, let instead = dropped[name] else { return nil }
      return (id, instead)
    }
  }

  private static func all(in graph: Graph) -> [(id: TermID, namespace: String, name: String)] {
    let namespaces = [IRI.SKOS.namespace, IRI.SKOSXL.namespace] + mistaken.map(\.namespace)
    let prefixes = namespaces.map { Array($0.utf8) }
    // All begin alike, so that one byte rules out most terms.
    let shortest = prefixes.map(\.count).min() ?? 0
    var found: [(id: TermID, namespace: String, name: String)] = []
    graph.dictionary.forEachTerm { id, text in
      guard text.count > shortest, text[0] == UInt8(ascii: "h"),
        graph.dictionary.isIRI(id)
      else { return }
      text.withUnsafeBufferPointer { text in
        for (namespace, prefix) in zip(namespaces, prefixes)
        where text.count > prefix.count && text.starts(with: prefix) {
          let name = String(validating: text.dropFirst(prefix.count), as: UTF8.self)
          found.append((id, namespace, name ?? ""))
        }
      }
    }
    return found
  }

  /// The one name that differs from another in at most two letters; nil if none does, or several.
  static func nearest(to name: String, in names: Set<String>) -> String? {
    guard name.utf8.count <= 40 else { return nil }
    let word = Array(name.lowercased().utf8)
    let distances = names.map { (name: $0, distance: distance(word, Array($0.lowercased().utf8))) }
    guard let least = distances.map(\.distance).min(), least <= 2 else { return nil }
    let nearest = distances.filter { $0.distance == least }
    return nearest.count == 1 ? nearest[0].name : nil
  }

  /// How many letters have to be changed, added or left out (Levenshtein).
  private static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
    var row = Array(0...right.count)
    for (i, letter) in left.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, other) in right.enumerated() {
        let changed = diagonal + (letter == other ? 0 : 1)
        diagonal = row[j + 1]
        row[j + 1] = min(changed, row[j] + 1, diagonal + 1)
      }
    }
    return row[right.count]
  }

  /// The statements that use each of some terms, in whatever place; one pass for all of them.
  static func uses(of ids: [TermID], in graph: Graph) -> [TermID: [Graph.Statement]] {
    guard !ids.isEmpty else { return [:] }
    let wanted = Set(ids)
    var uses: [TermID: [Graph.Statement]] = [:]
    for statement in graph.statements {
      let (subject, predicate, object) = (statement.subject, statement.predicate, statement.object)
      if wanted.contains(subject) { uses[subject, default: []].append(statement) }
      if predicate != subject, wanted.contains(predicate) { uses[predicate, default: []].append(statement) }
      if object != subject, object != predicate, wanted.contains(object) {
        uses[object, default: []].append(statement)
      }
    }
    return uses
  }

  /// The statements with another term in place of one.
  static func replacing(_ id: TermID, by other: IRI, in statements: [Graph.Statement], _ graph: Graph)
    -> [Triple]
  {
    statements.map { statement in
      var triple = graph.triple(statement)
      if statement.subject == id { triple.subject = .iri(other) }
      if statement.predicate == id { triple.predicate = other }
      if statement.object == id { triple.object = .iri(other) }
      return triple
    }
  }
}
