/// Cuts a stream of bytes into lines; the same lines however the stream was cut on its way.
///
/// A line ends in `\n`; one `\r` before it is dropped, and lines without content are skipped, because people
/// press return. A line over the limit is reported once, by its first byte too many, and is not kept;
/// nothing after it is read, since the connection is to be closed.
public struct LineFramer: Sendable {
  /// What the stream holds next.
  public enum Frame: Hashable, Sendable {
    /// A line without its end.
    case line([UInt8])
    /// A line that is longer than the limit; the last frame of the stream.
    case tooLong
  }

  /// The longest line, in bytes without its end.
  public let byteCountMax: Int
  /// Whether a line was too long and the rest of the stream is thrown away.
  public private(set) var hasGivenUp = false
  /// The start of a line whose end has not come; at most `byteCountMax` bytes and a `\r`.
  private var unfinished: [UInt8] = []

  private static let lineFeed = UInt8(ascii: "\n")
  private static let carriageReturn = UInt8(ascii: "\r")

  /// Creates a framer.
  public init(byteCountMax: Int) { self.byteCountMax = byteCountMax }

  /// How many bytes of an unfinished line are kept.
  public var unfinishedByteCount: Int { unfinished.count }

  /// Takes bytes and returns what they complete.
  ///
  /// O(n) in the bytes given; at most one copy of each byte.
  public mutating func push(_ bytes: UnsafeRawBufferPointer) -> [Frame] {
    var frames: [Frame] = []
    var rest = bytes[...]
    while !hasGivenUp, let end = rest.firstIndex(of: Self.lineFeed) {
      let frame = finishLine(with: rest[rest.startIndex..<end])
      rest = rest[(end + 1)...]
      if let frame { frames.append(frame) }
    }
    if !hasGivenUp, !rest.isEmpty, let frame = extendLine(with: rest) { frames.append(frame) }
    return frames
  }

  /// Takes bytes and returns what they complete.
  public mutating func push(_ bytes: [UInt8]) -> [Frame] {
    bytes.withUnsafeBytes { push($0) }
  }

  /// Ends the line under way with its last bytes; nil if it has no content.
  private mutating func finishLine(with tail: Slice<UnsafeRawBufferPointer>) -> Frame? {
    // The sum cannot overflow: both are sizes of memory that exists.
    let last = tail.last ?? unfinished.last
    let count = unfinished.count + tail.count - (last == Self.carriageReturn ? 1 : 0)
    guard count <= byteCountMax else { return giveUp() }
    var line = unfinished
    unfinished = []
    line.append(contentsOf: tail)
    if last == Self.carriageReturn { line.removeLast() }
    return line.isEmpty ? nil : .line(line)
  }

  /// Adds bytes to the line under way, or gives up when no end could make it short enough.
  private mutating func extendLine(with bytes: Slice<UnsafeRawBufferPointer>) -> Frame? {
    let count = unfinished.count + bytes.count
    let mayEndInTime =
      count <= byteCountMax || (count == byteCountMax + 1 && bytes.last == Self.carriageReturn)
    guard mayEndInTime else { return giveUp() }
    unfinished.append(contentsOf: bytes)
    return nil
  }

  private mutating func giveUp() -> Frame {
    unfinished = []
    hasGivenUp = true
    return .tooLong
  }
}
