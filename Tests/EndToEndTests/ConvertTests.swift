import Foundation
import RDF
import TestSupport
import Testing

/// `termctl convert`, through the real program.
@Suite struct `termctl convert` {
  static let turtle = """
    @prefix ex: <https://example.org/> .
    @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
    ex:a a skos:Concept ; skos:prefLabel "a"@en, "ä"@de ; skos:broader [ skos:notation 1 ] .
    ex:list ex:items ( 1 2.5 true "x" ) .

    """
  static let triG = turtle + "ex:g { ex:a ex:b ex:c } ex:h { ex:a ex:b ex:d }\n"

  /// Runs `termctl convert` and expects a status.
  @discardableResult
  private func convert(
    _ arguments: [String], status: Int32 = 0, input: Data? = nil, location: SourceLocation = #_sourceLocation
  ) throws -> Program.Result {
    let result = try Program.run(["convert"] + arguments, input: input)
    #expect(
      result.status == status, "convert \(arguments.joined(separator: " ")): \(result.everything)",
      sourceLocation: location)
    return result
  }

  @Test func `goes from each syntax to each other, and nothing is lost`() throws {
    let folder = try Folder()
    let start = try folder.write("start.ttl", Self.turtle)
    let files = RDFSyntax.allCases.map { folder.file("from." + $0.fileExtension) }
    for file in files { try convert([start, "--out", file]) }
    for file in files {
      for syntax in RDFSyntax.allCases {
        let again = folder.file("to." + syntax.fileExtension)
        try convert([file, "--out", again])
        let end = folder.file("end.nt")
        try convert([again, "--to", "ntriples", "--out", end])
        #expect(
          FileManager.default.contentsEqual(atPath: end, andPath: folder.file("from.nt")), "\(file) \(again)")
      }
    }
    try Oracle.expectSameGraph([start] + files)
  }

  /// The program waits for the rest of its input when it is stopped: that it has read a part is known because a
  /// pipe holds less than what was written into it.
  @Test(arguments: [SIGKILL, SIGINT, SIGTERM], [["--stream"], []])
  func `a conversion that is interrupted leaves nothing behind`(signal: Int32, options: [String]) throws {
    let folder = try Folder()
    let pipe = folder.file("in.nt")
    try #require(mkfifo(pipe, 0o600) == 0)
    let running = try Running(["convert", pipe, "--out", folder.file("out.ttl")] + options)
    let writer = try #require(FileHandle(forWritingAtPath: pipe))
    let line = "<https://example.org/a> <https://example.org/b> \"c\" .\n"
    try writer.write(contentsOf: Data(String(repeating: line, count: 20_000).utf8))
    running.kill(signal)
    #expect(running.wait().status != 0)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["in.nt"])
  }

  @Test func `keeps named graphs where the syntax can hold them, and refuses where it cannot`() throws {
    let folder = try Folder()
    let file = try folder.write("start.trig", Self.triG)
    let quads = folder.file("out.nq")
    try convert([file, "--out", quads])
    #expect(
      folder.text("out.nq").contains(
        "<https://example.org/b> <https://example.org/d> <https://example.org/h> ."))
    try convert([quads, "--out", folder.file("again.trig")])
    try Oracle.expectSameGraph([file, quads, folder.file("again.trig")])
    for syntax in ["turtle", "ntriples", "rdfxml"] {
      let refusal = try convert([file, "--to", syntax, "--out", folder.file("none")], status: 6)
      #expect(refusal.errors.contains("<https://example.org/g>"))
      #expect(!FileManager.default.fileExists(atPath: folder.file("none")))
    }
  }

  @Test func `takes one named graph`() throws {
    let folder = try Folder()
    let file = try folder.write("start.trig", Self.triG)
    let line = "<https://example.org/a> <https://example.org/b> <https://example.org/d> .\n"
    for stream in [[], ["--stream"]] {
      let arguments = [file, "--to", "nt", "--graph", "https://example.org/h"] + stream
      #expect(try convert(arguments).output == line)
      try convert([file, "--to", "nt", "--graph", "https://example.org/none"] + stream, status: 5)
    }
  }

  @Test func `reads standard input and gzip, and tells the syntax from the content`() throws {
    let folder = try Folder()
    let expected = try convert([folder.write("start.ttl", Self.turtle), "--to", "nt"]).output
    #expect(!expected.isEmpty)
    for to in ["rdfxml", "jsonld", "trig", "nquads"] {
      let document = Data(try convert([folder.file("start.ttl"), "--to", to]).output.utf8)
      #expect(try convert(["-", "--to", "nt"], input: document).output == expected, "\(to)")
      let compressed = Data(try Gzip.compressed([UInt8](document)))
      #expect(try convert(["-", "--to", "nt"], input: compressed).output == expected, "\(to)")
      try compressed.write(to: URL(fileURLWithPath: folder.file("data.gz")))
      #expect(try convert([folder.file("data.gz"), "--to", "nt"]).output == expected, "\(to)")
      let truncated = folder.file("cut.gz")
      try compressed.dropLast(9).write(to: URL(fileURLWithPath: truncated))
      #expect(try convert([truncated, "--to", "nt"], status: 3).errors.contains("the end of the file"))
    }
  }

  @Test func `compresses what is written to a name that ends in gz`() throws {
    let folder = try Folder()
    let start = try folder.write("start.ttl", Self.turtle)
    for arguments in [[start], [start, "--stream"]] {
      let plain = folder.file("out.nt")
      try convert(arguments + ["--out", plain])
      try convert(arguments + ["--out", plain + ".gz"])
      let compressed = [UInt8](try Data(contentsOf: URL(fileURLWithPath: plain + ".gz")))
      #expect(compressed.starts(with: [0x1F, 0x8B]))
      #expect(try Gzip.decompressed(compressed) == Array(folder.text("out.nt").utf8))
    }
  }

  @Test func `writes in the order of the file if told to`() throws {
    let folder = try Folder()
    let lines = ["<b:b> <p:p> \"1\" .\n", "<a:a> <p:p> _:x .\n", "<b:b> <p:p> \"1\" .\n"]
    let file = try folder.write("start.nt", lines.joined())
    #expect(try convert([file, "--to", "nt", "--stream"]).output == lines.joined())
    #expect(try convert([file, "--to", "nt"]).output != lines.joined())
    for syntax in [RDFSyntax.turtle, .triG, .nQuads] {
      let out = folder.file("out." + syntax.fileExtension)
      try convert([file, "--stream", "--out", out])
      try Oracle.expectSameGraph([file, out])
    }
    for syntax in ["rdfxml", "jsonld"] { try convert([file, "--stream", "--to", syntax], status: 2) }
  }

  @Test func `writes with the prefixes of the command line, of the document, and the usual ones`() throws {
    let folder = try Folder()
    let file = try folder.write("start.ttl", Self.turtle)
    let prefix = ["--prefix", "e=https://example.org/"]
    for stream in [[], ["--stream"]] {
      let plain = try convert([file, "--to", "turtle"] + stream).output
      #expect(plain.contains("@prefix ex: <https://example.org/> .") && plain.contains("skos:Concept"))
      let given = try convert([file, "--to", "turtle"] + prefix + stream).output
      #expect(given.contains("@prefix e: <https://example.org/> .") && given.contains("skos:Concept"))
      #expect(!given.contains("ex:"))
    }
    for wrong in ["no sign", "a b=https://example.org/", "ex=relative", "ex:=ex:a b"] {
      try convert([file, "--to", "turtle", "--prefix", wrong], status: 2)
    }
  }

  @Test func `resolves against the base of the command line`() throws {
    let input = Data("<a> <b> <c> .".utf8)
    let output = try convert(["-", "--to", "nt", "--base", "https://example.org/x/y"], input: input).output
    #expect(output == "<https://example.org/x/a> <https://example.org/x/b> <https://example.org/x/c> .\n")
    #expect(try convert(["-", "--to", "nt"], status: 3, input: input).errors.contains("-:1:1:"))
    try convert(["-", "--to", "nt", "--base", "relative"], status: 2, input: input)
  }

  @Test func `reads on after faults if told to, and reports each with its place`() throws {
    let folder = try Folder()
    let text = "<a:a> <a:b> <a:c> .\n<a:a> <a:b> ? .\n<a:a> <a:b> <a:d> .\n<a:a> <a b> 1 .\n"
    for ending in ["ttl", "nt"] {
      let file = try folder.write("faulty." + ending, text)
      try convert([file, "--to", "nt"], status: 3)
      for stream in [[], ["--stream"]] {
        let out = folder.file("out.nt")
        let result = try convert([file, "--recover", "--out", out] + stream, status: 1)
        #expect(folder.text("out.nt") == "<a:a> <a:b> <a:c> .\n<a:a> <a:b> <a:d> .\n", "\(ending)")
        let places = result.errors.split(separator: "\n").map { $0.prefix(while: { $0 != " " }) }
        #expect(places.count == 2 && places.first == "\(file):2:13:", "\(result.errors)")
        #expect(places.last?.hasPrefix("\(file):4:") == true, "\(result.errors)")
      }
    }
    let sound = try folder.write("sound.nt", "<a:a> <a:b> <a:c> .\n")
    #expect(try convert([sound, "--to", "nt", "--recover"]).errors.isEmpty)
  }

  @Test func `says what is wrong by its status`() throws {
    let folder = try Folder()
    let file = try folder.write("start.ttl", "<a:a> <a:b> <a:c> ; .\n<a:a> <a:b> ?")
    #expect(try convert([file, "--to", "nt"], status: 3).errors.contains("start.ttl:2:13:"))
    try convert([file], status: 2)
    try convert([file, "--to", "html"], status: 2)
    try convert([file, "--out", folder.file("a.html")], status: 2)
    try convert([folder.file("none.ttl"), "--to", "nt"], status: 3)
    try convert([folder.path, "--to", "nt"], status: 3)
    try convert(["-", "--to", "nt"], status: 3, input: Data("Dear Sir or Madam".utf8))
    let predicate = try folder.write("predicate.nt", "<a:a> <https://example.org/1> <a:c> .\n")
    try convert([predicate, "--to", "rdfxml"], status: 6)
  }

  @Test func `says where a fault of JSON-LD is`() throws {
    let folder = try Folder()
    let file = try folder.write("a.jsonld", "{\"@id\": \"http://e/a\",\n \"http://e/p\": {\"@id\": 5}}")
    #expect(try convert([file, "--to", "nt"], status: 3).errors.contains("a.jsonld:2:24:"))
  }

  @Test func `writes concepts inside their schemes where asked to`() throws {
    let folder = try Folder()
    let scheme = "ex:s a skos:ConceptScheme . ex:a skos:inScheme ex:s .\n"
    let file = try folder.write("start.ttl", Self.turtle + scheme)
    let framed = folder.file("framed.jsonld")
    let output = try convert([file, "--framed"]).output
    try convert([file, "--framed", "--out", framed])
    #expect(folder.text("framed.jsonld") == output)
    #expect(output.contains("\"concepts\": [\n"))
    #expect(try convert([framed, "--canonical"]).output == convert([file, "--canonical"]).output)
    try convert([file, "--framed", "--to", "turtle"], status: 2)
    try convert([file, "--framed", "--canonical"], status: 2)
  }

  @Test func `ends quietly when its reader goes away`() throws {
    let folder = try Folder()
    let lines = (0..<50_000).map { "<a:a> <a:b> <a:\($0)> .\n" }.joined()
    let file = try folder.write("long.nt", lines)
    for stream in ["", "--stream"] {
      let shell = Process()
      shell.executableURL = URL(fileURLWithPath: "/usr/bin/env")
      // Once with the signal of a closed pipe, once without it, as some programs start others.
      let command = "'\(Program.path)' convert '\(file)' --to nt \(stream) | head -n 1"
      shell.arguments = ["bash", "-c", "\(command); trap '' PIPE; \(command)"]
      shell.standardOutput = try folder.handle("out")
      shell.standardError = try folder.handle("errors")
      try shell.run()
      shell.waitUntilExit()
      #expect(folder.text("errors").isEmpty, "\(folder.text("errors"))")
      #expect(folder.text("out").split(separator: "\n").count == 2)
    }
  }
}
