import ArgumentParser
import Foundation
import RDF

/// A syntax as people name it on the command line.
struct SyntaxName: ExpressibleByArgument {
  let syntax: RDFSyntax

  init(_ syntax: RDFSyntax) { self.syntax = syntax }

  init?(argument: String) {
    let name = argument.lowercased()
    guard
      let syntax = RDFSyntax(rawValue: name) ?? RDFSyntax(fileName: "x." + name) ?? RDFSyntax(mediaType: name)
    else {
      return nil
    }
    self.init(syntax)
  }

  var defaultValueDescription: String { syntax.rawValue }

  static var allValueStrings: [String] { RDFSyntax.allCases.map(\.rawValue) }
}

/// A file that is read in pieces, or standard input.
final class InputFile {
  /// What the file is called in messages.
  let name: String
  private let handle: FileHandle
  /// The size, where it is known before reading.
  let byteCount: Int?

  /// Opens a file; `-` is standard input.
  init(_ path: String) throws {
    if path == "-" {
      name = "standard input"
      handle = .standardInput
      byteCount = nil
      return
    }
    var isDirectory: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else {
      throw Failure(.unreadable, "there is no file \(path)")
    }
    guard !isDirectory.boolValue else { throw Failure(.unreadable, "\(path) is a directory; name a file") }
    guard let handle = FileHandle(forReadingAtPath: path) else {
      throw Failure(.unreadable, "\(path) cannot be read: permission denied")
    }
    self.handle = handle
    name = (path as NSString).lastPathComponent
    byteCount = (try? FileManager.default.attributesOfItem(atPath: path)[.size] as? NSNumber)?.intValue
  }

  /// The next piece; empty at the end.
  func next() throws -> [UInt8] {
    do {
      return try [UInt8](handle.read(upToCount: 1 << 18) ?? Data())
    } catch {
      throw Failure(.unreadable, "\(name) cannot be read: \(error.localizedDescription)")
    }
  }

  /// The syntax of a file: what was named, or what its name's ending stands for.
  static func syntax(of path: String, _ named: SyntaxName?) throws -> RDFSyntax {
    if let named { return named.syntax }
    if let syntax = RDFSyntax(fileName: path) { return syntax }
    let names = SyntaxName.allValueStrings.joined(separator: ", ")
    throw Failure(
      .usage, "the syntax of \(path) cannot be told from its name; name it with --format: \(names)")
  }

  /// A name for a vocabulary, made of a file's name.
  static func stem(of path: String) -> String {
    let file = ((path as NSString).lastPathComponent as NSString).deletingPathExtension.lowercased()
    let allowed = file.map { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "." || $0 == "-") ? $0 : "-" }
    return String(allowed.drop { !$0.isLetter && !$0.isNumber }.prefix(64))
  }

  /// Reads the whole file through a parser into a sink.
  func parse<Sink: StatementSink>(_ syntax: RDFSyntax, base: IRI?, into sink: Sink) throws -> Sink {
    var parser = DocumentParser(syntax, into: sink, options: ParserOptions(base: base))
    while true {
      let piece = try next()
      if piece.isEmpty { break }
      try piece.withUnsafeBufferPointer { try parser.feed($0) }
    }
    try parser.finish()
    return parser.sink
  }
}

/// Where a command writes: a file that appears whole or not at all, or standard output.
struct OutputFile {
  let path: String?

  /// Writes pieces; a named file is written beside its place, synced, and renamed into it.
  func write(_ body: (_ append: ([UInt8]) throws -> Void) async throws -> Void) async throws {
    guard let path else {
      return try await body { try FileHandle.standardOutput.write(contentsOf: Data($0)) }
    }
    let temporary = path + ".\(ProcessInfo.processInfo.processIdentifier).partial"
    guard FileManager.default.createFile(atPath: temporary, contents: nil),
      let handle = FileHandle(forWritingAtPath: temporary)
    else { throw Failure(.unreadable, "\(path) cannot be written; is there such a directory?") }
    do {
      try await body { try handle.write(contentsOf: Data($0)) }
      try handle.synchronize()
      try handle.close()
    } catch {
      try? FileManager.default.removeItem(atPath: temporary)
      throw error
    }
    guard rename(temporary, path) == 0 else {
      try? FileManager.default.removeItem(atPath: temporary)
      throw Failure(.unreadable, "\(path) cannot be written: \(String(cString: strerror(errno)))")
    }
  }
}
