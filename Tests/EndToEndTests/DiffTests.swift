import Foundation
import RDF
import TestSupport
import Testing

/// `termctl diff`, through the real program.
@Suite struct `termctl diff` {
  private static let old =
    "<http://e/a> a <http://www.w3.org/2004/02/skos/core#Concept> ; <http://e/p> \"x\"@en .\n"
  private static let new = old + "<http://e/b> a <http://www.w3.org/2004/02/skos/core#Concept> .\n"

  @Test func `compares files in any syntax, compressed or from standard input`() throws {
    let folder = try Folder()
    let (old, new) = try (folder.write("old.ttl", Self.old), folder.write("new.ttl", Self.new))
    for syntax in RDFSyntax.allCases {
      for ending in ["", ".gz"] {
        let copy = folder.file("copy." + syntax.fileExtension + ending)
        #expect(try Program.run(["convert", new, "--out", copy]).status == 0)
        let same = try Program.run(["diff", new, copy, "--exit-code"])
        #expect(same.status == 0, "\(same.everything)")
        #expect(same.output == "\(new) → \(copy): no differences\n")
        #expect(try Program.run(["diff", old, copy, "--exit-code"]).status == 1)
      }
    }
    let piped = try Program.run(["diff", old, "-", "--format", "turtle"], input: Data(Self.new.utf8))
    #expect(piped.status == 0)
    #expect(piped.output.contains("→ standard input: 0 statements removed, 1 added; 1 added\n"))
  }

  @Test func `writes each form, to a file where asked`() throws {
    let folder = try Folder()
    let (old, new) = try (folder.write("old.ttl", Self.old), folder.write("new.ttl", Self.new))
    for (form, start) in [
      ("text", old), ("json", "{\n"), ("markdown", folder.path), ("html", "<!DOCTYPE html>"),
      ("patch", "H id <urn:uuid:"),
    ] {
      let shown = try Program.run(["diff", old, new, "--output", form])
      #expect(shown.status == 0 && shown.output.hasPrefix(start), "\(form): \(shown.everything)")
      #expect(
        try Program.run(["diff", old, new, "--output", form, "--out", folder.file("out")]).output.isEmpty)
      #expect(folder.text("out") == shown.output)
    }
    #expect(
      try JSON(parsing: Array(Program.run(["diff", old, new, "-o", "json"]).output.utf8))["different"] == true
    )
  }

  @Test func `reads the one graph of a file, and refuses several`() throws {
    let folder = try Folder()
    let plain = try folder.write("plain.ttl", Self.old)
    let named = try folder.write("named.trig", "<http://e/g> { \(Self.old) }")
    let several = try folder.write("several.trig", "\(Self.old) <http://e/g> { \(Self.old) }")
    #expect(try Program.run(["diff", plain, named, "--exit-code"]).status == 0)
    let refused = try Program.run(["diff", plain, several])
    #expect(refused.status == 3)
    #expect(refused.errors.contains("has 2 graphs") && refused.errors.contains("--graph"))
  }

  @Test func `says what is wrong with how it is called`() throws {
    let folder = try Folder()
    let file = try folder.write("a.ttl", Self.old)
    #expect(try Program.run(["diff", file]).status == 2)
    #expect(try Program.run(["diff", "-", "-"]).status == 2)
    #expect(try Program.run(["diff", file, file, "--lang", "not a tag"]).status == 2)
    let unknown = try Program.run(["diff", file, file, "--only", "added,everything"])
    #expect(
      unknown.status == 2 && unknown.errors.contains("everything") && unknown.errors.contains("superseded"))
    #expect(try Program.run(["diff", file, folder.file("none.ttl")]).status == 3)
    let malformed = try folder.write("bad.ttl", "<http://e/a> .\n")
    let failed = try Program.run(["diff", file, malformed, "--exit-code"])
    #expect(failed.status == 3 && failed.errors.contains("bad.ttl:1:"))
  }

  @Test func `tells only what is asked for`() throws {
    let folder = try Folder()
    let (old, new) = try (folder.write("old.ttl", Self.old), folder.write("new.ttl", Self.new))
    let only = try Program.run(["diff", old, new, "--only", "moved, labels", "--exit-code"])
    #expect(only.status == 1)
    #expect(!only.output.contains("Added"))
  }
}
