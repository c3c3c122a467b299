import RDF
import SKOSStore
import Testing

@testable import TermService

@Suite struct `Typed methods of a client` {
  /// Runs a test with a vocabulary `v` of two entries and an administrator who has every role.
  private func withClients(
    _ body: (_ own: InProcessClient, _ other: InProcessClient, _ store: Store) async throws -> Void
  ) async throws {
    let served = try ServiceStore()
    defer { served.remove() }
    try await served.makeVocabulary("v")
    let administrator = served.administrator()
    _ = try await administrator.call("user.create", ["user": "bela", "displayName": "Bela"])
    for role in ["reviewer", "manager"] {
      _ = try await administrator.call(
        "user.grant", ["vocabulary": "v", "user": "bela", "role": .string(role)])
    }
    try await ServiceStore.load(2, "label", administrator)
    try await body(administrator, try await served.client(as: "bela"), served.store)
  }

  @Test func `propose, comment, decide, merge and release`() async throws {
    try await withClients { own, other, _ in
      let draft = try await own.draftChange(in: "v", title: "A better label", justification: "Readers ask")
      #expect(draft.state == .draft && draft.revision == nil)
      let edited = try await own.edit(
        "https://example.org/v/1",
        [
          ProposedEdit(.set, "prefLabel", language: "fr", [.text("étiquette")]),
          ProposedEdit(.add, "related", [.concept("label 2")]),
          ProposedEdit(.add, "exactMatch", [.iri(try IRI("https://example.com/1"))]),
        ], inChange: draft.number, in: "v")
      #expect(edited.next.contains("submit"))
      let submitted = try await own.take("submit", ofChange: draft.number, in: "v")
      #expect(submitted.state == .submitted)
      let comment = try await other.comment(
        "good", onChange: draft.number, in: "v", type: .editorial, proposedChange: "better")
      #expect(
        try await own.rows("comments", of: "comment.list", ["vocabulary": "v", "change": .int(draft.number)])
          .map { [$0["id"], $0["type"], $0["proposedChange"]] } == [[.int(comment), "ed", "better"]])
      #expect(
        try await other.take("approve", ofChange: draft.number, in: "v", reason: "yes").state == .approved)
      let merged = try await other.take("merge", ofChange: draft.number, in: "v")
      #expect(merged.state == .implemented && merged.revision == 2)
      #expect(try await own.change(draft.number, in: "v").revision == 2)
      let entry = try await own.entry("https://example.org/v/1", in: "v", languages: ["fr"])
      #expect(entry.label == ShownLabel(text: "étiquette", language: "fr"))
      #expect(entry.json["relations"]?.array?.contains { $0["iri"] == "https://example.org/v/2" } == true)
      let hash = try await own.release("1.0.0", of: "v", expectedHead: 2)
      #expect(
        try await own.rows("releases", of: "release.list", ["vocabulary": "v"]).map { $0["canonicalHash"] }
          == [.string(hash)])
    }
  }

  @Test func `pass refusals on by their names`() async throws {
    try await withClients { own, other, _ in
      let draft = try await own.draftChange(in: "v", title: "T", justification: "J")
      var error = await #expect(throws: RPCError.self) {
        try await other.take("approve", ofChange: draft.number, in: "v")
      }
      #expect(error?.known == .invalidState)
      error = await #expect(throws: RPCError.self) {
        try await own.release("1.0.0", of: "v", expectedHead: 7)
      }
      #expect(error?.known == .staleRevision)
      error = await #expect(throws: RPCError.self) {
        try await own.vote(.yes, in: "v/1/validation-1", of: "v")
      }
      #expect(error?.known == .notFound)
    }
  }
}
