public import RDF

extension CheckReport {
  /// The report as RDF: a SHACL validation report, and how often each rule was broken as quality measurements.
  ///
  /// Rules are named `https://concordat.example/rules#` with their id. A result has its focus, its message, its
  /// severity and, where they are known, the line and the file. What the baseline has is left out of the report.
  /// - Source: SHACL §3.6 (validation report); Data Quality Vocabulary §4.3 (quality measurement).
  public var graph: Graph {
    var builder = GraphBuilder()
    for (name, namespace) in [
      ("sh", SHACL.namespace), ("dqv", DQV.namespace), ("rule", Self.ruleNamespace),
      ("xsd", IRI.XSD.namespace), ("dct", IRI.DCTerms.namespace),
    ] {
      builder.prefix(name, namespace)
    }
    let report = BlankNode("report")
    func say(_ subject: BlankNode, _ property: IRI, _ object: Term) {
      builder.insert(Triple(.blankNode(subject), property, object))
    }
    say(report, .RDF.type, .iri(SHACL.iri("ValidationReport")))
    let results = items.filter { !$0.item.isKnown }
    let conforms = !results.contains { $0.item.severity == .error }
    say(report, SHACL.iri("conforms"), .literal(.typed(conforms ? "true" : "false", datatype: .XSD.boolean)))
    for (number, (file, item)) in results.enumerated() {
      let result = BlankNode("result\(number)")
      say(report, SHACL.iri("result"), .blankNode(result))
      say(result, .RDF.type, .iri(SHACL.iri("ValidationResult")))
      say(result, SHACL.iri("resultSeverity"), .iri(Self.severity(item.severity)))
      say(result, SHACL.iri("sourceConstraintComponent"), .iri(Self.ruleIRI(item.rule)))
      let place = file + (item.position.map { ":\($0)" } ?? "")
      say(result, SHACL.iri("resultMessage"), .literal(.string(item.message)))
      say(result, .DCTerms.source, .literal(.string(place)))
      // A blank node of the vocabulary would be another node here.
      if let focus = item.focus?.iri { say(result, SHACL.iri("focusNode"), .iri(focus)) }
      for term in item.related where term.blankNode == nil { say(result, SHACL.iri("value"), term) }
    }
    let counts = Dictionary(grouping: results, by: \.item.rule).mapValues(\.count)
    for id in rules {
      let measurement = BlankNode("measurement-\(id)")
      say(measurement, .RDF.type, .iri(DQV.iri("QualityMeasurement")))
      say(measurement, DQV.iri("isMeasurementOf"), .iri(Self.ruleIRI(id)))
      say(measurement, DQV.iri("value"), .literal(.typed(String(counts[id] ?? 0), datatype: .XSD.integer)))
    }
    return builder.graph()
  }

  private static let ruleNamespace = "https://concordat.example/rules#"

  /// Ids are letters and hyphens.
  private static func ruleIRI(_ id: String) -> IRI { IRI(uncheckedValid: ruleNamespace + id) }

  private static func severity(_ severity: Severity) -> IRI {
    switch severity {
    case .error: SHACL.iri("Violation")
    case .warning: SHACL.iri("Warning")
    case .info: SHACL.iri("Info")
    }
  }

  private enum SHACL {
    static let namespace = "http://www.w3.org/ns/shacl#"
    static func iri(_ name: String) -> IRI { IRI(uncheckedValid: namespace + name) }
  }

  private enum DQV {
    static let namespace = "http://www.w3.org/ns/dqv#"
    static func iri(_ name: String) -> IRI { IRI(uncheckedValid: namespace + name) }
  }
}
