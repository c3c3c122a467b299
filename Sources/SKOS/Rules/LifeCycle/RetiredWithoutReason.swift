internal import RDF

extension Rule {
  /// A retired entry says why.
  static let retiredWithoutReason = Rule(
    id: "retired-without-reason",
    title: "A retired entry says why it is out of use, or what took its place",
    severity: .warning, profile: .life,
    sources: ["ISO 19135 (retirement and supersession are justified)"],
    reason: """
      Who meets the entry in an old record has to decide what to do with it. A change note or history note, or a link to \
      the entry that took its place, tells.
      """,
    firingExample: """
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en .
      ex:unicorn a skos:Concept ; skos:prefLabel "unicorn"@en ; owl:deprecated true .
      """,
    cleanExample: """
      ex:cat a skos:Concept ; skos:prefLabel "cat"@en .
      ex:kitten a skos:Concept ; skos:prefLabel "kitten"@en ; owl:deprecated true ; dct:isReplacedBy ex:cat .
      ex:unicorn a skos:Concept ; skos:prefLabel "unicorn"@en ; owl:deprecated true ;
        skos:historyNote "Retired in 2026, since no observation could be confirmed."@en .
      """,
    evaluate: { context in
      let successors = Successors(context)
      let comment = context.id(of: .RDFS.comment)
      let silent = context.retired.sorted().filter { id in
        guard context.own.contains(id), !successors.hasSuccessor(id),
          !context.view.classes(of: id).isDisjoint(with: [.concept, .collection, .scheme])
        else { return false }
        let says = context.index.notes[id].contains {
          [.changeNote, .historyNote, .editorialNote].contains($0.kind)
        }
        return !says && !context.view.graph.statements(subject: id).contains { $0.predicate == comment }
      }
      return Summary.violations(
        silent,
        each: { id in
          Rule.Violation(
            focus: id,
            message:
              "\(context.names.name(id)) is out of use, but neither a change note nor a history note says why"
          )
        },
        all: { ids in
          Rule.Violation(
            focus: ids[0],
            message:
              "\(ids.count) entries are out of use without a change note or history note that says why: \(context.names.list(ids))",
            related: Array(ids.dropFirst()))
        })
    })
}
