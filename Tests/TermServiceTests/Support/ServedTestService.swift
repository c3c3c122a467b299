import Glibc
import Testing

@testable import TermService

/// Runs a server at a socket in a folder of its own, and stops it afterwards, which has to leave no socket behind.
func withServer(
  limits: ServiceLimits = .patient, extra: [MethodDeclaration] = [],
  _ body: (_ path: String, _ server: Server, _ service: TestService) async throws -> Void
) async throws {
  let folder = try TemporaryFolder()
  let service = TestService(annUID: getuid())
  let path = folder.path + "/socket"
  let dispatcher = try service.dispatcher(
    limits: limits, transferArea: TransferArea(folder: folder.path, limits: limits), extra: extra)
  let server = try await Server.start(dispatcher, at: [.unixSocket(path: path)], logger: service.log.logger)
  do {
    try await body(path, server, service)
  } catch {
    await server.stop()
    throw error
  }
  #expect(await server.stop())
  #expect(access(path, F_OK) != 0)
}
