import Foundation
import RDF

/// A document that is read twice: once for what it says, and once for where it says it.
///
/// A regular file is mapped, so that its size costs no memory of ours; standard input and pipes are kept.
struct SourceDocument {
  /// The document as it was named.
  let name: String
  private let content: Data
  private let syntax: RDFSyntax?
  private let options: ParserOptions

  /// Opens a document; `-` is standard input.
  init(_ path: String, syntax: RDFSyntax?, options: ParserOptions) throws {
    name = path
    self.syntax = syntax
    self.options = options
    let input = try InputFile(path)
    if input.byteCount != nil,
      let mapped = try? Data(contentsOf: URL(fileURLWithPath: path), options: .alwaysMapped)
    {
      content = mapped
    } else {
      var bytes = Data()
      while try input.readPiece({ bytes.append($0) }) {}
      content = bytes
    }
  }

  /// Reads the document into a sink, and returns the reader, which knows the syntax.
  func read<Sink: StatementSink>(into sink: consuming Sink) throws(SyntaxError) -> DocumentReader<Sink> {
    let progress = ReadingProgress(of: name, byteCount: content.count)
    defer { progress?.clear() }
    var reader = DocumentReader(syntax, into: sink, options: options)
    // Whoever maps a file hands out its bytes only to closures that throw anything or nothing.
    let fault = content.withUnsafeBytes { raw -> SyntaxError? in
      let bytes = raw.bindMemory(to: UInt8.self)
      do throws(SyntaxError) {
        for start in stride(from: 0, to: bytes.count, by: Self.pieceByteCount) {
          try reader.feed(
            UnsafeBufferPointer(rebasing: bytes[start..<min(start + Self.pieceByteCount, bytes.count)]))
          progress?.advance(by: Self.pieceByteCount)
        }
        return nil
      } catch {
        return error
      }
    }
    if let fault { throw fault }
    try reader.finish()
    return reader
  }

  private static let pieceByteCount = 256 << 10

  /// The line of text that a place is in, and which of its characters the place is at, from 0.
  ///
  /// A long line is cut around the place. Nil if the document is compressed, or not text in UTF-8 there.
  func line(at position: TextPosition) -> (text: String, column: Int)? {
    let (gzip, end) = ([0x1F, 0x8B] as [UInt8], content.count)
    guard position.offset <= end, !content.starts(with: gzip) else { return nil }
    let lineFeed = UInt8(ascii: "\n")
    let first = content.startIndex
    let lowest = max(position.offset - Self.lineByteCountMax, 0)
    let highest = min(position.offset + Self.lineByteCountMax, end)
    var start = position.offset
    while start > lowest, content[first + start - 1] != lineFeed { start -= 1 }
    var stop = position.offset
    while stop < highest, content[first + stop] != lineFeed { stop += 1 }
    // A cut line begins and ends with whole characters.
    while start < position.offset, content[first + start] & 0xC0 == 0x80 { start += 1 }
    while stop > position.offset, stop < end, content[first + stop] & 0xC0 == 0x80 { stop -= 1 }
    guard let before = String(validating: content[first + start..<first + position.offset], as: UTF8.self),
      var after = String(validating: content[first + position.offset..<first + stop], as: UTF8.self)
    else { return nil }
    if after.hasSuffix("\r") { after.removeLast() }
    let mark = start == lowest && lowest > 0 ? "…" : ""
    return (mark + before + after + (stop == highest && highest < end ? "…" : ""), mark.count + before.count)
  }

  /// How much of a line is shown on each side of a place, in bytes.
  private static let lineByteCountMax = 100
}
