import Foundation
import RDF
import Testing

/// Two people who edit one draft from the command line.
@Suite struct `A draft that two people edit` {
  /// A request that its proposer has made and that was returned, so that an editor may edit it too.
  private static func returned() throws -> ServedStore {
    let store = try ServedStore()
    let triples = (1...3).map {
      "<https://example.org/\($0)> <http://www.w3.org/2004/02/skos/core#prefLabel> \"entry \($0)\"@en .\n"
    }
    try store.succeed(
      nil, ["vocabulary", "create", "v", "--namespace", "https://example.org/", "--title", "T"])
    try store.appoint(["proposer", "editor", "manager", "reviewer"])
    try store.succeed("manager", ["vocabulary", "import", store.folder.write("v.nt", triples.joined())])
    try store.succeed("proposer", ["change", "new", "T", "-j", "J"])
    try store.succeed("proposer", ["change", "add", "1", "1", "altLabel", "one", "-l", "en"])
    try store.succeed("proposer", ["change", "submit", "1"])
    try store.succeed("reviewer", ["change", "return", "1", "--reason", "more"])
    return store
  }

  @Test func `is not changed by whoever has not seen what the other did, and who is told what to do`() throws
  {
    let store = try Self.returned()
    #expect(try store.succeed("editor", ["change", "show", "1"]).contains("edition"))
    // The proposer's own edits are what the proposer has seen.
    try store.succeed("proposer", ["change", "add", "1", "2", "altLabel", "two", "-l", "en"])
    try store.succeed("proposer", ["change", "add", "1", "2", "altLabel", "too", "-l", "en"])
    let told = try store.fail(
      "editor", ["change", "set", "1", "2", "altLabel", "deux", "-l", "en"], status: 6)
    #expect(told.contains("is at edition 4, not 2; proposer edited it last, at "))
    #expect(told.contains("<https://example.org/2>"))
    #expect(told.contains("look at it again with termctl change show"))
    for command in [
      ["describe", "1", "--title", "Another"], ["drop", "1", "https://example.org/1"], ["rebase", "1"],
      ["concept", "1", "--iri", "https://example.org/4", "--label", "en=four"], ["retire", "1", "3"],
      ["remove", "1", "1", "altLabel", "one", "-l", "en"],
    ] {
      try store.fail("editor", ["change"] + command, status: 6)
    }
    let diff = try store.succeed("proposer", ["change", "diff", "1"])
    #expect(diff.contains("two") && !diff.contains("deux"))
    // Whoever has looked goes on.
    try store.succeed("editor", ["change", "show", "1"])
    try store.succeed("editor", ["change", "set", "1", "2", "altLabel", "deux", "-l", "en"])
    try store.succeed(
      "editor", ["change", "concept", "1", "--iri", "https://example.org/4", "--label", "en=four"])
    try store.succeed("editor", ["change", "describe", "1", "--title", "Another"])
    try store.fail("proposer", ["change", "describe", "1", "--title", "Mine"], status: 6)
  }

  @Test func `can be edited as it was seen elsewhere, or whatever it is`() throws {
    let store = try Self.returned()
    try store.succeed("proposer", ["change", "add", "1", "2", "altLabel", "two", "-l", "en"])
    func describe(_ member: String, _ expected: String, status: Int32) throws {
      let arguments = ["change", "describe", "1", "--title", "by \(member)", "--expected-edition", expected]
      let result = try store.run(member, arguments)
      #expect(result.status == status, "\(expected): \(result.everything)")
    }
    try describe("editor", "2", status: 6)
    try describe("editor", "3", status: 0)
    try describe("proposer", "3", status: 6)
    try describe("proposer", "any", status: 0)
    for wrong in ["0", "-1", "r3", ""] { try describe("proposer", wrong, status: 2) }
    // Who has never looked is not held to anything.
    try store.succeed("editor", ["change", "show", "1", "--output", "json"])
    let shown = try JSON(
      parsing: Array(store.succeed("editor", ["change", "show", "1", "--output", "json"]).utf8))
    #expect(shown["edition"] == 5)
  }
}
