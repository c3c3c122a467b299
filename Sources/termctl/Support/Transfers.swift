import Foundation
import RDF
import TermService

/// Carries files to the service and from it, in pieces.
///
/// Uploads and downloads belong to their connection. When that breaks, the file is brought or fetched again over the
/// next one, from its beginning.
enum Transfers {
  /// How often a transfer is begun again.
  private static let repetitionCountMax = 8

  /// Uploads a file and returns what the service calls it.
  private static func upload(_ file: UploadSource, over connection: Connection) async throws -> String {
    try await connection.client.upload(name: file.name) { try file.next() }
  }

  /// Carries out a method that takes a file.
  ///
  /// A method that writes is carried out once, however often the file is brought: all attempts have the same key.
  /// - Parameter opened: the file, where the caller has looked into it already.
  static func call(
    _ method: String, _ parameters: JSON.Object, bringing path: String, _ opened: UploadSource? = nil,
    over connection: Connection
  ) async throws -> JSON {
    var parameters = try await connection.keyed(method, parameters)
    var source = try opened ?? UploadSource(path)
    var attempt = 0
    while true {
      do {
        parameters["upload"] = .string(try await upload(source, over: connection))
        return try await connection.call(method, parameters)
      } catch let error where connection.isBroken(by: error) && isFile(path) && attempt < repetitionCountMax {
        attempt += 1
        source = try UploadSource(path)
      }
    }
  }

  /// Whether a path can be read again from the beginning, unlike a pipe.
  private static func isFile(_ path: String) -> Bool {
    var status = stat()
    return path != "-" && stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }

  /// Has a method that reads make a download, writes it to a file or standard output, and returns the answer.
  @discardableResult
  static func download(
    _ method: String, _ parameters: JSON.Object, to path: String?, over connection: Connection
  ) async throws -> JSON {
    var attempt = 0
    while true {
      // What standard output has taken cannot be taken back.
      var isBegun = false
      do {
        let answer = try await connection.call(method, parameters)
        try await OutputFile(path: path).write { append in
          try await connection.client.fetch(answer) { bytes in
            isBegun = path == nil
            try append(bytes)
          }
        }
        note(answer, path)
        return answer
      } catch let error where connection.isBroken(by: error) && !isBegun && attempt < repetitionCountMax {
        attempt += 1
      }
    }
  }

  /// Writes a download that was made to a file.
  static func download(_ answer: JSON, to path: String, over connection: Connection) async throws {
    try await OutputFile(path: path).write { append in try await connection.client.fetch(answer, append) }
    note(answer, path)
  }

  private static func note(_ answer: JSON, _ path: String?) {
    if let path { Terminal.note("wrote \(path) (\(answer["byteCount"]?.int ?? 0) bytes)") }
  }
}
