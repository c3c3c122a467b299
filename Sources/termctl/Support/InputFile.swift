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
  /// How much is read at once, in bytes.
  private static let pieceByteCount = 256 << 10

  /// What the file is called in messages.
  let name: String
  private let path: String
  private let descriptor: Int32
  private let buffer = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: InputFile.pieceByteCount)
  /// The size, where it is known before reading.
  let byteCount: Int?

  /// Opens a file; `-` is standard input.
  init(_ path: String) throws {
    self.path = path
    if path == "-" {
      name = "standard input"
      descriptor = STDIN_FILENO
      byteCount = nil
      return
    }
    name = (path as NSString).lastPathComponent
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw Failure(
        .unreadable,
        errno == ENOENT ? "there is no file \(path)" : "\(path) cannot be read: \(Self.reason(errno))")
    }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      byteCount = nil
      return
    }
    byteCount = status.st_mode & S_IFMT == S_IFREG ? Int(status.st_size) : nil
    guard status.st_mode & S_IFMT != S_IFDIR else {
      throw Failure(.unreadable, "\(path) is a directory; name a file")
    }
  }

  deinit {
    if path != "-", descriptor >= 0 { close(descriptor) }
    buffer.deallocate()
  }

  private static func reason(_ code: Int32) -> String { String(cString: strerror(code)) }

  /// Reads the next piece and hands it on; false at the end.
  func readPiece(_ take: (UnsafeBufferPointer<UInt8>) throws -> Void) throws -> Bool {
    while true {
      let count = Foundation.read(descriptor, buffer.baseAddress, buffer.count)
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw Failure(.unreadable, "\(name) cannot be read: \(Self.reason(errno))") }
      if count == 0 { return false }
      try take(UnsafeBufferPointer(rebasing: buffer[..<count]))
      return true
    }
  }

  /// The syntax of a file, as far as that can be told without opening it: what was named, or what its name's
  /// ending stands for.
  static func syntax(of path: String, _ named: SyntaxName?) -> RDFSyntax? {
    named?.syntax ?? RDFSyntax(fileName: path)
  }

  /// A name for a vocabulary, made of a file's name.
  static func stem(of path: String) -> String {
    let name = (path as NSString).lastPathComponent as NSString
    let inner = name.pathExtension.lowercased() == "gz" ? name.deletingPathExtension as NSString : name
    let file = inner.deletingPathExtension.lowercased()
    let allowed = file.map { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "." || $0 == "-") ? $0 : "-" }
    return String(allowed.drop { !$0.isLetter && !$0.isNumber }.prefix(64))
  }

  /// Reads the whole file through a parser into a sink; without a syntax, the content tells it.
  ///
  /// - Parameter check: looks at the sink after each piece, for sinks that may fail.
  func parse<Sink: StatementSink>(
    _ syntax: RDFSyntax?, options: ParserOptions, into sink: Sink,
    check: ((Sink) throws -> Void)? = nil
  ) throws -> DocumentReader<Sink> {
    var reader = DocumentReader(syntax, into: sink, options: options)
    let progress = ReadingProgress(of: name, byteCount: byteCount)
    defer { progress?.clear() }
    while try readPiece({ piece in
      try reader.feed(piece)
      progress?.advance(by: piece.count)
    }) { try check?(reader.sink) }
    try reader.finish()
    try check?(reader.sink)
    return reader
  }
}
