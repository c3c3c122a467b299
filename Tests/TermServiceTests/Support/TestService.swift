import Logging
import RDF
import SKOSStore
import Synchronization

@testable import TermService

/// A service of a few methods that stands in for the real ones.
///
/// The tokens "tok-ann" and "tok-bob" are accounts, uid 4711 is ann; `roles` and `isRevoked` may be changed while
/// it runs.
final class TestService: Sendable {
  struct Failure: Error {}

  let accounts = Mutex<[String: Principal]>([
    "ann": Principal(accountID: 1, name: "ann", isAdministrator: false, roles: [7: [.proposer, .reader]]),
    "bob": Principal(accountID: 2, name: "bob", isAdministrator: true, roles: [:]),
  ])
  /// How often a method that writes has run.
  let writeCount = Atomic(0)
  let log = LogRecorder()

  /// The uid that is ann's.
  let annUID: UInt32

  init(annUID: UInt32 = 4711) { self.annUID = annUID }

  private func account(_ name: String) -> Principal? { accounts.withLock { $0[name] } }

  var authenticator: Authenticator {
    Authenticator(
      principalForUID: { [self] in $0 == annUID ? account("ann") : nil },
      principalForToken: { [self] in
        $0.secret.hasPrefix("tok-") ? account(String($0.secret.dropFirst(4))) : nil
      },
      principalForAccount: { [self] number in accounts.withLock { $0.values.first { $0.accountID == number } }
      },
      vocabularyName: { $0 == 7 ? "demo" : nil })
  }

  func dispatcher(
    limits: ServiceLimits = .patient, transferArea: TransferArea? = nil,
    extra: [MethodDeclaration] = []
  ) throws -> Dispatcher {
    try Dispatcher(
      methods: methods + extra, server: ServerDescription(version: "0.1.0"), authenticator: authenticator,
      authorize: { method, call in
        guard case .permission(let permission, vocabulary: _) = method.access else { return }
        let roles = call.principal?.roles[7] ?? []
        guard !roles.isDisjoint(with: permission.roles) else {
          throw RPCError(.forbidden, "The account has no role that may do this.")
        }
      },
      describe: { $0 is CancellationError ? RPCError(.cancelled, "Cancelled.") : nil },
      limits: limits, transferArea: transferArea, logger: log.logger)
  }

  private static let any = ResultDeclaration("Anything", .any)

  private var methods: [MethodDeclaration] {
    [
      MethodDeclaration(
        "math.subtract", "Subtracts", access: .anyone,
        parameters: [
          .required("minuend", .integer(-1_000...1_000), "From what"),
          .required("subtrahend", .integer(-1_000...1_000), "How much"),
        ], result: ResultDeclaration("The difference", .integer(.min ... .max)),
        handler: { .int(try $0.int("minuend") - $0.int("subtrahend")) }),
      MethodDeclaration(
        "echo.say", "Gives back what it gets", access: .anyone,
        parameters: [.optional("value", .any, "What to say")], result: Self.any,
        handler: { $0.value("value") ?? .null }),
      MethodDeclaration(
        "echo.repeat", "Gives a long string", access: .anyone,
        parameters: [.required("count", .count, "How long")], result: Self.any,
        handler: { .string(String(repeating: "x", count: try $0.int("count"))) }),
      MethodDeclaration(
        "thing.write", "Counts a write", access: .permission(.propose, vocabulary: "vocabulary"),
        isWrite: true,
        parameters: [.required("vocabulary", .name, "Where")], result: Self.any,
        handler: { [self] _ in
          writeCount.add(1, ordering: .relaxed)
          return [:]
        }),
      MethodDeclaration(
        "thing.fail", "Fails", access: .anyone, result: Self.any, handler: { _ in throw Failure() }),
      MethodDeclaration(
        "account.name", "Names the account", access: .account, result: Self.any,
        handler: { .string(try $0.requirePrincipal().name) }),
    ]
  }
}

/// Keeps what is logged, to show what is and what is not.
final class LogRecorder: Sendable {
  private let entries = Mutex<[String]>([])

  var text: String { entries.withLock { $0.joined(separator: "\n") } }

  var logger: Logger {
    var logger = Logger(label: "test") { _ in Handler(recorder: self) }
    logger.logLevel = .trace
    return logger
  }

  private struct Handler: LogHandler {
    let recorder: LogRecorder
    var metadata: Logger.Metadata = [:]
    var logLevel: Logger.Level = .trace

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
      get { metadata[key] }
      set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
      let all = metadata.merging(event.metadata ?? [:]) { $1 }
      recorder.entries.withLock { $0.append("\(event.level) \(event.message) \(all)") }
    }
  }
}
