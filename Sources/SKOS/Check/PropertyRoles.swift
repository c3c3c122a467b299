internal import RDF

/// What a property means to SKOS; several at once where one property implies others.
struct PropertyRoles: OptionSet, Sendable {
  let rawValue: UInt64

  /// The object is above the subject: broader, broaderTransitive, broadMatch (S22, S41).
  static let up = PropertyRoles(rawValue: 1 << 0)
  /// The object is below the subject: narrower, narrowerTransitive, narrowMatch (S22, S41).
  static let down = PropertyRoles(rawValue: 1 << 1)
  /// The two are associated: related, relatedMatch (S41).
  static let related = PropertyRoles(rawValue: 1 << 2)
  /// exactMatch.
  static let exact = PropertyRoles(rawValue: 1 << 3)
  /// broadMatch.
  static let broadMatch = PropertyRoles(rawValue: 1 << 4)
  /// narrowMatch.
  static let narrowMatch = PropertyRoles(rawValue: 1 << 5)
  /// relatedMatch.
  static let relatedMatch = PropertyRoles(rawValue: 1 << 6)
  /// Both ends are Concepts: every semantic relation, every mapping relation (S19 to S21, S39).
  static let betweenConcepts = PropertyRoles(rawValue: 1 << 7)
  /// The subject is a Concept: topConceptOf (S6, S8).
  static let subjectConcept = PropertyRoles(rawValue: 1 << 8)
  /// The object is a Concept: hasTopConcept (S6).
  static let objectConcept = PropertyRoles(rawValue: 1 << 9)
  /// The subject is a ConceptScheme: hasTopConcept (S5).
  static let subjectScheme = PropertyRoles(rawValue: 1 << 10)
  /// The object is a ConceptScheme: inScheme, topConceptOf (S4, S7).
  static let objectScheme = PropertyRoles(rawValue: 1 << 11)
  /// The subject is a Collection: member, memberList (S29, S31, S33).
  static let subjectCollection = PropertyRoles(rawValue: 1 << 12)
  /// The subject is an xl Label: literalForm, labelRelation (S50, S60).
  static let subjectLabel = PropertyRoles(rawValue: 1 << 13)
  /// The object is an xl Label: the three xl label properties, labelRelation (S54, S61).
  static let objectLabel = PropertyRoles(rawValue: 1 << 14)
  /// rdf:type.
  static let type = PropertyRoles(rawValue: 1 << 15)
  /// prefLabel, plain.
  static let prefLabel = PropertyRoles(rawValue: 1 << 16)
  /// altLabel, plain.
  static let altLabel = PropertyRoles(rawValue: 1 << 17)
  /// hiddenLabel, plain.
  static let hiddenLabel = PropertyRoles(rawValue: 1 << 18)
  /// The xl prefLabel.
  static let xlPrefLabel = PropertyRoles(rawValue: 1 << 19)
  /// The xl altLabel.
  static let xlAltLabel = PropertyRoles(rawValue: 1 << 20)
  /// The xl hiddenLabel.
  static let xlHiddenLabel = PropertyRoles(rawValue: 1 << 21)
  /// literalForm.
  static let literalForm = PropertyRoles(rawValue: 1 << 22)
  /// notation.
  static let notation = PropertyRoles(rawValue: 1 << 23)
  /// note and its sub-properties (S17).
  static let note = PropertyRoles(rawValue: 1 << 24)
  /// member.
  static let member = PropertyRoles(rawValue: 1 << 25)
  /// memberList.
  static let memberList = PropertyRoles(rawValue: 1 << 26)
  /// mappingRelation and its sub-properties (S39, S40, S42).
  static let mapping = PropertyRoles(rawValue: 1 << 27)
  /// A name that is not one of the three kinds of label: rdfs:label, dct:title.
  static let title = PropertyRoles(rawValue: 1 << 28)
  /// inScheme, or topConceptOf from which it follows (S7).
  static let inScheme = PropertyRoles(rawValue: 1 << 29)
  /// topConceptOf.
  static let topConceptOf = PropertyRoles(rawValue: 1 << 30)
  /// hasTopConcept.
  static let hasTopConcept = PropertyRoles(rawValue: 1 << 31)

