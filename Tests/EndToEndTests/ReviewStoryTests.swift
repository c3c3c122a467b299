import Foundation
import Testing

/// A release that is commented on before it is published, and reviewed five years later, from the command line.
@Suite struct `A release among its readers` {
  private func stop(_ store: ServedStore) {
    store.server.kill(SIGKILL)
    store.server.wait()
  }

  @Test func `is commented on, answered, published, and confirmed by a ballot`() throws {
    let store = try ServedStore(at: "2026-01-05T09:00:00.000Z")
    let file = try store.folder.write(
      "v.nt",
      "<https://example.org/1> <http://www.w3.org/2004/02/skos/core#prefLabel> \"alpha\"@en .\n"
        + "<https://example.org/1> <http://www.w3.org/2004/02/skos/core#notation> \"3.1\" .\n"
        + "<https://example.org/1> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://www.w3.org/2004/02/skos/core#Concept> .\n"
    )
    try store.succeed(nil, ["vocabulary", "import", file])
    try store.appoint(["commenter", "editor", "manager", "publisher", "voter"])
    for (code, kind) in [("TC 1", "committee"), ("DE", "member-body")] {
      try store.succeed(nil, ["organisation", "add", code, code, "--kind", kind])
    }
    try store.succeed(nil, ["committee", "add", "TC 1"])
    try store.succeed(nil, ["committee", "seat", "TC 1", "DE=P"])
    try store.succeed(nil, ["user", "grant", "voter", "voter", "--for", "DE"])

    // The window.
    let prepared = try store.succeed(
      "publisher", ["release", "prepare", "1.0.0", "--closes", "2026-02-05"])
    #expect(prepared.contains("open to comments until 2026-02-05"))
    let shown = try store.succeed("commenter", ["release", "candidate", "1.0.0"])
    #expect(shown.contains("entries: 1 added, 0 changed, 0 removed"))
    #expect(
      try store.succeed(
        "commenter", ["comment", "add", "beta is missing", "--type", "te", "--release", "1.0.0"]
      ).contains("commented on release 1.0.0"))
    #expect(
      try store.succeed("commenter", ["comment", "add", "a typo", "--type", "ed", "--entry", "alpha"])
        .contains("commented on alpha"))
    #expect(try store.succeed(nil, ["comment", "list", "--entry", "3.1"]).contains("3.1"))
    #expect(
      try store.succeed(nil, ["concept", "show", "3.1"]).contains("1 comment, 1 without an observation"))
    #expect(try !store.succeed(nil, ["concept", "show", "3.1", "--at", "r1"]).contains("1 comment"))
    let table = try store.folder.write(
      "comments.csv", "MB/NC,Clause,Type,Comments,Proposed change\nDE-001,3.1,te,too narrow,add archives\n")
    for (added, known) in [(1, 0), (0, 1)] {
      #expect(
        try store.succeed("manager", ["comment", "import", table, "--release", "1.0.0"])
          .contains("\(added) comments added, \(known) known"))
    }
    let sheet = try store.succeed("manager", ["comment", "export", "--release", "1.0.0"])
    #expect(sheet.contains("too narrow") && sheet.contains("beta is missing") && !sheet.contains("a typo"))
    #expect(try store.succeed("voter", ["release", "drafts"]).contains("2 without an observation"))
    #expect(
      try store.fail("publisher", ["release", "publish", "1.0.0"], status: 6).contains("open to comments"))
    for words in [["12", "text", "--entry", "3.1"], ["text"], ["text", "more", "--release", "1.0.0"]] {
      try store.fail("commenter", ["comment", "add"] + words, status: 2)
    }
    let work = try store.succeed("editor", ["change", "work"])
    #expect(work.contains("v/1.0.0") && work.contains("v/https://example.org/1"))

    stop(store)
    try store.restart(at: "2026-02-06T00:00:00.000Z")
    #expect(
      try store.fail("publisher", ["release", "publish", "1.0.0"], status: 6).contains(
        "no observation: 1, 3;"))
    try store.succeed(
      "editor", ["comment", "observe", "1", "not-accepted", "next time", "--release", "1.0.0"])
    try store.succeed("editor", ["comment", "observe", "3", "noted", "--release", "1.0.0"])
    try store.succeed("editor", ["comment", "observe", "2", "accepted", "--entry", "3.1"])
    #expect(try store.succeed("editor", ["change", "work"]).contains("nothing awaits you"))
    try store.succeed("publisher", ["release", "publish", "1.0.0"])
    #expect(
      try store.succeed(nil, ["release", "review", "show", "1.0.0"]).contains("is due for review 2031-02-06"))

    // A question of its own, and the review.
    #expect(
      try store.succeed("manager", ["ballot", "open", "CIB", "Shall we meet?", "--closes", "2026-03-05"])
        .contains("still awaited: DE"))
    stop(store)
    try store.restart(at: "2031-01-05T09:00:00.000Z")
    #expect(try store.succeed(nil, ["ballot", "show", "v/ballot-1"]).contains("Result: not approved"))
    #expect(try store.succeed("manager", ["change", "work"]).contains("opens the systematic review"))
    try store.succeed("manager", ["release", "review", "open", "1.0.0", "--closes", "2031-02-01"])
    #expect(try store.succeed("voter", ["change", "work"]).contains("v/1.0.0/review-1"))
    try store.fail("voter", ["ballot", "vote", "v/1.0.0/review-1", "yes"], status: 2)
    try store.succeed("voter", ["ballot", "vote", "v/1.0.0/review-1", "confirm"])
    stop(store)
    try store.restart(at: "2031-02-02T09:00:00.000Z")
    #expect(try store.succeed(nil, ["ballot", "show", "v/1.0.0/review-1"]).contains("Result: confirm"))
    let decided = try store.succeed("manager", ["release", "review", "decide", "1.0.0", "confirm"])
    #expect(decided.contains("confirm, recorded by manager") && decided.contains("2036-02-02"))
    let json = try store.succeed(nil, ["release", "review", "show", "1.0.0", "--output", "json"])
    #expect(json.contains("\"nextDue\""))
    #expect(try store.succeed(nil, ["store", "check"]).contains("all is well"))
  }
}
