import RDF
import SKOS
import SKOSStore

/// That an entry is out of use and what replaced it, on the wire.
enum RetirementJSON {
  static let schema = Schema.nullable(
    .object([
      .required(
        "replacedBy",
        .array(
          of: .object([
            .required("iri", .iri, "The entry that took its place"),
            .required("label", .nullable(ConceptJSON.labelSchema), "Its label, if the vocabulary has it"),
          ]), countMax: Int.max), "What took its place; empty if nothing did")
    ]))

  /// Null for an entry that is in use.
  static func json(of iri: IRI, _ snapshot: Snapshot, _ languages: [LanguageTag]) throws -> JSON {
    guard let description = try snapshot.describe(iri) else { return .null }
    return try json(description, snapshot, languages)
  }

  static func json(
    _ description: ConceptDescription, _ snapshot: Snapshot, _ languages: [LanguageTag]
  ) throws -> JSON {
    guard description.isRetired else { return .null }
    let successors = try description.successors.map { iri -> JSON in
      let isKnown = try snapshot.entry(iri) != nil
      let label = isKnown ? ConceptJSON.json(try snapshot.label(of: iri, for: languages)) : .null
      return ["iri": .string(iri.string), "label": label]
    }
    return ["replacedBy": .array(successors)]
  }
}
