import Foundation
import RDF

/// Which edition of a draft a person has seen last, so that an edit of theirs does not undo what they do not know of.
///
/// Kept in a file of the user, from one command to the next. It is a help and no more: what cannot be read counts as
/// nothing seen, and what cannot be written is not missed.
struct SeenEditions {
  /// A draft, as an account sees it.
  struct Draft: Hashable {
    /// The server or the store.
    let place: String
    /// The account; empty without one.
    let account: String
    let vocabulary: String
    let change: Int
  }

  /// The most drafts that are kept: 500, those that were seen last.
  private static let countMax = 500

  private var editions: [(draft: Draft, edition: Int)] = []

  /// Where the file is: `termctl/editions.json` where the state of programs is kept.
  private static var path: String {
    let environment = ProcessInfo.processInfo.environment
    let folder = environment["XDG_STATE_HOME"] ?? (environment["HOME"] ?? "") + "/.local/state"
    return folder + "/termctl/editions.json"
  }

  private init() {
    let data = FileManager.default.contents(atPath: Self.path) ?? Data()
    for row in (try? JSON(parsing: [UInt8](data)))?.array ?? [] {
      guard let place = row["place"]?.string, let account = row["account"]?.string,
        let vocabulary = row["vocabulary"]?.string, let change = row["change"]?.int,
        let edition = row["edition"]?.int
      else { continue }
      editions.append(
        (Draft(place: place, account: account, vocabulary: vocabulary, change: change), edition))
    }
  }

  /// The edition that was seen last.
  static func edition(of draft: Draft) -> Int? {
    SeenEditions().editions.last { $0.draft == draft }?.edition
  }

  /// Keeps which edition has been seen.
  static func see(_ edition: Int, of draft: Draft) {
    var seen = SeenEditions()
    seen.editions.removeAll { $0.draft == draft }
    seen.editions.append((draft, edition))
    seen.write()
  }

  private func write() {
    let rows = editions.suffix(Self.countMax).map { draft, edition -> JSON in
      [
        "place": .string(draft.place), "account": .string(draft.account),
        "vocabulary": .string(draft.vocabulary), "change": .int(draft.change), "edition": .int(edition),
      ]
    }
    let folder = (Self.path as NSString).deletingLastPathComponent
    let temporary = Self.path + ".\(ProcessInfo.processInfo.processIdentifier)"
    try? FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    let isWritten = FileManager.default.createFile(
      atPath: temporary, contents: Data(JSON.array(rows).serialized(.compact) + [0x0A]),
      attributes: [.posixPermissions: 0o600])
    if !isWritten || rename(temporary, Self.path) != 0 { unlink(temporary) }
  }
}
