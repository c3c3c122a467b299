package import RDF

/// What properties say about their ends, sub-properties included: for those who walk a vocabulary without a graph of it.
package struct PropertySemantics: Sendable {
  /// What a statement with a property may be part of.
  package struct Meaning: OptionSet, Sendable {
    package let rawValue: UInt8
    package init(rawValue: UInt8) { self.rawValue = rawValue }

    /// Leads from the narrower to the broader.
    package static let up = Meaning(rawValue: 1 << 0)
    /// Leads from the broader to the narrower.
    package static let down = Meaning(rawValue: 1 << 1)
    /// Relates or maps concepts, so that conditions on pairs of concepts read it.
    package static let relation = Meaning(rawValue: 1 << 2)
    /// Gives a resource a SKOS-XL label.
    package static let label = Meaning(rawValue: 1 << 3)
    /// Says by its range what its object is.
    package static let typesObject = Meaning(rawValue: 1 << 4)
    /// Matches concepts exactly, which chains (S45).
    package static let exact = Meaning(rawValue: 1 << 5)
  }

  private var meanings: [IRI: Meaning] = [:]

  /// Reads which properties stand below those of SKOS and SKOS-XL.
  ///
  /// - Parameter declarations: A graph with the `rdfs:subPropertyOf` statements that matter.
  package init(declarations: Graph) {
    for (property, roles) in PropertyRoles.defined { meanings[property] = Self.meaning(of: roles) }
    let inherited = InheritedTraits(
      of: declarations, defined: PropertyRoles.defined, along: .RDFS.subPropertyOf)
    for statement in declarations.statements {
      guard let property = declarations.dictionary[statement.subject].iri else { continue }
      let meaning = Self.meaning(of: inherited[statement.subject])
      if !meaning.isEmpty { meanings[property] = meaning }
    }
  }

  /// What a property means; nothing for most.
  package func meaning(of property: IRI) -> Meaning { meanings[property, default: []] }

  /// The properties that mean anything.
  package var properties: [IRI: Meaning] { meanings.filter { !$0.value.isEmpty } }

  private static func meaning(of roles: PropertyRoles) -> Meaning {
    var meaning: Meaning = []
    if roles.contains(.up) { meaning.insert(.up) }
    if roles.contains(.down) { meaning.insert(.down) }
    if roles.contains(.exact) { meaning.insert(.exact) }
    if roles.contains(.betweenConcepts) { meaning.insert([.relation, .typesObject]) }
    if !roles.isDisjoint(with: .anyXLLabel) { meaning.insert([.label, .typesObject]) }
    if !roles.isDisjoint(with: [.objectConcept, .objectScheme, .objectLabel]) {
      meaning.insert(.typesObject)
    }
    return meaning
  }
}