  /// The three plain label properties.
  static let anyLabel: PropertyRoles = [.prefLabel, .altLabel, .hiddenLabel]
  /// The three xl label properties.
  static let anyXLLabel: PropertyRoles = [.xlPrefLabel, .xlAltLabel, .xlHiddenLabel]

  /// The properties of SKOS whose values are resources.
  static let resourceValued: PropertyRoles = [
    .betweenConcepts, .inScheme, .topConceptOf, .hasTopConcept, .member, .memberList,
  ]

  /// The roles of the properties that SKOS and SKOS-XL define.
  static let defined: [(property: IRI, roles: PropertyRoles)] = [
    (.RDF.type, .type),
    (.RDFS.label, .title),
    (.DCTerms.title, .title),
    (IRI(uncheckedValid: "http://purl.org/dc/elements/1.1/title"), .title),
    (.SKOS.inScheme, [.inScheme, .objectScheme]),
    (.SKOS.topConceptOf, [.inScheme, .topConceptOf, .subjectConcept, .objectScheme]),
    (.SKOS.hasTopConcept, [.hasTopConcept, .subjectScheme, .objectConcept]),
    (.SKOS.semanticRelation, .betweenConcepts),
    (.SKOS.mappingRelation, [.mapping, .betweenConcepts]),
    (.SKOS.broader, [.up, .betweenConcepts]),
    (.SKOS.broaderTransitive, [.up, .betweenConcepts]),
    (.SKOS.narrower, [.down, .betweenConcepts]),
    (.SKOS.narrowerTransitive, [.down, .betweenConcepts]),
    (.SKOS.related, [.related, .betweenConcepts]),
    (.SKOS.broadMatch, [.up, .broadMatch, .mapping, .betweenConcepts]),
    (.SKOS.narrowMatch, [.down, .narrowMatch, .mapping, .betweenConcepts]),
    (.SKOS.relatedMatch, [.related, .relatedMatch, .mapping, .betweenConcepts]),
    (.SKOS.exactMatch, [.exact, .mapping, .betweenConcepts]),
    (.SKOS.closeMatch, [.mapping, .betweenConcepts]),
    (.SKOS.member, [.member, .subjectCollection]),
    (.SKOS.memberList, [.memberList, .subjectCollection]),
    (.SKOS.prefLabel, .prefLabel),
    (.SKOS.altLabel, .altLabel),
    (.SKOS.hiddenLabel, .hiddenLabel),
    (.SKOS.notation, .notation),
    (.SKOS.note, .note),
    (.SKOS.definition, .note),
    (.SKOS.scopeNote, .note),
    (.SKOS.example, .note),
    (.SKOS.historyNote, .note),
    (.SKOS.editorialNote, .note),
    (.SKOS.changeNote, .note),
    (.SKOSXL.prefLabel, [.xlPrefLabel, .objectLabel]),
    (.SKOSXL.altLabel, [.xlAltLabel, .objectLabel]),
    (.SKOSXL.hiddenLabel, [.xlHiddenLabel, .objectLabel]),
    (.SKOSXL.literalForm, [.literalForm, .subjectLabel]),
    (.SKOSXL.labelRelation, [.subjectLabel, .objectLabel]),
  ]
}

/// What a resource is to SKOS, as a set: being two of these at once is what some rules look for.
struct ResourceClasses: OptionSet, Sendable {
  let rawValue: UInt8

  static let concept = ResourceClasses(rawValue: 1 << 0)
  static let scheme = ResourceClasses(rawValue: 1 << 1)
  static let collection = ResourceClasses(rawValue: 1 << 2)
  static let label = ResourceClasses(rawValue: 1 << 3)

  /// The classes that SKOS and SKOS-XL define; an OrderedCollection is a Collection (S29).
  static let defined: [(class: IRI, classes: ResourceClasses)] = [
    (.SKOS.Concept, .concept),
    (.SKOS.ConceptScheme, .scheme),
    (.SKOS.Collection, .collection),
    (.SKOS.OrderedCollection, .collection),
    (.SKOSXL.Label, .label),
  ]
}
