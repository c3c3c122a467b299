import Foundation
import RDF
import SKOS
import Synchronization

@testable import SKOSStore

/// A store in a temporary directory with a committee in it: what nearly every test here begins with.
final class Committee: Sendable {
  let directory: String
  let store: Store
  let clock: TestClock

  /// The names of the accounts are those of their roles, but for the administrator.
  static let roles: [Role] = [.proposer, .reviewer, .manager, .publisher, .owner, .editor, .commenter]

  init() throws {
    directory = NSTemporaryDirectory() + "concordat-" + UUID().uuidString
    let clock = TestClock()
    self.clock = clock
    store = try Store(
      directory: directory, ownerDescription: "a test",
      environment: StoreEnvironment(now: { clock.tick() }, randomBytes: StoreEnvironment.system.randomBytes))
    try store.bootstrapAdministrator(userID: 1000)
    let operators = try store.authorize(administrator(), for: .createVocabulary)
    _ = try store.createVocabulary(
      name: "letters", title: "Letters", namespace: "https://example.org/letters/", defaultLanguage: "en",
      visibility: .public, identifierPattern: .sequential, grant: operators)
    for role in Self.roles {
      let accounts = try store.authorize(administrator(), for: .manageAccounts)
      try store.createAccount(
        name: role.rawValue, displayName: role.rawValue, organisation: nil, userID: nil, grant: accounts)
      let settings = try store.authorize(administrator(), for: .administer, vocabulary: "letters")
      try store.grantRole(role, to: role.rawValue, grant: settings)
    }
  }

  deinit {
    store.close()
    try? FileManager.default.removeItem(atPath: directory)
  }

  func administrator() throws -> Principal {
    try store.principal(forUserID: 1000)
      ?? Principal(accountID: 0, name: "", isAdministrator: false, roles: [:])
  }

  func member(_ role: Role) throws -> Principal {
    let accounts = try store.accounts(grant: store.authorize(administrator(), for: .manageAccounts))
    guard let account = accounts.first(where: { $0.name == role.rawValue }),
      let principal = try store.principal(forAccount: account.id)
    else { throw StoreError(.notFound, "no account for \(role)") }
    return principal
  }

  func grant(_ permission: Permission, _ role: Role, in vocabulary: String = "letters") throws -> Grant {
    try store.authorize(member(role), for: permission, vocabulary: vocabulary)
  }

  func reading() throws -> Grant { try store.authorize(nil, for: .read, vocabulary: "letters") }

  func importing(_ triples: [Triple], mode: ImportMode = .replace) throws -> ImportReport {
    try store.importGraph(
      Graph(triples), mode: mode, message: "Import", grant: grant(.importContent, .manager))
  }
}

/// A clock that moves on by a second each time it is read.
final class TestClock: Sendable {
  private let milliseconds = Mutex<Int64>(1_764_000_000_000)

  func tick() -> Timestamp {
    milliseconds.withLock { value in
      value += 1000
      return Timestamp(milliseconds: value)
    }
  }
}

/// A concept of the example vocabulary, by a letter.
func letter(_ name: String) -> IRI { IRI(uncheckedValid: "https://example.org/letters/" + name) }

func concept(_ name: String, label: String, broader: String? = nil) -> [Triple] {
  let subject = Subject.iri(letter(name))
  var triples = [
    Triple(subject, .RDF.type, .iri(.SKOS.Concept)),
    Triple(subject, .SKOS.prefLabel, .literal(.languageTagged(label, english))),
  ]
  if let broader { triples.append(Triple(subject, .SKOS.broader, .iri(letter(broader)))) }
  return triples
}

let english = LanguageTag.english

extension LanguageTag {
  static let english: LanguageTag = {
    guard let tag = try? LanguageTag("en") else { preconditionFailure("en is a language tag") }
    return tag
  }()
}
