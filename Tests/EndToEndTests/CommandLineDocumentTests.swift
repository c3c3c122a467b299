import Foundation
import RDF
import Testing

/// docs/command-line.md, "JSON": what commands print is what the protocol declares.
@Suite(.timeLimit(.minutes(60))) struct `The page about the command line` {
  private struct Row {
    let command: [String]
    let method: String
    let prints: String
  }

  private static func text(_ path: String) throws -> String {
    try String(contentsOf: Program.repository.appendingPathComponent(path), encoding: .utf8)
  }

  private static func rows() throws -> [Row] {
    let lines = try text("docs/command-line.md").split(separator: "\n").drop { !$0.hasPrefix("| command |") }
    return lines.dropFirst(2).prefix { $0.hasPrefix("|") }.compactMap { line in
      let cells = line.split(separator: "|").map {
        $0.trimmingCharacters(in: .whitespaces).replacing("`", with: "")
      }
      guard cells.count == 3 else { return nil }
      return Row(command: cells[0].split(separator: " ").map(String.init), method: cells[1], prints: cells[2])
    }
  }

  /// What is wrong with an object by a schema of which only the names of members count.
  private func faults(_ value: JSON, _ schema: JSON?, without absent: Set<String> = []) -> [String] {
    guard let object = value.object else { return ["is no object"] }
    let names = Set(object.names)
    let required = Set((schema?["required"]?.array ?? []).compactMap(\.string)).subtracting(absent)
    let known = Set(schema?["properties"]?.object?.names ?? []).subtracting(absent)
    return required.subtracting(names).sorted().map { "lacks \($0)" }
      + names.subtracting(known).sorted().map { "has \($0)" }
  }

  @Test func `says what commands print as JSON`() throws {
    let store = try ServedStore()
    for label in ["alpha", "beta"] {
      let file = try store.folder.write(
        "v.nt",
        "<https://example.org/1> <http://www.w3.org/2004/02/skos/core#prefLabel> \"\(label) alpha\"@en .\n"
          + "<https://example.org/1> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://www.w3.org/2004/02/skos/core#Concept> .\n"
      )
      try store.succeed(nil, ["vocabulary", "import", file])
    }
    for role in ["proposer", "reviewer", "manager", "publisher"] {
      try store.succeed(nil, ["user", "grant", "administrator", role, "-V", "v"])
    }
    try store.succeed(nil, ["change", "new", "T", "-j", "J"])
    try store.succeed(nil, ["change", "add", "1", "1", "altLabel", "other", "-l", "en"])
    try store.succeed(nil, ["change", "submit", "1"])
    try store.succeed(nil, ["comment", "add", "1", "good"])
    try store.succeed(nil, ["release", "create", "1.0.0"])
    try store.succeed(nil, ["release", "prepare", "2.0.0", "--closes", "2099-01-01"])
    try store.succeed(nil, ["comment", "add", "good", "--release", "2.0.0"])
    try store.succeed(nil, ["comment", "add", "good", "--entry", "1"])
    try store.succeed(nil, ["organisation", "add", "TC 1", "One", "--kind", "committee"])
    try store.succeed(nil, ["committee", "add", "TC 1"])
    try store.succeed(nil, ["policy", "set", "takesSuggestions=true"])
    try store.succeed(nil, ["suggestion", "add", "more"])

    let document = try JSON(parsing: Array(Self.text("spec/openrpc.json").utf8))
    let rows = try Self.rows()
    #expect(rows.count >= 30)
    for row in rows {
      let command = row.command.joined(separator: " ")
      let method = document["methods"]?.array?.first { $0["name"]?.string == row.method }
      let schema = try #require(method?["result"]?["schema"], "\(row.method)")
      let result = try store.run(nil, row.command + ["--output", "json"])
      // A vocabulary need not meet every requirement.
      #expect(result.status == 0 || row.command == ["conformance"], "\(command): \(result.everything)")
      let printed = try JSON(parsing: Array(result.output.utf8))
      if row.prints == "the answer" {
        for one in printed.array ?? [printed] {
          #expect(faults(one, schema["items"] ?? schema) == [], "\(command)")
        }
      } else if row.prints == "the answer, whole" {
        #expect(faults(printed, schema, without: ["cursor"]) == [], "\(command)")
      } else {
        let member = try #require(row.prints.split(separator: " ").dropFirst(3).first).filter { $0 != "," }
        let list = try #require(schema["properties"]?[String(member)], "\(command): \(member)")
        let isOne = row.prints.hasSuffix("one a line")
        let found = isOne ? [printed] : try #require(printed.array, "\(command)")
        let mayBeEmpty = ["ballot list", "change check 1", "change work"].contains(command)
        #expect(mayBeEmpty || !found.isEmpty, "\(command)")
        for one in found { #expect(faults(one, list["items"]) == [], "\(command)") }
      }
    }
  }
}
