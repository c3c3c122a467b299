import Foundation
import GRDB
import RDF

/// Verifies what the store keeps of releases beside their content.
struct ReleaseCheck {
  let db: Database
  let vocabulary: Vocabulary

  /// What is damaged, each as a sentence.
  func faults() throws -> [String] {
    let releases = try Row.fetchAll(db, sql: Release.query, arguments: [vocabulary.id]).map(Release.init)
    return try releases.flatMap { release in
      try (metadataFaults(release) + sealFaults(release) + reissueFaults(release) + auditFaults(release)).map
      {
        "\(vocabulary.name) release \(release.version): \($0)"
      }
    } + draftFaults(Set(releases.map(\.version))) + candidateFaults(Set(releases.map(\.version)))
  }

  private func metadataFaults(_ release: Release) throws -> [String] {
    let sql = "SELECT settings FROM release_metadata WHERE vocabulary = ? AND version = ?"
    guard
      let text = try String.fetchOne(db, sql: sql, arguments: [vocabulary.id, release.version]),
      (try? ReleaseSettings(text: text)) != nil
    else { return ["it has no readable metadata"] }
    guard let previous = release.previous else { return [] }
    let revision = try Int64.fetchOne(
      db, sql: "SELECT revision FROM \"release\" WHERE vocabulary = ? AND version = ?",
      arguments: [vocabulary.id, previous])
    return revision ?? .max <= release.revision ? [] : ["the release before it is not before it"]
  }

  /// The seal's signature, and that it is about this release.
  private func sealFaults(_ release: Release) throws -> [String] {
    let seal: ReleaseSeal?
    do {
      seal = try ReleaseSeal.fetch(db, vocabulary.id, release.version)
    } catch let error as StoreError where error.code == .damaged {
      return [error.message]
    }
    guard let seal else { return [] }
    let manifest = seal.manifest
    var faults: [String] = []
    if !seal.isSigned { faults.append("the signature of its seal is not valid") }
    if manifest.vocabulary != vocabulary.name || manifest.version != release.version
      || manifest.revision != release.revision || manifest.triples != release.tripleCount
      || manifest.canonicalHash != release.canonicalHash || manifest.contentRoot != release.contentHash
      || manifest.previousVersion != release.previous || manifest.issued != release.at
    {
      faults.append("its seal is about something else")
    }
    let notes = Data.sha256(Array(release.notes.utf8)).hexadecimal
    if manifest.files.first(where: { $0.path == "notes.md" })?.sha256 != notes {
      faults.append("its notes are not those that were sealed")
    }
    return faults
  }

  /// Each reissue is signed, says what the first seal says, and is on record.
  private func reissueFaults(_ release: Release) throws -> [String] {
    let reissues: [ReleaseSeal]
    let first: ReleaseSeal?
    do {
      reissues = try ReleaseReissue.fetchAll(db, vocabulary.id, release.version)
      first = try ReleaseSeal.fetch(db, vocabulary.id, release.version)
    } catch let error as StoreError where error.code == .damaged {
      return [error.message]
    }
    return try reissues.flatMap { reissue -> [String] in
      let name = "its reissue by program \(reissue.manifest.program)"
      guard let first else { return ["\(name) reissues no seal"] }
      var faults: [String] = []
      if !reissue.isSigned { faults.append("the signature of \(name) is not valid") }
      if !reissue.manifest.saysTheSame(as: first.manifest) {
        faults.append("\(name) is about something else")
      }
      let detail = ReleaseReissue.detail(of: reissue, after: first)
      let count = try Int.fetchOne(
        db,
        sql: """
          SELECT count(*) FROM audit
          WHERE action = 'release.reissue' AND vocabulary = ? AND target = ? AND detail = ?
          """, arguments: [vocabulary.name, release.version, detail])
      if count != 1 { faults.append("\(name) is not on record") }
      return faults
    }
  }

  /// Withdrawals and seals are on record, with what they say.
  private func auditFaults(_ release: Release) throws -> [String] {
    func isRecorded(_ action: String, _ detail: String) throws -> Bool {
      let sql = """
        SELECT count(*) FROM audit WHERE action = ? AND vocabulary = ? AND target = ? AND detail = ?
        """
      return try Int.fetchOne(
        db, sql: sql, arguments: [action, vocabulary.name, release.version, detail]) == 1
    }
    var faults: [String] = []
    let withdrawals = try Int.fetchOne(
      db,
      sql: "SELECT count(*) FROM audit WHERE action = 'release.withdraw' AND vocabulary = ? AND target = ?",
      arguments: [vocabulary.name, release.version])
    if let tombstone = release.tombstone {
      if try !isRecorded("release.withdraw", tombstone.reason) {
        faults.append("its tombstone is not on record")
      }
    } else if withdrawals != 0 {
      faults.append("it was withdrawn, and its tombstone is missing")
    }
    let manifest = try Data.fetchOne(
      db, sql: "SELECT manifest FROM release_seal WHERE vocabulary = ? AND version = ?",
      arguments: [vocabulary.id, release.version])
    if let manifest, try !isRecorded("release.seal", Data.sha256(manifest).hexadecimal) {
      faults.append("its seal is not on record")
    }
    return faults
  }

  private func draftFaults(_ versions: Set<String>) throws -> [String] {
    let drafts = try Row.fetchAll(
      db, sql: "SELECT version, revision FROM release_draft WHERE vocabulary = ?", arguments: [vocabulary.id])
    return drafts.compactMap { row in
      let version: String = row["version"]
      guard versions.contains(version) || row["revision"] as Int64 > vocabulary.headRevision else {
        return nil
      }
      return "\(vocabulary.name): the release \(version) in preparation cannot be published"
    }
  }

  /// Each candidate was prepared as it is on record, and came to what there is.
  private func candidateFaults(_ published: Set<String>) throws -> [String] {
    let candidates = try Row.fetchAll(
      db, sql: "SELECT * FROM release_candidate WHERE vocabulary = ?", arguments: [vocabulary.id])
    let drafts = try Set(
      String.fetchAll(
        db, sql: "SELECT version FROM release_draft WHERE vocabulary = ?", arguments: [vocabulary.id]))
    let open = candidates.filter { $0["outcome"] as String? == nil }.map { $0["version"] as String }
    var faults: [String] = []
    if open.count != drafts.count || Set(open) != drafts {
      faults.append("\(vocabulary.name): the releases in preparation are not the open candidates")
    }
    for candidate in candidates {
      let window = CommentWindow(candidate)
      let name = "\(vocabulary.name): the release candidate \(window.version)"
      if candidate["outcome"] as String? == "published", !published.contains(window.version) {
        faults.append("\(name) is said to be published, and is not")
      }
      let detail = try String.fetchOne(
        db,
        sql: """
          SELECT detail FROM audit
          WHERE action = 'release.prepare' AND vocabulary = ? AND target = ? AND at = ? AND detail LIKE ?
          """,
        arguments: [
          vocabulary.name, window.version, candidate["at"] as Int64, "r\(candidate["revision"] as Int64),%",
        ])
      let recorded = detail?.ranges(of: Store.commentsUntil).last.map { detail?[$0.upperBound...] ?? "" }
      if detail == nil || recorded.map(String.init) != window.closes?.iso8601 {
        faults.append("\(name) was not prepared as it is on record")
      }
    }
    return faults
  }
}
