public import RDF

/// A label as it is to be shown.
public struct ShownLabel: Hashable, Sendable {
  /// The text.
  public let text: String
  /// The language that it is in; nil if it says none.
  public let language: String?
}

/// An entry as the service shows it; `json` has all that the service told.
public struct ShownEntry: Hashable, Sendable {
  /// The entry.
  public let iri: IRI
  /// The revision that was read, by which the entry is cited.
  public let revision: Int
  /// The label in the reader's language.
  public let label: ShownLabel
  /// Whether it is no longer to be used.
  public let isDeprecated: Bool
  /// The whole answer of `concept.get`.
  public let json: JSON
}

/// A page of what a search found.
public struct FoundEntries: Hashable, Sendable {
  /// One entry that was found.
  public struct Hit: Hashable, Sendable {
    /// The entry.
    public let iri: IRI
    /// The label in the reader's language.
    public let label: ShownLabel
    /// Its notation.
    public let notation: String?
  }

  /// The revision that was read.
  public let revision: Int
  /// The entries, the best match first.
  public let hits: [Hit]
  /// Where the next page begins; nil if there is none.
  public let cursor: String?
}

extension TermCalling {
  /// The rows of a list, fetched page by page.
  ///
  /// - Parameters:
  ///   - member: the member of the method's result that has them, such as `requests`.
  ///   - countMax: how many are wanted at most; all if nil.
  public func rows(
    _ member: String, of method: String, _ parameters: JSON.Object = JSON.Object(),
    atMost countMax: Int? = nil
  ) async throws -> [JSON] {
    try await pages(member, of: method, parameters, atMost: countMax).rows
  }

  /// The answer of a method that has a list among other members, with all of its rows and without a cursor.
  ///
  /// What stands beside the list is that of the first page.
  public func whole(
    _ member: String, of method: String, _ parameters: JSON.Object = JSON.Object()
  ) async throws -> JSON {
    var (answer, rows) = try await pages(member, of: method, parameters, atMost: nil)
    answer[member] = .array(rows)
    answer["cursor"] = nil
    return .object(answer)
  }

  private func pages(
    _ member: String, of method: String, _ parameters: JSON.Object, atMost countMax: Int?
  ) async throws -> (first: JSON.Object, rows: [JSON]) {
    var (first, rows, parameters) = (JSON.Object?.none, [JSON](), parameters)
    while true {
      // A limit that one page cannot have is reached by several.
      let missing = countMax.map { $0 - rows.count }
      parameters["limit"] = .int(min(missing ?? 1000, 1000))
      let page = try await call(method, parameters)
      guard let answer = page.object, let found = page[member]?.array, let cursor = page["cursor"] else {
        throw ClientError.malformed(method)
      }
      first = first ?? answer
      rows += found
      guard let next = cursor.string, countMax.map({ rows.count < $0 }) ?? true else {
        return (first ?? answer, rows)
      }
      parameters["cursor"] = .string(next)
    }
  }

  /// Shows an entry, named by its IRI, its notation or its preferred label.
  ///
  /// - Parameter moment: head, a revision (r12), a release (1.0.0), or a date; the head if nil.
  public func entry(
    _ name: String, in vocabulary: String, at moment: String? = nil, languages: [String] = []
  ) async throws -> ShownEntry {
    var parameters = JSON.Object([("vocabulary", .string(vocabulary)), ("concept", .string(name))])
    parameters["at"] = moment.map(JSON.string)
    if !languages.isEmpty { parameters["languages"] = .array(languages.map(JSON.string)) }
    let json = try await call("concept.get", parameters)
    guard let iri = json["iri"]?.string.flatMap({ try? IRI($0) }), let revision = json["revision"]?.int,
      let label = ShownLabel(json["label"]), let isDeprecated = json["isDeprecated"]?.bool
    else { throw ClientError.malformed("concept.get") }
    return ShownEntry(
      iri: iri, revision: revision, label: label, isDeprecated: isDeprecated, json: json)
  }

  /// Finds entries by their labels, notations and notes, a page at a time.
  public func search(
    _ text: String, in vocabulary: String, limit: Int = 20, cursor: String? = nil, languages: [String] = []
  ) async throws -> FoundEntries {
    var parameters = JSON.Object([
      ("vocabulary", .string(vocabulary)), ("text", .string(text)), ("limit", .int(limit)),
    ])
    parameters["cursor"] = cursor.map(JSON.string)
    if !languages.isEmpty { parameters["languages"] = .array(languages.map(JSON.string)) }
    let json = try await call("concept.search", parameters)
    guard let revision = json["revision"]?.int, let hits = json["hits"]?.array else {
      throw ClientError.malformed("concept.search")
    }
    return FoundEntries(
      revision: revision,
      hits: try hits.map { hit in
        guard let iri = hit["iri"]?.string.flatMap({ try? IRI($0) }), let label = ShownLabel(hit["label"])
        else { throw ClientError.malformed("concept.search") }
        return FoundEntries.Hit(iri: iri, label: label, notation: hit["notation"]?.string)
      }, cursor: json["cursor"]?.string)
  }
}

extension ShownLabel {
  fileprivate init?(_ json: JSON?) {
    guard let text = json?["text"]?.string else { return nil }
    self.init(text: text, language: json?["language"]?.string)
  }
}

extension ClientError {
  static func malformed(_ method: String) -> ClientError {
    ClientError(code: .malformedAnswer, message: "The answer to \(method) is not what the protocol says.")
  }
}
