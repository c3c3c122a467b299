import ArgumentParser
import Foundation
import TermService

/// The command `termctl mcp`.
struct MCPCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mcp", abstract: "Offer vocabularies to a language model, on standard input and output.",
    discussion: """
      Speaks the Model Context Protocol: an assistant's program starts this command and looks terms up, compares \
      releases, explains histories, checks drafts, and drafts changes. Nothing is submitted or decided this way. \
      The assistant may do what the account of this user, or of the token, may do.
      """)

  @OptionGroup var options: StoreOptions

  func run() async throws {
    let connection = try await options.connect(mayCreate: false)
    let server = MCPServer(client: connection.client)
    var framer = LineFramer(byteCountMax: MCPServer.lineByteCountMax)
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    while true {
      let count = read(STDIN_FILENO, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { break }
      for frame in framer.push(Array(buffer.prefix(count))) {
        // A line that is too long cannot be told from what follows, so nothing more is read.
        guard case .line(let line) = frame else {
          await connection.close()
          throw Failure(.usage, "a message is longer than \(MCPServer.lineByteCountMax) bytes")
        }
        if let answer = await server.answer(to: line) { try Self.write(answer + [0x0A]) }
      }
    }
    await connection.close()
  }

  private static func write(_ bytes: [UInt8]) throws {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Foundation.write(STDOUT_FILENO, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      // Whoever listened is gone.
      guard count > 0 else { throw OutputFile.ClosedPipe() }
      rest = rest.dropFirst(count)
    }
  }
}
