import Crypto
import Foundation
import GRDB
import RDF
import Testing

@testable import SKOSStore

/// What a committee does from an empty store to a release and beyond, as steps that are each one acknowledged write.
struct Workload {
  /// A step.
  struct Step: Sendable {
    let name: String
    let run: @Sendable (Store) throws -> Void

    init(_ name: String, _ run: @escaping @Sendable (Store) throws -> Void) {
      self.name = name
      self.run = run
    }
  }

  static let roles: [Role] = [.proposer, .reviewer, .manager, .publisher]

  static let steps: [Step] =
    [
      Step("create the vocabulary") { store in
        _ = try store.createVocabulary(
          name: "letters", title: "Letters", namespace: "https://example.org/letters/",
          defaultLanguage: "en", visibility: .public, identifierPattern: .sequential,
          grant: store.authorize(administrator(store), for: .createVocabulary))
      }
    ]
    + roles.map { role in
      Step("make the \(role.rawValue)") { store in
        try store.grantRole(
          role, to: role.rawValue,
          grant: store.authorize(administrator(store), for: .administer, vocabulary: "letters"))
      }
    }
    + [
      Step("import") { store in
        let content = (0..<30).flatMap { number in
          concept("c\(number)", label: "Letter \(number)", broader: number == 0 ? nil : "c\(number / 3)")
        }
        _ = try store.importGraph(
          Graph(content), mode: .replace, message: "Import", grant: grant(.importContent, .manager, store))
      }
    ]
    + request(1) { store in
      let label = Term.literal(.languageTagged("Letter none", english))
      _ = try store.editEntry(
        letter("c0"), in: 1, edits: [.set(.SKOS.prefLabel, language: english, [label])],
        grant: grant(.read, .proposer, store))
    }
    + [
      Step("import more") { store in
        let content = (10..<20).flatMap { number in
          concept("c\(number)", label: "The letter \(number)", broader: "c1")
            + concept("d\(number)", label: "Digit \(number)", broader: "c\(number)")
        }
        _ = try store.importGraph(
          Graph(content), mode: .merge, message: "More", grant: grant(.importContent, .manager, store))
      },
      Step("release") { store in
        _ = try store.createRelease(version: "1.0", notes: "", grant: grant(.release, .publisher, store))
      },
    ]
    + request(2) { store in
      let label = Term.literal(.languageTagged("A new letter", english))
      _ = try store.addEntry(
        nil, in: 2, edits: [.add(.SKOS.prefLabel, label), .add(.SKOS.broader, .iri(letter("c1")))],
        grant: grant(.read, .proposer, store))
    } + [
      Step("release again") { store in
        _ = try store.createRelease(version: "2.0", notes: "", grant: grant(.release, .publisher, store))
      }
    ]

  /// A change request from its draft to its revision.
  private static func request(_ number: Int64, _ draft: @escaping @Sendable (Store) throws -> Void) -> [Step]
  {
    [
      Step("create request \(number)") { store in
        _ = try store.createChangeRequest(
          title: "Request \(number)", justification: "so", grant: grant(.propose, .proposer, store))
      },
      Step("draft request \(number)", draft),
    ]
      + [(ChangeTransition.submit, Role.proposer), (.approve, .reviewer), (.merge, .manager)].map {
        transition, role in
        Step("\(transition.rawValue) request \(number)") { store in
          _ = try store.advance(number, by: transition, reason: "so", grant: grant(.read, role, store))
        }
      }
  }

  private static func administrator(_ store: Store) throws -> Principal? {
    try store.principal(forUserID: 1000)
  }

  private static func grant(_ permission: Permission, _ role: Role, _ store: Store) throws -> Grant {
    // The administrator's account is the first, those of the roles follow in their order.
    let number = (roles.firstIndex(of: role) ?? 0) + 2
    return try store.authorize(
      store.principal(forAccount: Int64(number)), for: permission, vocabulary: "letters")
  }

  // MARK: Before the first step

  /// The files of a store that has the accounts and nothing else.
  let template: [String: Data]
  /// What the store holds before the first step, and after each.
  let states: [StoreState]

