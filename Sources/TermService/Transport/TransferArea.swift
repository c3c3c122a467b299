import Synchronization

/// The folder in which a server keeps transfers, and how full it is.
public final class TransferArea: Sendable {
  let folder: String
  private let byteCountMax: Int
  private let usedByteCount = Mutex(0)

  /// Uses a folder that exists; its files never have a name there, so that none are left behind.
  public init(folder: String, limits: ServiceLimits = ServiceLimits()) {
    self.folder = folder
    self.byteCountMax = limits.transferTotalByteCountMax
  }

  /// How many bytes all transfers take together.
  public var byteCount: Int { usedByteCount.withLock { $0 } }

  /// Sets bytes aside before they are written.
  func reserve(_ byteCount: Int) throws(RPCError) {
    let isRoom = usedByteCount.withLock { used in
      guard byteCount <= byteCountMax - used else { return false }
      used += byteCount
      return true
    }
    guard isRoom else {
      throw .limit(
        "transferTotalByteCountMax", byteCountMax,
        "The transfers of all clients together take at most \(byteCountMax) bytes. Try again later.")
    }
  }

  func release(_ byteCount: Int) { usedByteCount.withLock { $0 -= byteCount } }
}
