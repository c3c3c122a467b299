import GRDB
import RDF

/// How the IRIs of new entries are made; they are never given twice.
public enum IdentifierPattern: String, CaseIterable, Sendable {
  /// The namespace and the next whole number: `…/1042`.
  case sequential
  /// The namespace and the notation of the broader entry with two more digits: `…/3.1.10.26.01`.
  case hierarchical
  /// The proposer names the IRI.
  case explicit
}

/// Makes the IRI of a new entry when its request is merged.
///
/// Every IRI that a vocabulary ever had keeps its row in the store, so asking whether one is free asks for
/// all of history.
struct IdentifierMint {
  /// What a draft calls an entry that has no IRI yet.
  static let placeholderPrefix = "urn:concordat:draft:"

  /// What is made for one new entry.
  struct Identifier {
    let iri: IRI
    /// The entry number, where the pattern gives one.
    let notation: String?
  }

  let db: Database
  let vocabulary: Vocabulary

  /// Makes an identifier.
  ///
  /// - Parameters:
  ///   - broader: the notation of the broader entry, for the hierarchical pattern.
  ///   - taken: what was made for other entries in the same transaction.
  func mint(broader: String?, taken: Set<String>) throws -> Identifier {
    guard let namespace = vocabulary.namespace else {
      throw StoreError(
        .invalidArgument,
        "\(vocabulary.name) has no namespace from which to make IRIs; name the IRI of the new entry")
    }
    switch vocabulary.identifierPattern {
    case .explicit:
      throw StoreError(
        .invalidArgument, "\(vocabulary.name) wants the IRI of a new entry named by its proposer")
    case .sequential:
      return try firstFree(from: try highestNumber(namespace) + 1, taken: taken) {
        (namespace + String($0), nil)
      }
    case .hierarchical:
      guard let broader else {
        throw StoreError(
          .invalidArgument,
          "an entry number continues that of a broader entry; give the new entry one, or name its IRI")
      }
      return try firstFree(from: 1, taken: taken) { number in
        let notation = broader + "." + (number < 10 ? "0" : "") + String(number)
        return (namespace + notation, notation)
      }
    }
  }

  private func firstFree(
    from start: Int, taken: Set<String>, _ candidate: (Int) -> (iri: String, notation: String?)
  ) throws -> Identifier {
    let statement = try db.cachedStatement(sql: "SELECT count(*) FROM entry WHERE vocabulary = ? AND iri = ?")
    var number = start
    while true {
      let (iri, notation) = candidate(number)
      let known = try Int.fetchOne(statement, arguments: [vocabulary.id, iri]) ?? 0
      if known == 0 && !taken.contains(iri) {
        return Identifier(iri: try Self.checked(iri), notation: notation)
      }
      number += 1
    }
  }

  private static func checked(_ text: String) throws(StoreError) -> IRI {
    do {
      return try IRI(text)
    } catch {
      throw StoreError(.invalidArgument, "the namespace of the vocabulary makes no IRI: \(error)")
    }
  }

  /// The highest whole number that any IRI of the vocabulary ever had after the namespace.
  private func highestNumber(_ namespace: String) throws -> Int {
    let local = "substr(iri, length(?2) + 1)"
    return try Int.fetchOne(
      db,
      sql: """
        SELECT max(CAST(\(local) AS INTEGER)) FROM entry
        WHERE vocabulary = ?1 AND iri >= ?2 AND iri < ?2 || char(0x10FFFF) AND \(local) NOT GLOB '*[^0-9]*'
        """, arguments: [vocabulary.id, namespace]) ?? 0
  }
}
