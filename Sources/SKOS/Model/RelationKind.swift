public import RDF

/// The ways in which one resource of a vocabulary points at another.
public enum RelationKind: String, CaseIterable, Sendable {
  case broader
  case narrower
  case related
  case exactMatch
  case closeMatch
  case broadMatch
  case narrowMatch
  case relatedMatch
  case inScheme
  case topConceptOf
  case hasTopConcept
  case member
  case memberOf
  case isReplacedBy
  case replaces

  /// The property that states it from this end; `skos:member` has none from the other.
  public var property: IRI? {
    switch self {
    case .broader: .SKOS.broader
    case .narrower: .SKOS.narrower
    case .related: .SKOS.related
    case .exactMatch: .SKOS.exactMatch
    case .closeMatch: .SKOS.closeMatch
    case .broadMatch: .SKOS.broadMatch
    case .narrowMatch: .SKOS.narrowMatch
    case .relatedMatch: .SKOS.relatedMatch
    case .inScheme: .SKOS.inScheme
    case .topConceptOf: .SKOS.topConceptOf
    case .hasTopConcept: .SKOS.hasTopConcept
    case .member: .SKOS.member
    case .memberOf: nil
    case .isReplacedBy: .DCTerms.isReplacedBy
    case .replaces: .DCTerms.replaces
    }
  }

  /// The same seen from the other end (S8, S23, S25, S43, S44); nil where the other end has no name for it.
  public var inverse: RelationKind? {
    switch self {
    case .broader: .narrower
    case .narrower: .broader
    case .related: .related
    case .exactMatch: .exactMatch
    case .closeMatch: .closeMatch
    case .broadMatch: .narrowMatch
    case .narrowMatch: .broadMatch
    case .relatedMatch: .relatedMatch
    case .inScheme: nil
    case .topConceptOf: .hasTopConcept
    case .hasTopConcept: .topConceptOf
    case .member: .memberOf
    case .memberOf: .member
    case .isReplacedBy: .replaces
    case .replaces: .isReplacedBy
    }
  }

  /// What people call it: "broader concept".
  public var name: String {
    switch self {
    case .broader: "broader concept"
    case .narrower: "narrower concept"
    case .related: "related concept"
    case .exactMatch: "exact match"
    case .closeMatch: "close match"
    case .broadMatch: "broad match"
    case .narrowMatch: "narrow match"
    case .relatedMatch: "related match"
    case .inScheme: "scheme"
    case .topConceptOf: "scheme it is a top concept of"
    case .hasTopConcept: "top concept"
    case .member: "member"
    case .memberOf: "collection it is a member of"
    case .isReplacedBy: "replacement"
    case .replaces: "replaced resource"
    }
  }

  /// Whether it is one of the five mapping properties (SKOS §10).
  public var isMapping: Bool {
    switch self {
    case .exactMatch, .closeMatch, .broadMatch, .narrowMatch, .relatedMatch: true
    default: false
    }
  }
}
