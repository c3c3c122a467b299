/// The header of one file in the only form that our archives have.
///
/// POSIX ustar: a regular file, mode 0644, user and group 0 without names, the release's time. There is one spelling
/// of each header, so that a reader that compares it byte by byte has checked every field.
/// - Source: POSIX.1-2017, pax, "ustar Interchange Format".
struct TarHeader: Hashable {
  static let blockSize = 512
  static let mode = 0o644

  /// The folder, all files of an archive have the same.
  let folder: String
  /// The name within the folder.
  let name: String
  let byteCount: Int
  /// Seconds since 1970.
  let time: Int64

  /// How many zero bytes follow the file's content.
  static func padding(after byteCount: Int) -> Int { (blockSize - byteCount % blockSize) % blockSize }

  /// The block; nil if the name, the size or the time do not fit.
  ///
  /// The folder stands in the prefix field and the name in the name field, whatever their lengths.
  var bytes: [UInt8]? {
    guard (1...100).contains(name.utf8.count), (1...155).contains(folder.utf8.count),
      (0..<8 << 30).contains(byteCount), (0..<8 << 30).contains(time)
    else { return nil }
    var block = [UInt8](repeating: 0, count: Self.blockSize)
    func put(_ text: String, at offset: Int) {
      for (index, byte) in text.utf8.enumerated() { block[offset + index] = byte }
    }
    put(name, at: 0)
    put(Self.octal(Self.mode, digits: 7), at: 100)
    put(Self.octal(0, digits: 7), at: 108)
    put(Self.octal(0, digits: 7), at: 116)
    put(Self.octal(byteCount, digits: 11), at: 124)
    put(Self.octal(Int(time), digits: 11), at: 136)
    put("        0", at: 148)
    put("ustar\u{0}00", at: 257)
    put(Self.octal(0, digits: 7), at: 329)
    put(Self.octal(0, digits: 7), at: 337)
    put(folder, at: 345)
    let sum = block.reduce(0) { $0 + Int($1) }
    put(Self.octal(sum, digits: 6) + "\u{0} ", at: 148)
    return block
  }

  /// Reads a block that is exactly what `bytes` writes; nil for every other.
  init?(_ block: some Collection<UInt8>) {
    let block = Array(block)
    guard block.count == Self.blockSize else { return nil }
    func text(_ range: Range<Int>) -> String? {
      String(validating: block[range].prefix { $0 != 0 }, as: UTF8.self)
    }
    guard let name = text(0..<100), let folder = text(345..<500),
      let byteCount = text(124..<136).flatMap({ Int($0, radix: 8) }),
      let time = text(136..<148).flatMap({ Int64($0, radix: 8) })
    else { return nil }
    self.init(folder: folder, name: name, byteCount: byteCount, time: time)
    guard bytes == block else { return nil }
  }

  init(folder: String, name: String, byteCount: Int, time: Int64) {
    self.folder = folder
    self.name = name
    self.byteCount = byteCount
    self.time = time
  }

  private static func octal(_ number: Int, digits: Int) -> String {
    let text = String(number, radix: 8)
    return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
  }
}
