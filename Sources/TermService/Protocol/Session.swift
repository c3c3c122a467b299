import RDF
public import SKOSStore
import Synchronization

/// What the service knows of one connection.
///
/// The requests of a connection are carried out one after the other, so nothing here is contended; the lock
/// is there because they run on changing threads, and because the transport ends the session from its own.
public final class Session: Sendable {
  /// How the peer is connected.
  public enum Transport: String, CaseIterable, Hashable, Sendable {
    /// By a Unix domain socket; the kernel tells who the peer is.
    case unixSocket
    /// By TCP; only a token tells who the peer is.
    case tcp
    /// By TCP with TLS; only a token tells who the peer is.
    case tls
    /// By the standard input and output of the server, which belongs to the peer's user.
    case stdio
    /// Within the same process.
    case inProcess
  }

  /// By what the peer is known.
  public enum Identity: Sendable {
    /// By nothing.
    case none
    /// By its user on this machine.
    case user(uid: UInt32)
    /// By a token it has shown.
    case token(AccessToken)
    /// By an account that whoever made the session vouches for.
    case account(Int64)
  }

  private struct State {
    var identity: Identity
    var principal: Principal?
    /// The authenticator's count of changes when the principal was found.
    var knownAt: UInt64?
    var languages: [String] = []
    var client: String?
    var wrongTokenCount = 0
    var isClosing = false
    var notify: (@Sendable ([UInt8]) -> Void)?
  }

  /// A number for logs, unique within the process.
  public let number: UInt64
  /// How the peer is connected.
  public let transport: Transport
  /// The user that the peer's process belongs to, if the kernel says so.
  public let peerUID: UInt32?
  /// The network that the connection comes from, if it comes over one; kept in memory only, and never logged.
  let peerNetwork: String?
  /// The files on their way in and out; nil where there is no place for them.
  public let transfers: TransferTable?
  /// What the client wants to be told of by itself.
  public let subscriptions = SubscriptionTable()
  private let state: Mutex<State>

  private static let nextNumber = Atomic<UInt64>(1)

  init(
    transport: Transport, peerUID: UInt32?, peerNetwork: String? = nil, identity: Identity,
    transfers: TransferTable?
  ) {
    self.number = Self.nextNumber.wrappingAdd(1, ordering: .relaxed).oldValue
    self.transport = transport
    self.peerUID = peerUID
    self.peerNetwork = peerNetwork
    self.transfers = transfers
    self.state = Mutex(State(identity: identity))
  }

  /// Who asks, as of the request under way; nil without an account.
  public var principal: Principal? { state.withLock { $0.principal } }
  /// The languages that the client prefers, best first; empty if it has not said.
  public var languages: [String] { state.withLock { $0.languages } }
  /// What the client calls itself.
  public var client: String? { state.withLock { $0.client } }
  /// Whether the connection is to be closed after the answer under way.
  public var isClosing: Bool { state.withLock { $0.isClosing } }

  /// By what the peer is known.
  var identity: Identity { state.withLock { $0.identity } }

  /// Sees to it that the account and its roles are as they are now: read anew if anything may have changed.
  func refresh(_ authenticator: Authenticator) throws {
    // The count comes first: what is read may be newer than it says, and never older.
    let now = authenticator.changeCount()
    let isCurrent = state.withLock { state in
      guard let now, state.knownAt == now else { return false }
      return state.principal.map { !authenticator.hasExpired($0) } ?? true
    }
    if isCurrent { return }
    let principal = try authenticator.principal(for: identity)
    state.withLock { state in
      state.principal = principal
      state.knownAt = now
    }
  }

  /// Who the peer is at this moment, without regard to the request under way.
  func currentPrincipal(_ authenticator: Authenticator) throws -> Principal? {
    try authenticator.principal(for: identity)
  }

  /// Takes the way by which the client can be told something without having asked.
  func setNotifier(_ notify: @escaping @Sendable ([UInt8]) -> Void) {
    state.withLock { $0.notify = notify }
  }

  /// Whether the client can be told something without having asked.
  var canNotify: Bool { state.withLock { $0.notify != nil } }

  /// Tells the client something without having been asked; nothing happens where there is no way to.
  func notify(_ method: String, _ parameters: JSON.Object) {
    guard let notify = state.withLock({ $0.notify }) else { return }
    notify(RPCRequest(id: nil, method: method, parameters: parameters).serialized)
  }

  /// Takes the identity that a token gives; transfers begun under another account are dropped.
  func identify(by token: AccessToken, as principal: Principal) {
    let isAnother = state.withLock { state in
      let isAnother = state.principal?.accountID != principal.accountID
      state.identity = .token(token)
      state.principal = principal
      state.knownAt = nil
      return isAnother
    }
    if isAnother {
      transfers?.discardAll()
      subscriptions.removeAll()
    }
  }

  /// Counts a wrong token; with the last one allowed the connection is to be closed.
  func countWrongToken(limits: ServiceLimits) {
    state.withLock { state in
      state.wrongTokenCount += 1
      if state.wrongTokenCount >= limits.wrongTokenCountMax { state.isClosing = true }
    }
  }

  /// How many wrong tokens the peer has shown.
  var wrongTokenCount: Int { state.withLock { $0.wrongTokenCount } }

  /// Takes what the client says of itself.
  func introduce(client: String?, languages: [String]?) {
    state.withLock { state in
      if let client { state.client = client }
      if let languages { state.languages = languages }
    }
  }

  /// Drops what the session holds; to be called when its connection is gone.
  public func end() {
    state.withLock { $0.notify = nil }
    transfers?.discardAll()
    subscriptions.removeAll()
  }
}
