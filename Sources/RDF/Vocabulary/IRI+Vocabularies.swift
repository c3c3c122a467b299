// Constants of the vocabularies that Concordat speaks; one enumeration each, spelled as its specification spells them.

extension IRI {
  /// RDF 1.1, <http://www.w3.org/1999/02/22-rdf-syntax-ns#>.
  public enum RDF {
    /// The namespace.
    public static let namespace = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"

    /// `rdf:type`.
    public static let type = IRI(uncheckedValid: namespace + "type")
    /// `rdf:first`.
    public static let first = IRI(uncheckedValid: namespace + "first")
    /// `rdf:rest`.
    public static let rest = IRI(uncheckedValid: namespace + "rest")
    /// `rdf:nil`.
    public static let `nil` = IRI(uncheckedValid: namespace + "nil")
    /// `rdf:langString`.
    public static let langString = IRI(uncheckedValid: namespace + "langString")
    /// `rdf:XMLLiteral`.
    public static let XMLLiteral = IRI(uncheckedValid: namespace + "XMLLiteral")
    /// `rdf:HTML`.
    public static let HTML = IRI(uncheckedValid: namespace + "HTML")
    /// `rdf:JSON`.
    public static let JSON = IRI(uncheckedValid: namespace + "JSON")
    /// `rdf:value`.
    public static let value = IRI(uncheckedValid: namespace + "value")
    /// `rdf:List`.
    public static let List = IRI(uncheckedValid: namespace + "List")
    /// `rdf:Statement`.
    public static let Statement = IRI(uncheckedValid: namespace + "Statement")
    /// `rdf:subject`.
    public static let subject = IRI(uncheckedValid: namespace + "subject")
    /// `rdf:predicate`.
    public static let predicate = IRI(uncheckedValid: namespace + "predicate")
    /// `rdf:object`.
    public static let object = IRI(uncheckedValid: namespace + "object")
    /// `rdf:li`.
    public static let li = IRI(uncheckedValid: namespace + "li")
    /// `rdf:Description`.
    public static let Description = IRI(uncheckedValid: namespace + "Description")
  }

  /// RDF Schema, <http://www.w3.org/2000/01/rdf-schema#>.
  public enum RDFS {
    /// The namespace.
    public static let namespace = "http://www.w3.org/2000/01/rdf-schema#"

    /// `rdfs:label`.
    public static let label = IRI(uncheckedValid: namespace + "label")
    /// `rdfs:comment`.
    public static let comment = IRI(uncheckedValid: namespace + "comment")
    /// `rdfs:seeAlso`.
    public static let seeAlso = IRI(uncheckedValid: namespace + "seeAlso")
    /// `rdfs:isDefinedBy`.
    public static let isDefinedBy = IRI(uncheckedValid: namespace + "isDefinedBy")
    /// `rdfs:Class`.
    public static let Class = IRI(uncheckedValid: namespace + "Class")
    /// `rdfs:subClassOf`.
    public static let subClassOf = IRI(uncheckedValid: namespace + "subClassOf")
    /// `rdfs:subPropertyOf`.
    public static let subPropertyOf = IRI(uncheckedValid: namespace + "subPropertyOf")
    /// `rdfs:domain`.
    public static let domain = IRI(uncheckedValid: namespace + "domain")
    /// `rdfs:range`.
    public static let range = IRI(uncheckedValid: namespace + "range")
  }

  /// XML Schema datatypes, <http://www.w3.org/2001/XMLSchema#>.
  public enum XSD {
    /// The namespace.
    public static let namespace = "http://www.w3.org/2001/XMLSchema#"

    /// `xsd:string`.
    public static let string = IRI(uncheckedValid: namespace + "string")
    /// `xsd:boolean`.
    public static let boolean = IRI(uncheckedValid: namespace + "boolean")
    /// `xsd:integer`.
    public static let integer = IRI(uncheckedValid: namespace + "integer")
    /// `xsd:decimal`.
    public static let decimal = IRI(uncheckedValid: namespace + "decimal")
    /// `xsd:double`.
    public static let double = IRI(uncheckedValid: namespace + "double")
    /// `xsd:date`.
    public static let date = IRI(uncheckedValid: namespace + "date")
    /// `xsd:dateTime`.
    public static let dateTime = IRI(uncheckedValid: namespace + "dateTime")
    /// `xsd:anyURI`.
    public static let anyURI = IRI(uncheckedValid: namespace + "anyURI")
  }

  /// OWL 2, <http://www.w3.org/2002/07/owl#>.
  public enum OWL {
    /// The namespace.
    public static let namespace = "http://www.w3.org/2002/07/owl#"

