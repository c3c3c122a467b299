public import RDF

extension ChangeRequest {
  /// The record of the request in the words of PROV: what was done, by whom in which role, on what ground.
  ///
  /// The request is an entity, each step an activity that used it; the merge generated a revision. People are agents
  /// by the names of their accounts. O(steps).
  /// - Parameter vocabulary: the vocabulary's name.
  /// - Source: https://www.w3.org/TR/prov-o/.
  public func provenance(in vocabulary: String) -> Graph {
    let base = "urn:concordat:\(vocabulary)"
    let entity = IRI(uncheckedValid: "\(base)/change/\(number)")
    var triples = [
      Triple(.iri(entity), .RDF.type, .iri(PROV.entity)),
      Triple(.iri(entity), .RDFS.label, .literal(.string(title))),
      Triple(.iri(entity), PROV.wasAttributedTo, .iri(PROV.agent(author))),
    ]
    if let splitFrom {
      triples.append(
        Triple(.iri(entity), PROV.wasDerivedFrom, .iri(IRI(uncheckedValid: "\(base)/change/\(splitFrom)"))))
    }
    if let revision {
      let made = IRI(uncheckedValid: "\(base)/revision/\(revision)")
      triples.append(Triple(.iri(made), .RDF.type, .iri(PROV.entity)))
      triples.append(Triple(.iri(made), PROV.wasDerivedFrom, .iri(entity)))
    }
    for (index, step) in transitions.enumerated() {
      let activity = IRI(uncheckedValid: "\(base)/change/\(number)/step/\(index + 1)")
      let subject = Subject.iri(activity)
      let moment = Term.literal(.typed(step.at.iso8601, datatype: IRI(uncheckedValid: PROV.dateTime)))
      let association = Subject.blankNode(BlankNode("step\(index + 1)"))
      triples += [
        Triple(subject, .RDF.type, .iri(PROV.activity)),
        Triple(subject, .RDFS.label, .literal(.string(step.transition.rawValue))),
        Triple(subject, PROV.used, .iri(entity)), Triple(subject, PROV.endedAtTime, moment),
        Triple(subject, PROV.qualifiedAssociation, association.term),
        Triple(association, .RDF.type, .iri(PROV.association)),
        Triple(association, PROV.theAgent, .iri(PROV.agent(step.actor))),
        Triple(association, PROV.hadRole, .literal(.string(step.role.rawValue))),
      ]
      if !step.reason.isEmpty {
        triples.append(Triple(subject, .RDFS.comment, .literal(.string(step.reason))))
      }
      if step.transition == .merge, let revision {
        triples.append(
          Triple(
            .iri(IRI(uncheckedValid: "\(base)/revision/\(revision)")), PROV.wasGeneratedBy, .iri(activity)))
      }
    }
    for name in Set(transitions.map(\.actor) + [author]) {
      triples.append(Triple(.iri(PROV.agent(name)), .RDF.type, .iri(PROV.theAgentClass)))
      triples.append(Triple(.iri(PROV.agent(name)), .RDFS.label, .literal(.string(name))))
    }
    return Graph(triples)
  }
}

/// Words of PROV-O that are used here.
private enum PROV {
  static let namespace = "http://www.w3.org/ns/prov#"
  static let dateTime = "http://www.w3.org/2001/XMLSchema#dateTime"
  static let entity = IRI(uncheckedValid: namespace + "Entity")
  static let activity = IRI(uncheckedValid: namespace + "Activity")
  static let theAgentClass = IRI(uncheckedValid: namespace + "Agent")
  static let association = IRI(uncheckedValid: namespace + "Association")
  static let wasAttributedTo = IRI(uncheckedValid: namespace + "wasAttributedTo")
  static let wasDerivedFrom = IRI(uncheckedValid: namespace + "wasDerivedFrom")
  static let wasGeneratedBy = IRI(uncheckedValid: namespace + "wasGeneratedBy")
  static let used = IRI(uncheckedValid: namespace + "used")
  static let endedAtTime = IRI(uncheckedValid: namespace + "endedAtTime")
  static let qualifiedAssociation = IRI(uncheckedValid: namespace + "qualifiedAssociation")
  static let theAgent = IRI(uncheckedValid: namespace + "agent")
  static let hadRole = IRI(uncheckedValid: namespace + "hadRole")

  /// An account as an agent; its name has only characters that an IRI takes.
  static func agent(_ name: String) -> IRI { IRI(uncheckedValid: "urn:concordat:account/" + name) }
}
