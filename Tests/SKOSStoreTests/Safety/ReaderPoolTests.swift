import Foundation
import GRDB
import RDF
import SKOS
import Testing

@testable import SKOSStore

@Suite struct `The pool of readers` {
  @Test func `a read after a write sees it, on every thread`() async throws {
    let committee = try Committee()
    for round in 1...20 {
      _ = try committee.importing(concept("a", label: "label \(round)"))
      let seen = try await withThrowingTaskGroup(of: String?.self) { group in
        for _ in 0..<12 {
          group.addTask {
            try committee.store.snapshot(grant: committee.reading()) { snapshot in
              try snapshot.glance(at: letter("a"))?.labels.first?.literal.lexicalForm
            }
          }
        }
        return try await group.reduce(into: Set<String?>()) { $0.insert($1) }
      }
      #expect(seen == ["label \(round)"])
    }
  }

  @Test func `a connection that rests does not keep the log from being folded in`() throws {
    let committee = try Committee()
    _ = try committee.importing(concept("a", label: "a"))
    // The reader has looked and rests now.
    _ = try committee.store.snapshot(grant: committee.reading()) { try $0.glance(at: letter("a")) }
    _ = try committee.importing(concept("a", label: "b"))
    let (total, done) = try committee.store.onWriter { db in try db.checkpoint(.passive) }
    #expect(total == done)
  }

  @Test func `nothing is read anew between commits, and everything after one`() throws {
    let committee = try Committee()
    let before = committee.store.commitCount
    _ = try committee.reading()
    #expect(committee.store.commitCount == before)
    _ = try committee.importing(concept("a", label: "a"))
    #expect(committee.store.commitCount > before)
    #expect(try committee.reading().vocabulary?.headRevision == 1)
  }

  @Test func `a role that is taken away is gone for whoever asks next`() throws {
    let committee = try Committee()
    let manager = try committee.member(.manager)
    _ = try committee.store.authorize(manager, for: .importContent, vocabulary: "letters")
    try committee.store.revokeRole(.manager, from: "manager", grant: committee.grant(.administer, .owner))
    let now = try #require(try committee.store.principal(forAccount: manager.accountID))
    #expect(throws: StoreError.self) {
      try committee.store.authorize(now, for: .importContent, vocabulary: "letters")
    }
  }
}