    /// `owl:deprecated`.
    public static let deprecated = IRI(uncheckedValid: namespace + "deprecated")
    /// `owl:versionIRI`.
    public static let versionIRI = IRI(uncheckedValid: namespace + "versionIRI")
    /// `owl:versionInfo`.
    public static let versionInfo = IRI(uncheckedValid: namespace + "versionInfo")
    /// `owl:priorVersion`.
    public static let priorVersion = IRI(uncheckedValid: namespace + "priorVersion")
    /// `owl:Ontology`.
    public static let Ontology = IRI(uncheckedValid: namespace + "Ontology")
    /// `owl:sameAs`.
    public static let sameAs = IRI(uncheckedValid: namespace + "sameAs")
  }

  /// SKOS, <http://www.w3.org/2004/02/skos/core#>.
  public enum SKOS {
    /// The namespace.
    public static let namespace = "http://www.w3.org/2004/02/skos/core#"

    /// `skos:Concept`.
    public static let Concept = IRI(uncheckedValid: namespace + "Concept")
    /// `skos:ConceptScheme`.
    public static let ConceptScheme = IRI(uncheckedValid: namespace + "ConceptScheme")
    /// `skos:Collection`.
    public static let Collection = IRI(uncheckedValid: namespace + "Collection")
    /// `skos:OrderedCollection`.
    public static let OrderedCollection = IRI(uncheckedValid: namespace + "OrderedCollection")
    /// `skos:inScheme`.
    public static let inScheme = IRI(uncheckedValid: namespace + "inScheme")
    /// `skos:hasTopConcept`.
    public static let hasTopConcept = IRI(uncheckedValid: namespace + "hasTopConcept")
    /// `skos:topConceptOf`.
    public static let topConceptOf = IRI(uncheckedValid: namespace + "topConceptOf")
    /// `skos:prefLabel`.
    public static let prefLabel = IRI(uncheckedValid: namespace + "prefLabel")
    /// `skos:altLabel`.
    public static let altLabel = IRI(uncheckedValid: namespace + "altLabel")
    /// `skos:hiddenLabel`.
    public static let hiddenLabel = IRI(uncheckedValid: namespace + "hiddenLabel")
    /// `skos:notation`.
    public static let notation = IRI(uncheckedValid: namespace + "notation")
    /// `skos:note`.
    public static let note = IRI(uncheckedValid: namespace + "note")
    /// `skos:changeNote`.
    public static let changeNote = IRI(uncheckedValid: namespace + "changeNote")
    /// `skos:definition`.
    public static let definition = IRI(uncheckedValid: namespace + "definition")
    /// `skos:editorialNote`.
    public static let editorialNote = IRI(uncheckedValid: namespace + "editorialNote")
    /// `skos:example`.
    public static let example = IRI(uncheckedValid: namespace + "example")
    /// `skos:historyNote`.
    public static let historyNote = IRI(uncheckedValid: namespace + "historyNote")
    /// `skos:scopeNote`.
    public static let scopeNote = IRI(uncheckedValid: namespace + "scopeNote")
    /// `skos:semanticRelation`.
    public static let semanticRelation = IRI(uncheckedValid: namespace + "semanticRelation")
    /// `skos:broader`.
    public static let broader = IRI(uncheckedValid: namespace + "broader")
    /// `skos:narrower`.
    public static let narrower = IRI(uncheckedValid: namespace + "narrower")
    /// `skos:related`.
    public static let related = IRI(uncheckedValid: namespace + "related")
    /// `skos:broaderTransitive`.
    public static let broaderTransitive = IRI(uncheckedValid: namespace + "broaderTransitive")
    /// `skos:narrowerTransitive`.
    public static let narrowerTransitive = IRI(uncheckedValid: namespace + "narrowerTransitive")
    /// `skos:member`.
    public static let member = IRI(uncheckedValid: namespace + "member")
    /// `skos:memberList`.
    public static let memberList = IRI(uncheckedValid: namespace + "memberList")
    /// `skos:mappingRelation`.
    public static let mappingRelation = IRI(uncheckedValid: namespace + "mappingRelation")
    /// `skos:closeMatch`.
    public static let closeMatch = IRI(uncheckedValid: namespace + "closeMatch")
    /// `skos:exactMatch`.
    public static let exactMatch = IRI(uncheckedValid: namespace + "exactMatch")
    /// `skos:broadMatch`.
    public static let broadMatch = IRI(uncheckedValid: namespace + "broadMatch")
    /// `skos:narrowMatch`.
    public static let narrowMatch = IRI(uncheckedValid: namespace + "narrowMatch")
    /// `skos:relatedMatch`.
    public static let relatedMatch = IRI(uncheckedValid: namespace + "relatedMatch")
  }

  /// SKOS-XL, <http://www.w3.org/2008/05/skos-xl#>.
  public enum SKOSXL {
    /// The namespace.
    public static let namespace = "http://www.w3.org/2008/05/skos-xl#"

