import Foundation
import RDF
import TestSupport
import Testing

/// The main job, from import to release, through the real program and a real socket.
@Suite(.serialized) struct `The story of a vocabulary` {
  private static let committee = ["proposer", "reviewer", "manager", "publisher"]

  @Test(.needsSharedData("vocabularies/eu/countries-skos.rdf"))
  func `countries of the EU are imported, changed by a committee, released and compared`() throws {
    let file = try #require(SharedData.url("vocabularies/eu/countries-skos.rdf")).path
    let store = try ServedStore()

    // Import, twice.
    let imported = try store.succeed(nil, ["vocabulary", "import", file])
    #expect(imported.contains("revision 1: 285 added") && imported.contains("19563 triples"))
    #expect(try store.succeed(nil, ["vocabulary", "import", file]).contains("nothing was changed"))
    try store.appoint(Self.committee)
    try store.succeed("publisher", ["release", "create", "1.0.0"])

    // Look up, in the reader's language and with fallbacks.
    #expect(
      try store.succeed(nil, ["concept", "search", "ALLEMAGNE", "--lang", "fr"]).contains("country/DEU"))
    #expect(try store.succeed(nil, ["concept", "show", "DEU", "--lang", "de"]).hasPrefix("Deutschland\n"))
    // No label in Swahili: the vocabulary's language is the fallback.
    #expect(try store.succeed(nil, ["concept", "show", "DEU", "--lang", "sw"]).hasPrefix("Germany\n"))
    #expect(try store.succeed(nil, ["concept", "tree", "--lang", "fr"]).contains("Allemagne\n"))
    let found = try JSON(
      parsing: Array(store.succeed(nil, ["concept", "search", "Germany", "--output", "json"]).utf8))
    #expect(found["hits"]?[0]?["iri"]?.string?.hasSuffix("country/DEU") == true)

    // Draft, with a label, a definition and a new concept.
    try store.succeed(
      "proposer", ["change", "new", "Germany's long name", "--justification", "Readers ask for it"])
    try store.succeed(
      "proposer", ["change", "set", "1", "DEU", "prefLabel", "-l", "en", "Germany (Federal Republic)"])
    try store.succeed(
      "proposer", ["change", "set", "1", "FRA", "definition", "-l", "fr", "État d'Europe de l'Ouest"])
    let atlantis = "http://publications.europa.eu/resource/authority/country/ATL"
    try store.succeed(
      "proposer",
      ["change", "concept", "1", "--iri", atlantis, "--label", "en=Atlantis", "--label", "zh=亚特兰蒂斯"])
    let diff = try store.succeed("proposer", ["change", "diff", "1"])
    #expect(diff.contains("preferred label (en) changed: \"Germany\" → \"Germany (Federal Republic)\""))
    #expect(diff.contains("definition (fr) added: \"État d'Europe de l'Ouest\""))
    #expect(diff.contains("+ Atlantis (addition)"))

    // Nobody does another's part.
    try store.fail("reviewer", ["change", "submit", "1"], status: 5)
    try store.fail("manager", ["change", "submit", "1"], status: 4)
    try store.succeed("proposer", ["change", "submit", "1"])
    for member in ["proposer", "manager", "publisher"] {
      try store.fail(member, ["change", "approve", "1"], status: 4)
    }
    try store.fail("reviewer", ["release", "create", "9.9"], status: 4)
    try store.fail("manager", ["change", "merge", "1"], status: 6)

    // Review: a comment, back with a reason, again, approved.
    try store.succeed(
      "reviewer", ["comment", "add", "1", "The definition lacks the overseas parts", "--type", "te"])
    try store.fail("reviewer", ["change", "return", "1"], status: 2)
    try store.succeed("reviewer", ["change", "return", "1", "--reason", "see my comment"])
    try store.succeed(
      "proposer", ["change", "set", "1", "FRA", "definition", "-l", "fr", "État d'Europe et d'outre-mer"])
    try store.succeed("proposer", ["change", "submit", "1"])
    try store.succeed("reviewer", ["change", "approve", "1"])
    for member in ["proposer", "reviewer", "publisher"] {
      try store.fail(member, ["change", "merge", "1"], status: 4)
    }
    #expect(try store.succeed("manager", ["change", "merge", "1"]).contains("implemented as revision 2"))

