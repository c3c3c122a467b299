import RDF

/// A vocabulary file on its way to the service: its content, out of which gzip has been taken, and its syntax.
final class UploadSource {
  /// What the file is called.
  let name: String
  private let file: InputFile
  private var decoder: GzipDecoder?
  /// Content that has been read and not yet handed on.
  private var pending: [UInt8] = []
  private var isStarted = false
  private var isEnded = false

  /// Opens a file.
  init(_ path: String) throws {
    file = try InputFile(path)
    name = file.name
  }

  /// The syntax of the content, seen from its start.
  func detectedSyntax() throws -> RDFSyntax {
    let most = ParserLimits().detectionByteCountMax
    while !isEnded && pending.count < most { try advance() }
    let isWhole = isEnded && pending.count <= most
    switch RDFSyntax.detect(Array(pending.prefix(most)), isWhole: isWhole, mustDecide: true) {
    case .found(let syntax): return syntax
    case .undecided, .unknown:
      let names = SyntaxName.allValueStrings.joined(separator: ", ")
      throw Failure(.unreadable, "the syntax of \(name) is not recognised; name it with --format: \(names)")
    }
  }

  /// The next part of the content; empty at the end.
  func next() throws -> [UInt8] {
    while !isEnded && pending.isEmpty { try advance() }
    defer { pending = [] }
    return pending
  }

  /// Reads a piece of the file.
  private func advance() throws {
    isEnded = try !file.readPiece { piece in
      if !isStarted {
        isStarted = true
        decoder = piece.starts(with: GzipDecoder.magicNumber) ? GzipDecoder() : nil
      }
      guard let decoder else { return pending.append(contentsOf: piece) }
      try decoder.feed(piece) { (content) throws(SyntaxError) in pending.append(contentsOf: content) }
    }
    if isEnded {
      try decoder?.finish { (content) throws(SyntaxError) in pending.append(contentsOf: content) }
    }
  }
}
