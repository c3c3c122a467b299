import CZlib

/// Undoes gzip: compressed bytes in, in chunks of any size, and pieces of the content out.
///
/// Files of several members, as `cat a.gz b.gz` makes them, are one content. Zeros may follow the last member,
/// as tapes leave them; anything else there is a fault. The result never depends on how the input was cut,
/// since zlib always gets the same pieces. After an error the decoder is spent.
///
/// Keeps 16 KiB of input, 64 KiB of output and zlib's window of 32 KiB. One thread at a time may use it.
/// - Source: RFC 1952.
public final class GzipDecoder {
  /// The two bytes that every gzip member starts with.
  public static let magicNumber: [UInt8] = [0x1F, 0x8B]
  /// How much zlib is given at once, in bytes.
  static let inputByteCount = 16 << 10
  /// The longest piece that is handed out, in bytes.
  static let outputByteCount = 64 << 10
  /// How much content passes before the ratio counts: small files of zeros do no harm.
  static let ratioGraceByteCount = 1 << 20

  private enum State {
    /// Before the first member.
    case start
    case member
    /// Behind a member: another may follow, or zeros.
    case memberEnd
    case padding
  }

  private let limits: ParserLimits
  private let stream: UnsafeMutablePointer<z_stream>
  private let input = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: GzipDecoder.inputByteCount)
  private let output = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: GzipDecoder.outputByteCount)
  private let isReady: Bool
  private var state = State.start
  /// How much of `input` waits for zlib.
  private var pendingByteCount = 0
  /// Compressed bytes before those in `input`.
  private var passedByteCount = 0
  private var contentByteCount = 0

  /// Creates a decoder at the start of a file.
  public init(limits: ParserLimits = ParserLimits()) {
    self.limits = limits
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    // 15: the largest window; 16 more: a gzip header and trailer, whose checksum and length zlib verifies.
    let status = inflateInit2_(stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    isReady = status == Z_OK
  }

  deinit {
    if isReady { inflateEnd(stream) }
    stream.deallocate()
    input.deallocate()
    output.deallocate()
  }

  /// Takes a chunk, and hands on the content that it completes in pieces of at most 64 KiB.
  ///
  /// - Throws: `SyntaxError` with code `compression` if the bytes are not gzip, `limit` if the content is
  ///   longer than `ParserLimits` allows, and whatever `take` throws.
  public func feed(
    _ chunk: UnsafeBufferPointer<UInt8>, to take: (UnsafeBufferPointer<UInt8>) throws(SyntaxError) -> Void
  ) throws(SyntaxError) {
    var rest = chunk[...]
    while !rest.isEmpty {
      let part = rest.prefix(Self.inputByteCount - pendingByteCount)
      _ = input[pendingByteCount...].initialize(fromContentsOf: part)
      pendingByteCount += part.count
      rest = rest.dropFirst(part.count)
      if pendingByteCount == Self.inputByteCount { try decode(to: take) }
    }
  }

  /// Says that the file has ended, and hands on the last of its content.
  ///
  /// - Throws: as `feed`, and `compression` if the file ends within a member.
  public func finish(
    to take: (UnsafeBufferPointer<UInt8>) throws(SyntaxError) -> Void
  ) throws(SyntaxError) {
    try decode(to: take)
    switch state {
    case .memberEnd, .padding: return
    case .start: throw fault(at: 0, "expected a gzip header, found nothing")
    case .member:
      throw fault(at: passedByteCount, "expected the rest of the gzip data, found the end of the file")
    }
  }

  /// Decodes what waits in `input`.
  private func decode(
    to take: (UnsafeBufferPointer<UInt8>) throws(SyntaxError) -> Void
  ) throws(SyntaxError) {
    guard isReady else { throw SyntaxError(.limit, at: nil, "there is no memory left for decompression") }
    var start = 0
    while start < pendingByteCount {
      switch state {
      case .start: state = .member
      case .member: start = try inflateMember(from: start, to: take)
      case .memberEnd:
        switch input[start] {
        case 0: state = .padding
        case Self.magicNumber[0]:
          inflateReset(stream)
          state = .member
        default: throw trailingFault(at: start)
        }
      case .padding:
        guard input[start] == 0 else { throw trailingFault(at: start) }
        start += 1
      }
    }
    passedByteCount += pendingByteCount
    pendingByteCount = 0
  }

  /// Decodes up to the end of the member or of what waits, and returns where it stopped.
  private func inflateMember(
    from start: Int, to take: (UnsafeBufferPointer<UInt8>) throws(SyntaxError) -> Void
  ) throws(SyntaxError) -> Int {
    guard let source = input.baseAddress, let target = output.baseAddress else { return pendingByteCount }
    stream.pointee.next_in = source + start
    stream.pointee.avail_in = UInt32(pendingByteCount - start)
    while true {
      stream.pointee.next_out = target
      stream.pointee.avail_out = UInt32(Self.outputByteCount)
      let status = inflate(stream, Z_NO_FLUSH)
      let count = Self.outputByteCount - Int(stream.pointee.avail_out)
      let end = pendingByteCount - Int(stream.pointee.avail_in)
      if count > 0 {
        try charge(count)
        try take(UnsafeBufferPointer(start: target, count: count))
      }
      switch status {
      case Z_STREAM_END:
        state = .memberEnd
        return end
      case Z_OK, Z_BUF_ERROR:
        // Room left in the output means that the input is used up.
        if stream.pointee.avail_out > 0 { return end }
      case Z_MEM_ERROR: throw SyntaxError(.limit, at: nil, "there is no memory left for decompression")
      default: throw fault(at: passedByteCount + end, reason())
      }
    }
  }

  /// Counts content, and refuses it where it exceeds a limit.
  private func charge(_ count: Int) throws(SyntaxError) {
    contentByteCount += count
    guard contentByteCount <= limits.decompressedByteCountMax else {
      let most = limits.decompressedByteCountMax
      throw SyntaxError(.limit, at: nil, "the file is longer than \(most) bytes when it is decompressed")
    }
    guard contentByteCount > Self.ratioGraceByteCount else { return }
    let most = (passedByteCount + pendingByteCount).multipliedReportingOverflow(
      by: limits.compressionRatioMax)
    guard most.overflow || contentByteCount <= most.partialValue else {
      let message =
        "\(contentByteCount) bytes came of \(passedByteCount + pendingByteCount) compressed ones; expected "
        + "at most \(limits.compressionRatioMax) times as many"
      throw SyntaxError(.limit, at: nil, message)
    }
  }

  /// What zlib found wrong, in our words.
  private func reason() -> String {
    let found = stream.pointee.msg.map { String(cString: $0) } ?? "no reason given"
    return switch found {
    case "incorrect header check": "expected a gzip header (1F 8B), found something else"
    case "incorrect data check": "expected content with the checksum that the gzip trailer has"
    case "incorrect length check": "expected content of the length that the gzip trailer has"
    default: "expected gzip data: \(found)"
    }
  }

  private func trailingFault(at index: Int) -> SyntaxError {
    let message = "expected another gzip member or the end of the file behind the last member, found a byte "
    return fault(at: passedByteCount + index, message + "\(input[index])")
  }

  /// A fault at an offset in the compressed file, which has no lines.
  private func fault(at offset: Int, _ message: String) -> SyntaxError {
    SyntaxError(.compression, at: nil, "\(message), at byte \(offset) of the compressed file")
  }
}
