public import Logging
import RDF
public import SKOSStore

/// The methods of Concordat bound to a store: what every door, socket or in-process, leads to.
public struct Service: Sendable {
  /// The dispatcher over all methods.
  public let dispatcher: Dispatcher
  /// The version of this program.
  public static let version = "0.1.0"

  /// Binds the methods to a store.
  ///
  /// - Parameter transferArea: where uploads and downloads are kept while they last.
  public init(
    store: Store, limits: ServiceLimits = ServiceLimits(), transferArea: TransferArea?, logger: Logger
  ) throws {
    dispatcher = try Dispatcher(
      methods: Self.methods(of: store, limits: limits), server: ServerDescription(version: Self.version),
      authenticator: Self.authenticator(store),
      authorize: { method, call in try Self.authorize(method, call, store) },
      describe: StoreErrors.describe,
      once: { call, key, request, body in
        try store.once(key: key, for: call.requirePrincipal(), request: request, body)
      },
      limits: limits, transferArea: transferArea, logger: logger)
    store.onCommit { [changes = dispatcher.changes] in changes.fire() }
  }

  /// All methods that need a store, in the order in which they are documented.
  static func methods(of store: Store, limits: ServiceLimits = ServiceLimits()) -> [MethodDeclaration] {
    [
      VocabularyMethods(store: store).declarations, VocabularySettingMethods(store: store).declarations,
      SheetMethods(store: store).declarations,
      ConceptMethods(store: store).declarations, SearchMethods(store: store).declarations,
      HierarchyMethods(store: store).declarations, MappingMethods(store: store).declarations,
      HistoryMethods(store: store).declarations,
      ChangeMethods(store: store).declarations, ConsultationMethods(store: store).declarations,
      BallotMethods(store: store).declarations, ReviewMethods(store: store).declarations,
      CommentMethods(store: store).declarations,
      OrganisationMethods(store: store).declarations, WorkMethods(store: store).declarations,
      RegisterMethods(store: store).declarations,
      ReleaseMethods(store: store).declarations, ReleasePreparationMethods(store: store).declarations,
      AccountMethods(store: store).declarations, StoreMethods(store: store).declarations,
      EventMethods(store: store, limits: limits).declarations, HealthMethods(store: store).declarations,
    ].flatMap { $0 }
  }

  static func authenticator(_ store: Store) -> Authenticator {
    var authenticator = Authenticator(
      principalForUID: { uid in try store.principal(forUserID: uid) },
      principalForToken: { token in try store.principal(forToken: token.secret) },
      principalForAccount: { number in try store.principal(forAccount: number) },
      vocabularyName: { number in try store.vocabularyName(number) })
    authenticator.changeCount = { store.commitCount }
    authenticator.hasExpired = { principal in store.hasExpired(principal) }
    return authenticator
  }

  /// Asks the store, which decides and records refusals; methods ask again for the grant that they need.
  private static func authorize(_ method: MethodDeclaration, _ call: Call, _ store: Store) throws {
    switch method.access {
    case .anyone: return
    case .account, .transition:
      guard call.principal == nil else { return }
      try store.recordDenial(
        by: call.actorName, of: method.name, vocabulary: try? call.optionalString("vocabulary"), "no account")
      _ = try call.requirePrincipal()
    case .permission(let permission, let parameter):
      let vocabulary = try parameter.map { parameter in try call.string(parameter) }
      _ = try store.authorize(
        call.principal, for: permission, vocabulary: vocabulary, unknown: call.actorName)
    }
  }
}

extension Call {
  /// How the caller is named in records: the account, or what is known without one.
  var actorName: String {
    if let principal { return principal.name }
    if let uid = session.peerUID { return "uid \(uid)" }
    return "anonymous"
  }

  /// What the suggestions of a caller are counted by: the account, the user of this machine, or the network.
  var source: String {
    if let principal { return "account \(principal.accountID)" }
    return session.peerUID.map { "uid \($0)" } ?? session.peerNetwork ?? "unknown"
  }

  /// The grant for a permission in the vocabulary that the call names.
  func grant(_ permission: Permission, _ store: Store) throws -> Grant {
    try store.authorize(principal, for: permission, vocabulary: string("vocabulary"))
  }

  /// The grant for a permission in the store as a whole.
  func storeGrant(_ permission: Permission, _ store: Store) throws -> Grant {
    try store.authorize(principal, for: permission)
  }

  /// The moment that the call names, or the head.
  func moment() throws -> Moment { try optionalString("at").map { Moment($0) } ?? .head }

  /// Carries out what changes the vocabulary, if its head is the one that the call expects.
  func expectingHead<Value>(_ grant: Grant, _ store: Store, _ body: () throws -> Value) throws -> Value {
    let isDeclared = method.parameters.contains { $0.name == Shared.expectedHead.name }
    let expected = isDeclared ? try optionalInt(Shared.expectedHead.name).map { Int64($0) } : nil
    return try store.expecting(head: expected, grant: grant, body)
  }

  /// Edits the draft that the call names, if it is the edition that the call expects.
  func expectingEdition<Value>(_ grant: Grant, _ store: Store, _ body: () throws -> Value) throws -> Value {
    let expected = try optionalInt(Shared.expectedEdition.name).map { Int64($0) }
    return try store.expecting(edition: expected, of: Int64(int("change")), grant: grant, body)
  }

  /// The languages that the call or the connection prefers, best first.
  func preferredLanguages() throws -> [LanguageTag] {
    let declaresThem = method.parameters.contains { $0.name == Shared.languages.name }
    let tags = try declaresThem ? optionalStrings("languages") ?? session.languages : session.languages
    return try tags.map { tag in
      do {
        return try LanguageTag(tag)
      } catch {
        throw RPCError(.invalidParams, "\(error).", details: ["parameter": "languages"])
      }
    }
  }
}

/// Parameters that many methods share, declared once so that they mean the same everywhere.
enum Shared {
  static let vocabulary = ParameterDeclaration.required("vocabulary", .name, "The vocabulary's name")
  static let concept = ParameterDeclaration.required(
    "concept", .iri, "The entry: its IRI, what follows the namespace, its notation, or its preferred label")
  static let at = ParameterDeclaration.optional(
    "at", .name, "The moment to read: head, a revision (r12), a release (1.0.0), or a date (2026-11-24)")
  static let languages = ParameterDeclaration.optional(
    "languages", .array(of: .languageTag, countMax: 32), "The languages to show labels in, best first")
  static let change = ParameterDeclaration.required(
    "change", .integer(1...Int.max), "The change request's number")
  static let expectedHead = ParameterDeclaration.optional(
    "expectedHead", .count, "The head that the caller has seen; with another one nothing is done")
  static let expectedEdition = ParameterDeclaration.optional(
    "expectedEdition", .integer(1...Int.max),
    "The edition of the draft that the caller has seen; with another one nothing is done")
  static let syntax = ParameterDeclaration.required(
    "syntax", .choice(of: RDFSyntax.self), "The syntax to write")

  /// A limit on the number of results, with its default and largest value.
  static func limit(_ default: Int, max: Int) -> ParameterDeclaration {
    .optional("limit", .integer(1...max), "At most so many; \(`default`) if not given")
  }
}
