/// Turns terms into expanded values.
///
/// - Source: JSON-LD 1.1 Processing Algorithms and API §8.5, "RDF to Object Conversion".
struct RDFToObject {
  let dictionary: TermDictionary
  private let options: JSONLDOptions
  private let limits: ParserLimits
  private static let i18n = "https://www.w3.org/ns/i18n#"

  init(_ dictionary: TermDictionary, _ options: ParserOptions) {
    self.dictionary = dictionary
    self.options = options.jsonLD
    limits = options.limits
  }

  /// The value of `@id` for an IRI or blank node.
  func identifier(_ id: TermID) -> String { Self.identifier(dictionary[id]) }

  private static func identifier(_ term: Term) -> String {
    switch term {
    case .iri(let iri): iri.string
    case .blankNode(let node): "_:" + node.label
    case .literal(let literal): literal.lexicalForm
    }
  }

  /// The terms in their order.
  func sorted(_ ids: [TermID]) -> [TermID] {
    guard ids.count > 1 else { return ids }
    return ids.map { ($0, dictionary[$0]) }.sorted { $0.1 < $1.1 }.map(\.0)
  }

  func value(_ id: TermID) throws(SyntaxError) -> JSON {
    let term = dictionary[id]
    guard let literal = term.literal else {
      return .object(JSON.Object([("@id", .string(Self.identifier(term)))]))
    }
    return .object(try value(literal))
  }

  /// Step 2.
  private func value(_ literal: Literal) throws(SyntaxError) -> JSON.Object {
    switch literal {
    case .string(let text): return JSON.Object([("@value", .string(text))])
    case .languageTagged(let text, let tag):
      return JSON.Object([("@value", .string(text)), ("@language", .string(tag.string))])
    case .typed(let text, let datatype):
      if options.usesNativeTypes, let native = Self.native(text, datatype) {
        return JSON.Object([("@value", native)])
      }
      if datatype == .RDF.JSON, options.processingMode == .version11 {
        return JSON.Object([("@value", try json(text)), ("@type", "@json")])
      }
      if options.rdfDirection == .i18nDatatype, let name = datatype.string.suffix(behind: Self.i18n) {
        return Self.directed(text, name)
      }
      return JSON.Object([("@value", .string(text)), ("@type", .string(datatype.string))])
    }
  }

  /// Step 2.4: the Boolean or number that a literal spells, if JSON can say it.
  private static func native(_ text: String, _ datatype: IRI) -> JSON? {
    switch datatype {
    case .XSD.boolean:
      ["true", "1"].contains(text) ? true : ["false", "0"].contains(text) ? false : nil
    case .XSD.integer:
      integer(text).map { .number(JSON.Number(uncheckedValid: $0)) }
    case .XSD.double:
      double(text).map { .number(JSON.Number(uncheckedValid: JSON.Number.ecmaScript($0))) }
    default: nil
    }
  }

  /// The digits of an `xsd:integer` without a plus sign or leading zeros; nil if it is none, or has more digits
  /// than what is read as an integer again.
  private static func integer(_ text: String) -> String? {
    var digits = text.utf8[...]
    let isNegative = digits.first == UInt8(ascii: "-")
    if isNegative || digits.first == UInt8(ascii: "+") { digits = digits.dropFirst() }
    guard !digits.isEmpty, digits.allSatisfy(IRIGrammar.isDigit) else { return nil }
    let significant = digits.drop { $0 == UInt8(ascii: "0") }
    if significant.isEmpty { return "0" }
    guard significant.count <= 21 else { return nil }
    return (isNegative ? "-" : "") + String(Substring(significant))
  }

  /// The value of an `xsd:double` that is a number, in one of the spellings of XML Schema.
  private static func double(_ text: String) -> Double? {
    let spelling = text.utf8.allSatisfy {
      IRIGrammar.isDigit($0) || "+-.eE".utf8.contains($0)
    }
    guard spelling, let value = Double(text), value.isFinite else { return nil }
    return value
  }

  /// Step 2.5.
  private func json(_ text: String) throws(SyntaxError) -> JSON {
    var limits = JSON.Limits()
    limits.nestingDepthMax = min(limits.nestingDepthMax, self.limits.nestingDepthMax)
    do {
      return try JSON(parsing: Array(text.utf8), limits: limits)
    } catch {
      throw SyntaxError(
        error.code == .limit ? .limit : .JSONLD.invalidJSONLiteral, at: nil,
        "a literal of type rdf:JSON is no JSON (\(error)): \(JSON.string(text).excerpt)")
    }
  }

  /// Step 2.6: language and direction from the name of a datatype, `language_direction`.
  private static func directed(_ text: String, _ name: String) -> JSON.Object {
    var value = JSON.Object([("@value", .string(text))])
    let underscore = name.utf8.firstIndex(of: UInt8(ascii: "_"))
    let language = name[..<(underscore ?? name.endIndex)]
    if !language.isEmpty { value.append("@language", .string(String(language))) }
    if let underscore {
      value.append("@direction", .string(String(name[name.utf8.index(after: underscore)...])))
    }
    return value
  }

  /// §8.4, step 6.1: a blank node with value, language and direction as one value.
  func compoundLiteral(_ statements: ArraySlice<Graph.Statement>) throws(SyntaxError) -> JSON {
    var value = JSON.Object([("@value", "")])
    for statement in statements {
      guard let literal = dictionary[statement.object].literal,
        let predicate = dictionary[statement.predicate].iri
      else { continue }
      switch predicate.string {
      case IRI.RDF.value.string: value["@value"] = .string(literal.lexicalForm)
      case IRI.RDF.namespace + "language":
        guard (try? LanguageTag(literal.lexicalForm)) != nil else {
          throw SyntaxError(
            .JSONLD.invalidLanguageTaggedString, at: nil,
            "found rdf:language \(JSON.string(literal.lexicalForm).excerpt); expected a language tag")
        }
        value["@language"] = .string(literal.lexicalForm)
      case IRI.RDF.namespace + "direction":
        guard ["ltr", "rtl"].contains(literal.lexicalForm) else {
          throw SyntaxError(
            .JSONLD.invalidBaseDirection, at: nil,
            "found rdf:direction \(JSON.string(literal.lexicalForm).excerpt); expected \"ltr\" or \"rtl\"")
        }
        value["@direction"] = .string(literal.lexicalForm)
      default: break
      }
    }
    return .object(value)
  }
}
