import Foundation
import Testing
import Yams

/// The ready-made set-ups for CI, as far as they can be tried without the services they are for.
@Suite struct `CI set-ups` {
  private static let good = """
    @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
    @prefix ex: <http://example.org/> .
    ex:s a skos:ConceptScheme ; skos:prefLabel "s"@en ; skos:hasTopConcept ex:a .
    ex:a a skos:Concept ; skos:inScheme ex:s ; skos:topConceptOf ex:s ; skos:prefLabel "a"@en .

    """
  private static let bad = good + "ex:a skos:prefLabel \"second\"@en .\n"

  private func file(_ path: String) -> String { Program.repository.appendingPathComponent(path).path }

  private func yaml(_ path: String) throws -> Node {
    try #require(try Yams.compose(yaml: String(contentsOfFile: file(path), encoding: .utf8)))
  }

  /// Runs a command of a set-up with the program that was built first in the PATH.
  private func bash(_ command: String, in folder: Folder, _ environment: [String: String] = [:]) throws -> (
    status: Int32, output: String
  ) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/bash")
    process.arguments = ["-c", command]
    process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
    let bin = URL(fileURLWithPath: Program.path).deletingLastPathComponent().path
    var all = ["PATH": bin + ":/usr/bin:/bin", "LANG": "C"]
    for (name, value) in environment { all[name] = value }
    process.environment = all
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(data: output, encoding: .utf8) ?? "")
  }

  @Test func `the GitHub action annotates the line and fails`() throws {
    let step = try #require(yaml("action.yml")["runs"]?["steps"]?[0])
    let command = try #require(step["run"]?.string)
    let folder = try Folder()
    _ = try folder.write("a.ttl", Self.bad)
    let environment = [
      "GITHUB_ACTION_PATH": Program.repository.path, "GITHUB_ACTIONS": "true", "CHECK_FILES": ".",
      "CHECK_OPTIONS": "--profile core", "CHECK_SARIF": "out.sarif",
    ]
    // Every name that the step sets is one that the script reads.
    let script = try String(contentsOfFile: file("ci/check.sh"), encoding: .utf8)
    for name in step["env"]?.mapping?.keys.compactMap(\.string) ?? [] {
      #expect(script.contains(name) && environment.keys.contains(name))
    }
    let result = try bash(command, in: folder, environment)
    #expect(result.status == 1)
    #expect(result.output.contains("\n::error file=./a.ttl,line=5,col=21,title=multiple-pref-labels::"))
    #expect(folder.text("out.sarif").contains("\"2.1.0\""))
    _ = try folder.write("a.ttl", Self.good)
    #expect(try bash(command, in: folder, environment).status == 0)
  }

  @Test func `the GitLab job writes a test report`() throws {
    let job = try #require(yaml("ci/gitlab-ci.yml")["check-vocabularies"])
    let command = try #require(job["script"]?[0]?.string)
    let report = try #require(job["artifacts"]?["reports"]?["junit"]?.string)
    let folder = try Folder()
    _ = try folder.write("a.ttl", Self.bad)
    #expect(try bash(command, in: folder).status == 1)
    #expect(folder.text(report).contains("<failure "))
  }

  @Test func `the pre-commit hook takes vocabulary files and fails on findings`() throws {
    let hook = try #require(yaml(".pre-commit-hooks.yaml")[0])
    let pattern = try Regex(#require(hook["files"]?.string))
    for name in ["a.ttl", "x/b.rdf", "c.jsonld", "d.nt.gz"] { #expect(name.contains(pattern)) }
    for name in ["a.txt", "ttl", "a.ttl.bak"] { #expect(!name.contains(pattern)) }
    let folder = try Folder()
    _ = try folder.write("a.ttl", Self.bad)
    let entry = try #require(hook["entry"]?.string)
    #expect(try bash("\(entry) a.ttl", in: folder).status == 1)
  }
}
