/// A document as it was found at an address.
///
/// - Source: JSON-LD 1.1 Processing Algorithms and API §9.4, `RemoteDocument`.
public struct JSONLDRemoteDocument: Hashable, Sendable {
  /// The document; of HTML, what its scripts say.
  public var document: JSON
  /// The address, after redirects and links to another form of the document.
  public var documentIRI: IRI
  /// The base for relative IRIs in the document: that of the options, or else the address; in HTML, what its
  /// `base` element makes of it.
  public var base: IRI
  /// The media type, without parameters.
  public var contentType: String
  /// The profiles that the media type names.
  public var profiles: [String]
  /// The context that the server names for a document that is JSON but not JSON-LD.
  public var contextIRI: IRI?
}

extension JSONLD {
  /// Loads a document with `options.jsonLD.documentLoader`.
  ///
  /// A link to an alternate form is followed if the document is no JSON, and HTML is searched for scripts of type
  /// `application/ld+json`: for the first, or all, or the one that the fragment of the address names.
  /// - Throws: `SyntaxError` with code `loading document failed`, `multiple context link headers` or `invalid script
  ///   element`; without a loader, always.
  /// - Source: JSON-LD 1.1 Processing Algorithms and API §9.4, "Remote Document and Context Retrieval", and §9.5,
  ///   "HTML Content Algorithms".
  public static func load(
    _ iri: IRI, options: ParserOptions = ParserOptions()
  ) throws(SyntaxError) -> JSONLDRemoteDocument {
    try JSONLDRetrieval(options).load(iri)
  }
}

/// Loads documents.
struct JSONLDRetrieval {
  let options: ParserOptions
  /// Which of the scripts of an HTML document is wanted, by the profile of its type.
  var profile: String?
  var extractsAllScripts: Bool
  private static let contextRelation = "http://www.w3.org/ns/json-ld#context"

  init(_ options: ParserOptions) {
    self.options = options
    extractsAllScripts = options.jsonLD.extractsAllScripts ?? false
  }

  /// Loads contexts, of which HTML may have one among other scripts.
  init(forContexts options: JSONLDOptions, _ limits: ParserLimits) {
    self.init(ParserOptions(limits: limits, jsonLD: options))
    profile = Self.contextRelation
    extractsAllScripts = false
  }

  /// Steps 1 to 8 of `LoadDocumentCallback`.
  func load(_ iri: IRI) throws(SyntaxError) -> JSONLDRemoteDocument {
    guard let loader = options.jsonLD.documentLoader else {
      throw failed(iri, "cannot be loaded: nothing is fetched without a document loader")
    }
    var address = iri
    for _ in 0..<max(options.limits.remoteContextCountMax, 1) {
      let response = try loader.load(address.withoutFragment)
      let type = MediaType(response.contentType)
      let links = response.links.flatMap { LinkHeader($0).links }
      if !type.isJSON,
        let alternate = links.first(where: {
          $0.relations.contains("alternate") && MediaType($0.type ?? "").isJSONLD
        })
      {
        address = try resolved(alternate.target, response.iri)
        continue
      }
      return try read(response, type, links, fragment: address.fragment)
    }
    throw failed(iri, "leads from link to link and to no document")
  }

  private func read(
    _ response: JSONLDDocumentLoader.Response, _ type: MediaType, _ links: [LinkHeader.Link],
    fragment: String?
  ) throws(SyntaxError) -> JSONLDRemoteDocument {
    guard response.body.count <= options.limits.jsonLDByteCountMax else {
      throw SyntaxError(
        .limit, at: nil,
        "the document <\(response.iri)> is longer than \(options.limits.jsonLDByteCountMax) bytes")
    }
    guard ["utf-8", "utf8", "us-ascii"].contains(type.charset ?? "utf-8") else {
      throw failed(response.iri, "is in \(type.charset ?? ""); expected UTF-8")
    }
    var result = JSONLDRemoteDocument(
      document: .null, documentIRI: response.iri, base: options.base ?? response.iri,
      contentType: type.essence, profiles: type.profiles)
    if type.isHTML {
      let scripts = HTMLScripts(response.body)
      if let base = scripts.base, let iri = try? result.base.resolving(base) { result.base = iri }
      result.document = try extract(scripts, response, fragment: fragment)
      return result
    }
    guard type.isJSON else {
      throw failed(response.iri, "is of type \(type.essence); expected JSON-LD, JSON or HTML")
    }
    if !type.isJSONLD {
      let contexts = links.filter { $0.relations.contains(Self.contextRelation) }
      guard contexts.count <= 1 else {
        throw SyntaxError(
          .JSONLD.multipleContextLinkHeaders, at: nil,
          "the server names \(contexts.count) contexts for <\(response.iri)>; expected one")
      }
      result.contextIRI = try contexts.first.map { (link) throws(SyntaxError) in
        try resolved(link.target, response.iri)
      }
    }
    do {
      result.document = try JSON(parsing: response.body, limits: jsonLimits)
    } catch {
      throw SyntaxError(
        error.code == .limit ? .limit : .JSONLD.loadingDocumentFailed, at: error.position,
        "the document <\(response.iri)> is no JSON: \(error.message)")
    }
    return result
  }

