import CZlib

/// Compresses by gzip: content in, in pieces of any size, and pieces of a gzip file out.
///
/// The file has one member, without name and time, so that the same pieces always give the same bytes. One
/// thread at a time may use an encoder.
/// - Source: RFC 1952.
public final class GzipEncoder {
  /// The longest piece that is handed out, in bytes.
  private static let outputByteCount = 64 << 10

  private let stream: UnsafeMutablePointer<z_stream>
  private let isReady: Bool

  /// Creates an encoder at the start of a file, with zlib's usual level of compression.
  public init() {
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    // 15: the largest window; 16 more: a gzip header and trailer; 8: the usual memory.
    let status = deflateInit2_(
      stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
      Int32(MemoryLayout<z_stream>.size))
    isReady = status == Z_OK
  }

  deinit {
    if isReady { deflateEnd(stream) }
    stream.deallocate()
  }

  /// Takes content, and hands on what is compressed so far.
  ///
  /// - Throws: `SerializationError` if there was no memory, and whatever `write` throws.
  public func feed(_ content: [UInt8], to write: ([UInt8]) throws -> Void) throws {
    try deflate(content, Z_NO_FLUSH, to: write)
  }

  /// Ends the file, and hands on the rest of it.
  ///
  /// - Throws: as `feed`.
  public func finish(to write: ([UInt8]) throws -> Void) throws {
    try deflate([], Z_FINISH, to: write)
  }

  private func deflate(_ content: [UInt8], _ flush: Int32, to write: ([UInt8]) throws -> Void) throws {
    guard isReady else { throw SerializationError("there is no memory left for compression") }
    var pieces: [[UInt8]] = []
    content.withUnsafeBufferPointer { bytes in
      var rest = bytes[...]
      repeat {
        // zlib counts in 32 bits.
        let part = UnsafeBufferPointer(rebasing: rest.prefix(1 << 30))
        rest = rest.dropFirst(part.count)
        stream.pointee.next_in = UnsafeMutablePointer(mutating: part.baseAddress)
        stream.pointee.avail_in = UInt32(part.count)
        repeat { pieces.append(nextPiece(flush)) } while stream.pointee.avail_out == 0
      } while !rest.isEmpty
    }
    for piece in pieces where !piece.isEmpty { try write(piece) }
  }

  private func nextPiece(_ flush: Int32) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: Self.outputByteCount) { output, count in
      stream.pointee.next_out = output.baseAddress
      stream.pointee.avail_out = UInt32(Self.outputByteCount)
      // Its only failures are those of a caller that mixes up its calls, and Z_BUF_ERROR, that nothing is to do.
      _ = CZlib.deflate(stream, flush)
      count = Self.outputByteCount - Int(stream.pointee.avail_out)
    }
  }
}
