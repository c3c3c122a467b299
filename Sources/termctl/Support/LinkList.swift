import Foundation

/// Lists of links, as link checkers and searches leave them behind.
enum LinkList {
  /// The lines of a file that are not blank.
  static func lines(_ path: String) throws -> [String] {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw Failure(.unreadable, "\(path) cannot be read")
    }
    guard let text = String(validating: data, as: UTF8.self) else {
      throw Failure(.unreadable, "\(path) is not UTF-8")
    }
    return text.split(whereSeparator: \.isNewline).map { $0.trimmingCharacters(in: .whitespaces) }
      .filter { !$0.isEmpty }
  }

  /// The status of each IRI, from lines such as `404 https://example.org/gone`, which curl writes with
  /// `-w '%{http_code} %{url}\n'`.
  static func statuses(_ path: String) throws -> [String: Int] {
    var statuses: [String: Int] = [:]
    for (number, line) in try lines(path).enumerated() {
      let parts = line.split(maxSplits: 1, whereSeparator: \.isWhitespace)
      guard parts.count == 2, let status = Int(parts[0]), (0..<1000).contains(status) else {
        throw Failure(
          .unreadable,
          "\(path): entry \(number + 1) is not a status and an IRI, as in 404 https://example.org/gone")
      }
      statuses[String(parts[1])] = status
    }
    return statuses
  }
}
