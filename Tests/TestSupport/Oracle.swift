public import Foundation
public import RDF
public import Testing

/// Programs for RDF that are not ours, which tests compare with where they are installed (`make oracles`).
public enum Oracle {
  /// The root of the repository.
  public static let repository: URL = {
    var root = URL(fileURLWithPath: #filePath)
    for _ in 0..<3 { root.deleteLastPathComponent() }
    return root
  }()

  /// Expects that files have isomorphic datasets, by pyoxigraph; where it is absent, that is said in one line.
  public static func expectSameGraph(_ paths: [String], location: SourceLocation = #_sourceLocation) throws {
    let python = repository.appendingPathComponent(".build-oracles/bin/python").path
    guard FileManager.default.isExecutableFile(atPath: python) else {
      print("skipped: no pyoxigraph; make oracles installs it")
      return
    }
    let script = repository.appendingPathComponent("Scripts/same-graph.py").path
    let run = try run(python, [script] + paths)
    #expect(run.status == 0, "\(run.output)", sourceLocation: location)
  }

  /// What a Python program of `Scripts` prints, with pyoxigraph at hand; nil, and a line that says so, where that
  /// is absent.
  public static func python(_ script: String, _ arguments: [String]) throws -> [UInt8]? {
    let python = repository.appendingPathComponent(".build-oracles/bin/python").path
    guard FileManager.default.isExecutableFile(atPath: python) else {
      print("skipped: no pyoxigraph; make oracles installs it")
      return nil
    }
    let path = repository.appendingPathComponent("Scripts/" + script).path
    let run = try run(python, [path] + arguments)
    #expect(run.status == 0, "\(run.errors)")
    return run.bytes
  }

  /// What Skosify's checks find in a file: for each check the words of each warning, nil where the check broke down.
  ///
  /// Nil, and a line that says so, where Skosify is absent.
  public static func skosifyFindings(_ path: String) throws -> [String: [[String]]?]? {
    let python = repository.appendingPathComponent(".build-oracles/bin/python").path
    guard FileManager.default.isExecutableFile(atPath: python),
      try run(python, ["-c", "import skosify"]).status == 0
    else {
      print("skipped: no Skosify; make oracles installs it")
      return nil
    }
    let script = repository.appendingPathComponent("Scripts/skosify-checks.py").path
    let report = try JSON(parsing: run(python, [script, path]).bytes)
    var findings: [String: [[String]]?] = [:]
    let object = report[path]?["findings"]?.object ?? JSON.Object()
    for name in object.names {
      findings[name] = .some(object[name]?.array?.map { row in row.array?.compactMap(\.string) ?? [] })
    }
    return findings
  }

  /// How many statements rapper finds in a file, repeated ones included; nil, and a line that says so, where
  /// rapper is absent or does not know the syntax.
  public static func rapperCount(_ path: String, _ syntax: RDFSyntax) throws -> Int? {
    guard let rapper = rapper(), let format = rapperFormat(syntax) else { return nil }
    let report = try run(rapper, ["-c", "-i", format, path, "https://example.org/base"]).errors
    let words = report.split { $0 == " " || $0 == "\n" }
    return words.firstIndex(of: "returned").flatMap { words.dropFirst($0 + 1).first }.flatMap { Int($0) }
  }

  /// What a file says, as rapper writes it in N-Triples; nil as for `rapperCount`.
  public static func rapperTriples(_ path: String, _ syntax: RDFSyntax) throws -> [UInt8]? {
    guard let rapper = rapper(), let format = rapperFormat(syntax) else { return nil }
    return try run(rapper, ["-q", "-o", "ntriples", "-i", format, path, "https://example.org/base"]).bytes
  }

  private static func rapper() -> String? {
    let paths = ["/usr/bin/rapper", "/usr/local/bin/rapper"]
    let found = paths.first { FileManager.default.isExecutableFile(atPath: $0) }
    if found == nil { print("skipped: no rapper; make oracles installs it") }
    return found
  }

  /// Rapper's name for a syntax that it reads.
  private static func rapperFormat(_ syntax: RDFSyntax) -> String? {
    switch syntax {
    case .jsonLD: nil
    case .rdfXML, .turtle, .nTriples, .triG, .nQuads: syntax.rawValue
    }
  }

  /// Runs a program to its end.
  public static func run(_ program: String, _ arguments: [String]) throws -> (
    status: Int32, bytes: [UInt8], output: String, errors: String
  ) {
    let process = Process()
    let output = Pipe()
    // A file, since a second pipe that nobody empties would stop the program.
    let errors = FileManager.default.temporaryDirectory.appendingPathComponent("oracle-" + UUID().uuidString)
    try Data().write(to: errors)
    defer { try? FileManager.default.removeItem(at: errors) }
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.standardOutput = output
    process.standardError = try FileHandle(forWritingTo: errors)
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    let complaints = try String(contentsOf: errors, encoding: .utf8)
    return (
      process.terminationStatus, [UInt8](data), String(data: data, encoding: .utf8) ?? "", complaints
    )
  }
}
