import RDF
import TermService

/// Carries files to the service and from it, in pieces.
enum Transfers {
  /// Uploads a file and returns what the service calls it.
  static func upload(_ file: UploadSource, over connection: Connection) async throws -> String {
    try await connection.client.upload(name: file.name) { try file.next() }
  }

  /// Writes a download to a file or standard output.
  static func download(_ answer: JSON, to path: String?, over connection: Connection) async throws {
    try await OutputFile(path: path).write { append in try await connection.client.fetch(answer, append) }
    if let path { Terminal.note("wrote \(path) (\(answer["byteCount"]?.int ?? 0) bytes)") }
  }
}