    // Who changed what, when, why, under which request; and any revision.
    let history = try store.succeed(nil, ["concept", "history", "DEU"])
    #expect(history.contains("request 1 by proposer: Readers ask for it"))
    #expect(history.contains("\"Germany\" → \"Germany (Federal Republic)\""))
    #expect(
      try store.succeed(nil, ["concept", "show", "DEU", "--lang", "en", "--at", "r1"]).hasPrefix("Germany\n"))
    #expect(
      try store.succeed(nil, ["concept", "show", "DEU", "--lang", "en", "--at", "1.0.0"]).hasPrefix(
        "Germany\n"))
    #expect(try store.succeed(nil, ["concept", "show", "DEU", "--lang", "en"]).hasPrefix("Germany (Federal"))
    try store.fail(nil, ["concept", "show", atlantis, "--at", "r1"], status: 5)

    // Release and compare.
    try store.succeed("publisher", ["release", "create", "1.1.0", "--notes", "Germany, France, Atlantis"])
    let changes = try store.succeed(nil, ["release", "diff", "1.0.0", "1.1.0"])
    #expect(changes.contains("3 entries differ") && changes.contains("+ Atlantis"))
    #expect(try store.succeed(nil, ["change", "show", "1"]).contains("published"))

    // What was refused stands in the record, and the record and the store are whole.
    let audit = try store.succeed(nil, ["audit", "list", "--limit", "100"])
    #expect(audit.contains("denied change.approve") && audit.contains("denied change.merge"))
    #expect(try store.succeed(nil, ["audit", "verify"]).contains("records are intact"))
    #expect(try store.succeed(nil, ["store", "check"]).contains("all is well"))

    // Releases leave as they came in: by an oracle, in four syntaxes, and release 1.0.0 is the file.
    var exports: [String] = []
    for (format, ending) in [("rdfxml", "rdf"), ("jsonld", "jsonld"), ("turtle", "ttl"), ("ntriples", "nt")] {
      for version in ["1.0.0", "1.1.0"] {
        let path = store.folder.file("\(version).\(ending)")
        try store.succeed(nil, ["release", "export", version, "--format", format, "--to", path])
        if version == "1.0.0" { exports.append(path) }
      }
    }
    try Oracle.expectSameGraph(exports + [file])
    try Oracle.expectSameGraph(exports.map { $0.replacing("1.0.0", with: "1.1.0") })
  }

  @Test func `our own vocabulary numbers new entries below the one they belong to`() throws {
    let file = Program.repository.appendingPathComponent("vocabularies/information-and-documentation.ttl")
      .path
    let store = try ServedStore()
    try store.succeed(
      nil,
      [
        "vocabulary", "create", "infodoc", "--namespace",
        "https://concordat.example/information-and-documentation/",
        "--identifiers", "hierarchical",
      ])
    #expect(
      try store.succeed(nil, ["vocabulary", "import", file, "-V", "infodoc"]).contains("infodoc revision 1"))
    #expect(
      try store.succeed(nil, ["vocabulary", "import", file, "-V", "infodoc"]).contains("nothing was changed"))
    try store.appoint(Self.committee)

    #expect(try store.succeed(nil, ["concept", "search", "文献", "--lang", "zh"]).contains("文献"))
    let shown = try store.succeed(nil, ["concept", "show", "3.1.10.26.01", "--lang", "fr"])
    #expect(shown.hasPrefix("3.1.10.26.01  "))
    #expect(try store.succeed(nil, ["concept", "tree", "3.1.10.26"]).contains("  3.1.10.26.01 "))

    try store.succeed(
      "proposer", ["change", "new", "A kind of metadata is missing", "-j", "Rights are asked for"])
    try store.succeed(
      "proposer",
      [
        "change", "concept", "1", "--label", "en=right-of-way metadata", "--label",
        "fr=métadonnées de passage",
        "--definition", "en=metadata (3.1.10.26) that state a right of way", "--broader", "3.1.10.26",
      ])
    try store.succeed("proposer", ["change", "submit", "1"])
    try store.succeed("reviewer", ["change", "approve", "1"])
    try store.succeed("manager", ["change", "merge", "1"])
    let tree = try store.succeed(nil, ["concept", "tree", "3.1.10.26"])
    let line = try #require(tree.split(separator: "\n").first { $0.contains("right-of-way metadata") })
    let number = try #require(line.split(separator: " ").first)
    #expect(number.hasPrefix("3.1.10.26.") && number.count == "3.1.10.26.01".count)
    #expect(
      try store.succeed(nil, ["concept", "show", String(number), "--lang", "fr"]).contains(
        "métadonnées de passage"))

    try store.succeed("publisher", ["release", "create", "1.0.0"])
    var exports: [String] = []
    for (format, ending) in [("rdfxml", "rdf"), ("jsonld", "jsonld"), ("turtle", "ttl"), ("ntriples", "nt")] {
      let path = store.folder.file("out.\(ending)")
      try store.succeed(nil, ["release", "export", "1.0.0", "--format", format, "--to", path])
      exports.append(path)
      let again = store.folder.file("again.\(ending)")
      try store.succeed(nil, ["release", "export", "1.0.0", "--format", format, "--to", again])
      #expect(
        FileManager.default.contentsEqual(atPath: path, andPath: again), "\(format) is not the same twice")
    }
    try Oracle.expectSameGraph(exports)
  }
}
