import Glibc
import NIOCore
import Synchronization

/// The open connections of a server, and whether there is room for one more.
final class ConnectionRegistry: Sendable {
  private struct State {
    var channels: [ObjectIdentifier: any Channel] = [:]
    var isClosed = false
  }

  private let state = Mutex(State())
  /// The most connections at once.
  let countMax: Int

  /// Takes the limit, or what the system's limit of descriptors leaves, if that is less.
  init(limits: ServiceLimits) {
    var descriptors = rlimit()
    let isKnown = getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &descriptors) == 0
    let available = isKnown ? Int(clamping: descriptors.rlim_cur) - limits.descriptorCountReserved : Int.max
    countMax = max(1, min(limits.connectionCountMax, available))
  }

  var count: Int { state.withLock { $0.channels.count } }

  /// Admits nobody from now on and returns the connections that are open.
  func close() -> [any Channel] {
    state.withLock { state in
      state.isClosed = true
      return Array(state.channels.values)
    }
  }

  /// Takes a connection in until it closes; false if there are too many.
  func admit(_ channel: any Channel) -> Bool {
    let key = ObjectIdentifier(channel)
    let isAdmitted = state.withLock { state in
      guard !state.isClosed, state.channels.count < countMax else { return false }
      state.channels[key] = channel
      return true
    }
    if isAdmitted {
      channel.closeFuture.whenComplete { _ in self.state.withLock { $0.channels[key] = nil } }
    }
    return isAdmitted
  }
}
