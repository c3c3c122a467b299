/// What an archive may ask for before it is refused, so that no file exhausts the machine.
public struct ZipLimits: Hashable, Sendable {
  /// The longest archive, in bytes.
  ///
  /// 64 MiB: comments with pictures come to a few.
  public var archiveByteCountMax = 64 << 20
  /// The most entries.
  ///
  /// 4,096: a document has some twenty, and one for each picture.
  public var entryCountMax = 4_096
  /// The longest entry when it is decompressed, in bytes.
  ///
  /// 64 MiB: ten thousand comments are some twenty.
  public var entryByteCountMax = 64 << 20
  /// How much longer an entry may be than its compressed data, as a factor.
  ///
  /// 500, counted only above `ratioGraceByteCount`: tables of comments shrink to a fiftieth, one with the same comment
  /// over and over to a two-hundredth, and a thousandth, which deflate can reach, takes content made to do harm.
  public var compressionRatioMax = 500
  /// Up to which length of an entry the ratio does not count, in bytes.
  ///
  /// 1 MiB: short entries do no harm.
  public var ratioGraceByteCount = 1 << 20
  /// The longest content of all entries together, in bytes.
  ///
  /// 256 MiB: four times the longest entry.
  public var totalByteCountMax = 256 << 20
  /// The longest name of an entry, in bytes.
  ///
  /// 1 KiB: names of parts have some thirty.
  public var nameByteCountMax = 1 << 10

  /// Creates the default limits.
  public init() {}
}