  private var jsonLimits: JSON.Limits {
    var limits = JSON.Limits()
    limits.nestingDepthMax = min(limits.nestingDepthMax, options.limits.nestingDepthMax)
    return limits
  }

  private func resolved(_ target: String, _ base: IRI) throws(SyntaxError) -> IRI {
    guard let iri = try? base.resolving(target) else {
      throw failed(base, "links to \"\(target)\", which is no IRI")
    }
    return iri
  }

  private func failed(_ iri: IRI, _ reason: String) -> SyntaxError {
    SyntaxError(.JSONLD.loadingDocumentFailed, at: nil, "the document <\(iri)> \(reason)")
  }
}

// MARK: - HTML

extension JSONLDRetrieval {
  /// The script that the fragment names, or the first, or all in one array.
  fileprivate func extract(
    _ scripts: HTMLScripts, _ response: JSONLDDocumentLoader.Response, fragment: String?
  ) throws(SyntaxError) -> JSON {
    if let fragment, !fragment.isEmpty {
      let name = fragment.percentDecoded
      guard let element = scripts.elements.first(where: { $0.id == name }), element.isScript,
        MediaType(element.type).isJSONLD
      else { throw failed(response.iri, "has no script of type application/ld+json with the id \"\(name)\"") }
      return try json(element, response)
    }
    let candidates = scripts.elements.filter { $0.isScript && MediaType($0.type).isJSONLD }
    if extractsAllScripts {
      var documents: [JSON] = []
      for script in candidates { documents += try json(script, response).asArray }
      return .array(documents)
    }
    let preferred = profile.flatMap { profile in
      candidates.first { MediaType($0.type).profiles.contains(profile) }
    }
    guard let script = preferred ?? candidates.first else {
      throw failed(response.iri, "has no script of type application/ld+json")
    }
    return try json(script, response)
  }

  /// - Source: JSON-LD 1.1 Processing Algorithms and API §9.5, "Process HTML" and "Extract Script Content".
  private func json(
    _ script: HTMLScripts.Element, _ response: JSONLDDocumentLoader.Response
  ) throws(SyntaxError) -> JSON {
    do {
      return try JSON(parsing: Array(response.body[script.content]), limits: jsonLimits)
    } catch {
      let offset = script.content.lowerBound + (error.position?.offset ?? 0)
      let position = response.body.withUnsafeBufferPointer { TextPosition(of: offset, in: $0) }
      throw SyntaxError(
        error.code == .limit ? .limit : .JSONLD.invalidScriptElement, at: position,
        "a script of <\(response.iri)> is no JSON: \(error.message)")
    }
  }
}

extension IRI {
  /// What follows the number sign, if there is one.
  fileprivate var fragment: String? {
    string.firstIndex(of: "#").map { String(string[string.index(after: $0)...]) }
  }

  fileprivate var withoutFragment: IRI {
    string.firstIndex(of: "#").map { IRI(uncheckedValid: String(string[..<$0])) } ?? self
  }
}

extension String {
  /// The text with its percent-encoded bytes decoded; as it is, if they are not UTF-8.
  fileprivate var percentDecoded: String {
    guard utf8.contains(UInt8(ascii: "%")) else { return self }
    var bytes: [UInt8] = []
    var rest = utf8[...]
    while let byte = rest.popFirst() {
      let digits = rest.prefix(2)
      if byte == UInt8(ascii: "%"), digits.count == 2, digits.allSatisfy(IRIGrammar.isHexDigit),
        let value = UInt8(String(Substring(digits)), radix: 16)
      {
        bytes.append(value)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(validating: bytes, as: UTF8.self) ?? self
  }
}
