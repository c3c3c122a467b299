/// Which encodings are read, decided from the first bytes of a document before libxml2 sees them.
///
/// libxml2 hands every name it does not know to iconv, which loads a module from disk for it; some of those
/// modules have had memory faults (CVE-2024-2961). So only encodings in which vocabularies are really found
/// are let through; those that libxml2 does not know itself are plain tables of 256 characters.
enum XMLEncoding {
  /// Lower-cased names as XML declarations spell them.
  private static let read: Set<String> = [
    "utf-8", "utf8", "us-ascii", "ascii", "utf-16", "utf-16le", "utf-16be", "iso-8859-1", "latin1",
    "iso-8859-2",
    "iso-8859-3", "iso-8859-4", "iso-8859-5", "iso-8859-6", "iso-8859-7", "iso-8859-8", "iso-8859-9",
    "iso-8859-10", "iso-8859-13", "iso-8859-14", "iso-8859-15", "iso-8859-16", "windows-1250", "windows-1251",
    "windows-1252", "windows-1253", "windows-1254", "windows-1255", "windows-1256", "windows-1257",
    "windows-1258",
  ]

  /// Returns why a document that starts with `bytes` is not read, or nil.
  ///
  /// `bytes` are the first 4 KiB, or the whole document if it is shorter.
  static func fault(_ bytes: UnsafeBufferPointer<UInt8>) -> SyntaxError? {
    if let family = unsupportedFamily(bytes) { return refusal(of: family) }
    // In UTF-16 every second byte of the declaration is zero; without them it reads like the others.
    let isUTF16 =
      bytes.prefix(4).contains(0) || bytes.starts(with: [0xFE, 0xFF]) || bytes.starts(with: [0xFF, 0xFE])
    var head = isUTF16 ? bytes.filter { $0 != 0 } : Array(bytes)
    if head.starts(with: [0xEF, 0xBB, 0xBF]) {
      head.removeFirst(3)
    } else if head.starts(with: [0xFE, 0xFF]) || head.starts(with: [0xFF, 0xFE]) {
      head.removeFirst(2)
    }
    guard head.starts(with: "<?xml".utf8), let sixth = head.dropFirst(5).first, XMLCharacters.isSpace(sixth)
    else {
      return nil
    }
    guard let end = head.firstIndex(of: UInt8(ascii: ">")) else {
      let message = "the XML declaration does not end within the first 4 KiB; expected \"?>\""
      return SyntaxError(.grammar, at: .start, message)
    }
    guard let name = declaredName(head[..<end]) else { return nil }
    return read.contains(name.lowercased()) ? nil : refusal(of: "the declared encoding \"\(name)\"")
  }

  private static func refusal(of encoding: String) -> SyntaxError {
    let expected = "expected UTF-8, UTF-16, ISO 8859 or a Windows code page; convert the document to UTF-8"
    return SyntaxError(.encoding, at: .start, "\(encoding) is not read; \(expected)")
  }

  /// Encodings that show in the first four bytes: XML 1.0 appendix F.1.
  private static func unsupportedFamily(_ bytes: UnsafeBufferPointer<UInt8>) -> String? {
    switch Array(bytes.prefix(4)) {
    case [0x00, 0x00, 0x00, 0x3C], [0x3C, 0x00, 0x00, 0x00], [0x00, 0x00, 0xFE, 0xFF],
      [0xFF, 0xFE, 0x00, 0x00],
      [0x00, 0x00, 0x3C, 0x00], [0x00, 0x3C, 0x00, 0x00]:
      return "UCS-4"
    case [0x4C, 0x6F, 0xA7, 0x94]: return "EBCDIC"
    default: return nil
    }
  }

  /// The value of the declaration's `encoding`, if it has one.
  ///
  /// `[80] EncodingDecl ::= S 'encoding' Eq ('"' EncName '"' | "'" EncName "'")`
  private static func declaredName(_ declaration: ArraySlice<UInt8>) -> String? {
    let key = Array("encoding".utf8)
    var rest = declaration
    while !rest.starts(with: key) {
      guard !rest.isEmpty else { return nil }
      rest.removeFirst()
    }
    rest = rest.dropFirst(key.count).drop { XMLCharacters.isSpace($0) || $0 == UInt8(ascii: "=") }
    guard let quote = rest.first, quote == 0x22 || quote == 0x27 else { return nil }
    let name = rest.dropFirst().prefix { $0 != quote }
    return String(validating: name, as: UTF8.self) ?? "?"
  }
}