  /// The one workload of all tests.
  static var shared: Workload { get throws { try made.get() } }
  private static let made = Result { try Workload() }

  private init() throws {
    let folder = try TestFolder()
    let clock = TestClock()
    let environment = StoreEnvironment(
      now: { clock.tick() }, randomBytes: StoreEnvironment.system.randomBytes)
    let store = try Store(
      directory: folder.path, ownerDescription: "a test", environment: environment)
    try store.bootstrapAdministrator(userID: 1000)
    for role in Self.roles {
      try store.createAccount(
        name: role.rawValue, displayName: role.rawValue, organisation: nil, userID: nil,
        grant: store.authorize(store.principal(forUserID: 1000), for: .manageAccounts))
    }
    store.close()
    template = try folder.files()
    let reference = try TestFolder(template)
    let sound = try Store(directory: reference.path, ownerDescription: "a test", environment: environment)
    defer { sound.close() }
    var states = [try StoreState(sound)]
    for step in Self.steps {
      try step.run(sound)
      states.append(try StoreState(sound))
    }
    self.states = states
  }

  /// What may be found when so many steps were acknowledged and the next one was, or was not, begun.
  func states(afterAcknowledging count: Int) -> [StoreState] {
    Array(states[count...min(count + 1, states.count - 1)])
  }
}

/// Everything that a store holds but for times, and for hashes that cover times: one hash for each table.
struct StoreState: Equatable {
  private let tables: [String: String]

  /// - Parameter ofVersion1: whether only columns are looked at that version 1 of the schema had.
  init(_ store: Store, ofVersion1: Bool = false) throws {
    tables = try store.read { db in try Self.tables(db, ofVersion1: ofVersion1) }
  }

  private static func tables(_ db: Database, ofVersion1: Bool) throws -> [String: String] {
    let timely: Set<String> = [
      "at", "created_at", "granted_at", "disabled_at", "previous_hash", "salt", "author_salt",
    ]
    let old = try ofVersion1 ? columnsOfVersion1() : nil
    var tables: [String: String] = [:]
    for table in try String.fetchAll(db, sql: "SELECT name FROM sqlite_master WHERE type = 'table'") {
      let columns = try db.columns(in: table).map(\.name).filter { column in
        !timely.contains(column) && !(column == "hash" && table != "content_tree")
          && (old?.contains("\(table).\(column)") ?? true)
      }
      guard !columns.isEmpty else { continue }
      let line = columns.map { "quote(\"\($0)\")" }.joined(separator: " || ' ' || ")
      var hash = SHA256()
      for row in try String.fetchAll(db, sql: "SELECT \(line) FROM \"\(table)\" ORDER BY 1") {
        hash.update(data: Data(row.utf8))
      }
      tables[table] = Data(hash.finalize()).hexadecimal
    }
    return tables
  }

  private static func columnsOfVersion1() throws -> Set<String> {
    try DatabaseQueue().writeWithoutTransaction { db in
      try SchemaStep.version1.apply(to: db)
      let tables = try String.fetchAll(db, sql: "SELECT name FROM sqlite_master WHERE type = 'table'")
      return Set(try tables.flatMap { table in try db.columns(in: table).map { "\(table).\($0.name)" } })
    }
  }

  /// The tables that differ.
  func differences(from other: StoreState) -> [String] {
    Set(tables.keys).union(other.tables.keys).filter { tables[$0] != other.tables[$0] }.sorted()
  }
}

/// A temporary directory that goes with its owner.
final class TestFolder: Sendable {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "concordat-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  /// A directory with files by their names.
  convenience init(_ files: [String: Data]) throws {
    try self.init()
    for (name, content) in files { try content.write(to: URL(fileURLWithPath: path + "/" + name)) }
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// The files that are the database: itself, its log and a journal.
  func files() throws -> [String: Data] {
    var files: [String: Data] = [:]
    for suffix in ["", "-wal", "-journal"] {
      let name = "concordat.sqlite" + suffix
      let url = URL(fileURLWithPath: path + "/" + name)
      if FileManager.default.fileExists(atPath: url.path) { files[name] = try Data(contentsOf: url) }
    }
    return files
  }
}
