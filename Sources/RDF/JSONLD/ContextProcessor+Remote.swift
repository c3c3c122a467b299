extension ContextProcessor {
  /// Step 5.2: a string refers to a context document.
  func processRemote(
    _ result: ActiveContext, _ reference: String, _ situation: Situation
  ) throws(SyntaxError) -> ActiveContext {
    let iri = try resolved(reference, situation)
    if !situation.validatesScoped && situation.remoteContexts.contains(where: { $0.isExactly(iri.string) }) {
      return result
    }
    guard situation.remoteContexts.count < limits.remoteContextCountMax else {
      throw SyntaxError(
        .JSONLD.contextOverflow, at: nil,
        "contexts refer to one another more than \(limits.remoteContextCountMax) times, last to <\(iri)>")
    }
    let context = try load(iri)
    var inner = Situation(base: iri, remoteContexts: situation.remoteContexts + [iri.string])
    inner.validatesScoped = situation.validatesScoped
    do throws(SyntaxError) {
      return try process(result, context, inner)
    } catch {
      // What is at fault in another document is named by the reference to it.
      faultPath.clear()
      throw error
    }
  }

  /// Step 5.6: what a context imports stands below what it says itself.
  func importing(_ context: JSON.Object, _ situation: Situation) throws(SyntaxError) -> JSON.Object {
    let imported = try setting("@import", of: context) { (value) throws(SyntaxError) in
      try self.imported(value, situation)
    }
    guard var result = imported else { return context }
    for (name, value) in context.members { result[name] = value }
    return result
  }

  private func imported(_ value: JSON, _ situation: Situation) throws(SyntaxError) -> JSON.Object {
    guard let reference = value.string else {
      throw SyntaxError(
        .JSONLD.invalidImportValue, at: nil, "found @import \(value.excerpt); expected a string")
    }
    let iri = try resolved(reference, situation)
    guard let imported = try load(iri).object else {
      throw SyntaxError(
        .JSONLD.invalidRemoteContext, at: nil,
        "the context <\(iri)> is not an object; expected one, to import it")
    }
    guard !imported.contains("@import") else {
      throw SyntaxError(
        .JSONLD.invalidContextEntry, at: nil, "the context <\(iri)> is imported and imports another itself")
    }
    return imported
  }

  private func resolved(_ reference: String, _ situation: Situation) throws(SyntaxError) -> IRI {
    let iri = situation.base.map { try? $0.resolving(reference) } ?? (try? IRI(reference))
    guard let iri else {
      throw SyntaxError(
        .JSONLD.loadingDocumentFailed, at: nil,
        "the context \"\(reference)\" is relative or malformed; expected an IRI, or a base to resolve it against"
      )
    }
    return iri
  }

  private func load(_ iri: IRI) throws(SyntaxError) -> JSON {
    let document: JSON
    if let known = options.contextDocuments[iri.string] ?? BundledContexts.documents[iri.string] {
      document = known
    } else {
      document = try loadedDocument(iri)
    }
    guard let context = document["@context"] else {
      throw SyntaxError(
        .JSONLD.invalidRemoteContext, at: nil, "the document <\(iri)> is not an object with \"@context\"")
    }
    return context
  }

  /// A document from the loader; each is asked for once.
  private func loadedDocument(_ iri: IRI) throws(SyntaxError) -> JSON {
    if let known = loadedDocuments[iri] { return known }
    guard options.documentLoader != nil else {
      throw SyntaxError(
        .JSONLD.loadingRemoteContextFailed, at: nil,
        "the context <\(iri)> is not at hand, and nothing is fetched from the network; save it to a file and "
          + "name that file as the context for this IRI")
    }
    do {
      let document = try JSONLDRetrieval(forContexts: options, limits).load(iri).document
      loadedDocuments[iri] = document
      return document
    } catch {
      throw SyntaxError(
        error.code == .limit ? .limit : .JSONLD.loadingRemoteContextFailed, at: nil,
        "the context <\(iri)> could not be loaded: \(error.message)")
    }
  }
}