    /// `skosxl:Label`.
    public static let Label = IRI(uncheckedValid: namespace + "Label")
    /// `skosxl:literalForm`.
    public static let literalForm = IRI(uncheckedValid: namespace + "literalForm")
    /// `skosxl:prefLabel`.
    public static let prefLabel = IRI(uncheckedValid: namespace + "prefLabel")
    /// `skosxl:altLabel`.
    public static let altLabel = IRI(uncheckedValid: namespace + "altLabel")
    /// `skosxl:hiddenLabel`.
    public static let hiddenLabel = IRI(uncheckedValid: namespace + "hiddenLabel")
    /// `skosxl:labelRelation`.
    public static let labelRelation = IRI(uncheckedValid: namespace + "labelRelation")
  }

  /// DCMI Metadata Terms, <http://purl.org/dc/terms/>.
  public enum DCTerms {
    /// The namespace.
    public static let namespace = "http://purl.org/dc/terms/"

    /// `dct:title`.
    public static let title = IRI(uncheckedValid: namespace + "title")
    /// `dct:description`.
    public static let description = IRI(uncheckedValid: namespace + "description")
    /// `dct:creator`.
    public static let creator = IRI(uncheckedValid: namespace + "creator")
    /// `dct:contributor`.
    public static let contributor = IRI(uncheckedValid: namespace + "contributor")
    /// `dct:publisher`.
    public static let publisher = IRI(uncheckedValid: namespace + "publisher")
    /// `dct:created`.
    public static let created = IRI(uncheckedValid: namespace + "created")
    /// `dct:modified`.
    public static let modified = IRI(uncheckedValid: namespace + "modified")
    /// `dct:issued`.
    public static let issued = IRI(uncheckedValid: namespace + "issued")
    /// `dct:license`.
    public static let license = IRI(uncheckedValid: namespace + "license")
    /// `dct:rights`.
    public static let rights = IRI(uncheckedValid: namespace + "rights")
    /// `dct:source`.
    public static let source = IRI(uncheckedValid: namespace + "source")
    /// `dct:subject`.
    public static let subject = IRI(uncheckedValid: namespace + "subject")
    /// `dct:identifier`.
    public static let identifier = IRI(uncheckedValid: namespace + "identifier")
    /// `dct:language`.
    public static let language = IRI(uncheckedValid: namespace + "language")
    /// `dct:isReplacedBy`.
    public static let isReplacedBy = IRI(uncheckedValid: namespace + "isReplacedBy")
    /// `dct:replaces`.
    public static let replaces = IRI(uncheckedValid: namespace + "replaces")
    /// `dct:isVersionOf`.
    public static let isVersionOf = IRI(uncheckedValid: namespace + "isVersionOf")
    /// `dct:hasVersion`.
    public static let hasVersion = IRI(uncheckedValid: namespace + "hasVersion")
  }

  /// PROV-O, <http://www.w3.org/ns/prov#>.
  public enum PROV {
    /// The namespace.
    public static let namespace = "http://www.w3.org/ns/prov#"

    /// `prov:Activity`.
    public static let Activity = IRI(uncheckedValid: namespace + "Activity")
    /// `prov:Entity`.
    public static let Entity = IRI(uncheckedValid: namespace + "Entity")
    /// `prov:wasDerivedFrom`.
    public static let wasDerivedFrom = IRI(uncheckedValid: namespace + "wasDerivedFrom")
    /// `prov:wasGeneratedBy`.
    public static let wasGeneratedBy = IRI(uncheckedValid: namespace + "wasGeneratedBy")
    /// `prov:wasRevisionOf`.
    public static let wasRevisionOf = IRI(uncheckedValid: namespace + "wasRevisionOf")
  }

  /// DCAT 3, <http://www.w3.org/ns/dcat#>.
  public enum DCAT {
    /// The namespace.
    public static let namespace = "http://www.w3.org/ns/dcat#"

    /// `dcat:Dataset`.
    public static let Dataset = IRI(uncheckedValid: namespace + "Dataset")
    /// `dcat:Distribution`.
    public static let Distribution = IRI(uncheckedValid: namespace + "Distribution")
    /// `dcat:version`.
    public static let version = IRI(uncheckedValid: namespace + "version")
    /// `dcat:previousVersion`.
    public static let previousVersion = IRI(uncheckedValid: namespace + "previousVersion")
    /// `dcat:isVersionOf`.
    public static let isVersionOf = IRI(uncheckedValid: namespace + "isVersionOf")
    /// `dcat:hasVersion`.
    public static let hasVersion = IRI(uncheckedValid: namespace + "hasVersion")
    /// `dcat:distribution`.
    public static let distribution = IRI(uncheckedValid: namespace + "distribution")
    /// `dcat:downloadURL`.
    public static let downloadURL = IRI(uncheckedValid: namespace + "downloadURL")
    /// `dcat:mediaType`.
    public static let mediaType = IRI(uncheckedValid: namespace + "mediaType")
    /// `dcat:byteSize`.
    public static let byteSize = IRI(uncheckedValid: namespace + "byteSize")
  }

}
