import CZlib

/// Compression without a frame around it, and the checksum that goes with it, as archives of the ZIP format use them.
///
/// - Source: RFC 1951; APPNOTE.TXT §4.4.7 for the checksum.
package enum Deflate {
  /// Why bytes cannot be decompressed.
  package enum Fault: Error, Hashable, Sendable {
    /// They are not deflate data; what zlib says of them.
    case damaged(String)
    /// They end before the content does.
    case truncated
    /// The content is longer than was allowed.
    case tooLong
    /// There is no memory left.
    case noMemory
  }

  /// The content of deflate data, and how many of the bytes it took; O(n).
  ///
  /// - Parameter byteCountMax: the longest content that is made; one byte more is a fault, and nothing beyond it is
  ///   decompressed.
  package static func inflated(
    _ bytes: ArraySlice<UInt8>, byteCountMax: Int
  ) throws(Fault) -> (content: [UInt8], byteCount: Int) {
    // Allocated, because zlib remembers where it lies.
    let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    stream.initialize(to: z_stream())
    defer { stream.deallocate() }
    // Negative: raw data without header and trailer; 15: the largest window.
    guard inflateInit2_(stream, -15, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
      throw .noMemory
    }
    defer { inflateEnd(stream) }
    var content: [UInt8] = []
    var consumed = 0
    while true {
      // zlib counts in 32 bits.
      let part = bytes.dropFirst(consumed).prefix(pieceByteCount)
      var status: Int32 = Z_OK
      var left = 0
      let piece = part.withUnsafeBufferPointer { source in
        [UInt8](unsafeUninitializedCapacity: pieceByteCount) { output, count in
          stream.pointee.next_in = UnsafeMutablePointer(mutating: source.baseAddress)
          stream.pointee.avail_in = UInt32(source.count)
          stream.pointee.next_out = output.baseAddress
          stream.pointee.avail_out = UInt32(pieceByteCount)
          status = inflate(stream, Z_NO_FLUSH)
          left = Int(stream.pointee.avail_in)
          count = pieceByteCount - Int(stream.pointee.avail_out)
        }
      }
      consumed += part.count - left
      guard piece.count <= byteCountMax - content.count else { throw .tooLong }
      content += piece
      switch status {
      case Z_STREAM_END: return (content, consumed)
      case Z_OK: continue
      case Z_BUF_ERROR: throw .truncated
      case Z_MEM_ERROR: throw .noMemory
      default: throw .damaged(stream.pointee.msg.map { String(cString: $0) } ?? "no reason given")
      }
    }
  }

  /// The bytes compressed at zlib's usual level.
  ///
  /// The same bytes always give the same data. O(n).
  package static func deflated(_ bytes: [UInt8]) throws(Fault) -> [UInt8] {
    let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    stream.initialize(to: z_stream())
    defer { stream.deallocate() }
    let status = deflateInit2_(
      stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
      Int32(MemoryLayout<z_stream>.size))
    guard status == Z_OK else { throw .noMemory }
    defer { deflateEnd(stream) }
    var data: [UInt8] = []
    var rest = bytes[...]
    var isDone = false
    while !isDone {
      let part = rest.prefix(1 << 30)
      rest = rest.dropFirst(part.count)
      let flush = rest.isEmpty ? Z_FINISH : Z_NO_FLUSH
      part.withUnsafeBufferPointer { source in
        stream.pointee.next_in = UnsafeMutablePointer(mutating: source.baseAddress)
        stream.pointee.avail_in = UInt32(source.count)
        repeat {
          data += [UInt8](unsafeUninitializedCapacity: pieceByteCount) { output, count in
            stream.pointee.next_out = output.baseAddress
            stream.pointee.avail_out = UInt32(pieceByteCount)
            _ = deflate(stream, flush)
            count = pieceByteCount - Int(stream.pointee.avail_out)
          }
        } while stream.pointee.avail_out == 0
      }
      isDone = flush == Z_FINISH
    }
    return data
  }

  /// The checksum CRC-32 of some bytes; O(n).
  package static func checksum(_ bytes: some Sequence<UInt8>) -> UInt32 {
    let bytes = Array(bytes)
    return bytes.withUnsafeBufferPointer { UInt32(truncatingIfNeeded: crc32_z(0, $0.baseAddress, $0.count)) }
  }

  private static let pieceByteCount = 64 << 10
}
