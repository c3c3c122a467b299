import Foundation

/// Connections that say nothing.
enum IdleConnections {
  /// Opens connections, says so on standard output, and holds them until standard input ends.
  static func hold(_ count: Int, at socket: String) throws {
    var limit = rlimit()
    getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    limit.rlim_cur = limit.rlim_max
    setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    var peers: [Peer] = []
    for _ in 0..<count { peers.append(try Peer(socket: socket)) }
    FileHandle.standardOutput.write(Data("open \(peers.count)\n".utf8))
    ServiceBench.waitForEnd()
  }
}
