import Foundation
import GRDB
import RDF
import Testing

@testable import SKOSStore

@Suite struct `A request with a key` {
  private struct Trouble: Error {}

  private func draft(_ committee: Committee, _ key: String, title: String = "T", body: () throws -> Void = {})
    throws
    -> String
  {
    let who = try committee.member(.proposer)
    let answer = try committee.store.once(key: key, for: who, request: Array(title.utf8)) {
      let grant = try committee.store.authorize(who, for: .propose, vocabulary: "letters")
      let request = try committee.store.createChangeRequest(title: title, justification: "J", grant: grant)
      // What was written is seen within the same transaction.
      let reading = try committee.store.authorize(who, for: .read, vocabulary: "letters")
      let title = try committee.store.changeRequest(request.number, grant: reading).title
      try body()
      return Array("\(request.number) \(title)".utf8)
    }
    return try #require(String(validating: answer, as: UTF8.self))
  }

  private func count(_ committee: Committee) throws -> Int {
    let reading = try committee.grant(.read, .editor)
    return try committee.store.changeRequests(limit: 100, grant: reading).count
  }

  @Test func `is carried out once and answered alike however often it comes`() throws {
    let committee = try Committee()
    let first = try draft(committee, "k")
    #expect(first == "1 T")
    #expect(try draft(committee, "k") == first)
    #expect(try count(committee) == 1)
    #expect(try draft(committee, "l") == "2 T")
  }

  @Test func `leaves nothing behind when it fails, and may then be sent again`() throws {
    let committee = try Committee()
    #expect(throws: Trouble.self) { try draft(committee, "k") { throw Trouble() } }
    #expect(try count(committee) == 0)
    #expect(try draft(committee, "k") == "1 T")
  }

  @Test func `is refused when the key was used for another request`() throws {
    let committee = try Committee()
    _ = try draft(committee, "k")
    let error = #expect(throws: StoreError.self) { try draft(committee, "k", title: "Another") }
    #expect(error?.code == .conflict)
    #expect(try count(committee) == 1)
  }

  @Test func `keeps its key from nobody else`() throws {
    let committee = try Committee()
    _ = try draft(committee, "k")
    let answer = try committee.store.once(key: "k", for: committee.member(.editor), request: [1]) { [2] }
    #expect(answer == [2])
  }

  @Test func `leaves a refusal on record though it changed nothing`() throws {
    let committee = try Committee()
    let who = try committee.member(.commenter)
    #expect(throws: StoreError.self) {
      try committee.store.once(key: "k", for: who, request: []) {
        _ = try committee.store.authorize(who, for: .importContent, vocabulary: "letters")
        return []
      }
    }
    let operating = try committee.store.authorize(committee.administrator(), for: .operate)
    let newest = try #require(try committee.store.auditRecords(limit: 1, grant: operating).first)
    #expect(newest.action == "denied importContent")
    #expect(try committee.store.verifyAudit(grant: operating) != .broken(sequence: 0, reason: ""))
  }

  @Test func `has its key forgotten after a week`() throws {
    let committee = try Committee()
    _ = try draft(committee, "k")
    try committee.store.onWriter { db in
      try db.execute(
        sql: "UPDATE idempotency SET at = at - ?", arguments: [Store.idempotencyMillisecondsMax + 3_600_000])
    }
    _ = try draft(committee, "l")
    #expect(try draft(committee, "k") == "3 T")
  }

  @Test func `leaves the store sound`() throws {
    let committee = try Committee()
    _ = try committee.importing(concept("a", label: "a"))
    _ = try draft(committee, "k")
    let operating = try committee.store.authorize(committee.administrator(), for: .operate)
    #expect(try committee.store.check(grant: operating).faults == [])
  }
}
