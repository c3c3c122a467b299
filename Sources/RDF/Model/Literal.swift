/// An RDF literal: a lexical form with a datatype, or with a language, never with both.
///
/// - Source: RDF 1.1 Concepts §3.3.
public enum Literal: Hashable, Sendable {
  /// A literal of datatype `xsd:string`.
  case string(String)
  /// A language-tagged string, of datatype `rdf:langString`.
  case languageTagged(String, LanguageTag)
  /// A literal of any other datatype; its lexical form need not be valid for it.
  case typed(String, datatype: IRI)

  /// Creates a literal, choosing the case that fits the datatype.
  public init(_ lexicalForm: String, datatype: IRI) {
    self = datatype == .XSD.string ? .string(lexicalForm) : .typed(lexicalForm, datatype: datatype)
  }

  /// The text, exactly as it was written.
  public var lexicalForm: String {
    switch self {
    case .string(let text), .languageTagged(let text, _), .typed(let text, _): text
    }
  }

  /// The datatype IRI, `rdf:langString` where there is a language.
  public var datatype: IRI {
    switch self {
    case .string: .XSD.string
    case .languageTagged: .RDF.langString
    case .typed(_, let datatype): datatype
    }
  }

  /// The language tag, if there is one.
  public var languageTag: LanguageTag? {
    if case .languageTagged(_, let tag) = self { tag } else { nil }
  }
}

extension Literal {
  /// Equal when lexical form, datatype and language are (RDF 1.1 Concepts §3.3); no form is normalised.
  public static func == (left: Literal, right: Literal) -> Bool {
    switch (left, right) {
    case (.string(let left), .string(let right)): left.isExactly(right)
    case (.languageTagged(let left, let leftTag), .languageTagged(let right, let rightTag)):
      leftTag == rightTag && left.isExactly(right)
    case (.typed(let left, let leftDatatype), .typed(let right, let rightDatatype)):
      leftDatatype == rightDatatype && left.isExactly(right)
    default: false
    }
  }

  /// Feeds what `==` compares.
  public func hash(into hasher: inout Hasher) {
    lexicalForm.hashExactly(into: &hasher)
    switch self {
    case .string: break
    case .languageTagged(_, let tag): hasher.combine(tag)
    case .typed(_, let datatype): hasher.combine(datatype)
    }
  }
}

extension Literal: Comparable {
  /// Orders by lexical form, then by language tag, then by datatype, all by code points.
  public static func < (left: Literal, right: Literal) -> Bool {
    if !left.lexicalForm.isExactly(right.lexicalForm) {
      return left.lexicalForm.isExactlyBefore(right.lexicalForm)
    }
    let leftTag = left.languageTag?.string ?? ""
    let rightTag = right.languageTag?.string ?? ""
    if leftTag != rightTag { return leftTag < rightTag }
    return left.datatype < right.datatype
  }
}
