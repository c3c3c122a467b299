// Terms of the usual shape: strings without escapes and with what belongs to them close by, and IRIs that the
// document has named before, spelled the same.
//
// These are read in one go, without copying a string, and without checking, expanding or looking up a known IRI
// again. Where a term is not usual, nothing of it has been read, and the productions of the grammar read it from
// its start. So what is accepted, what is handed to the sink and what is refused is the same either way; the
// tests and the fuzz targets compare, since a document fed byte by byte is hardly read here.

extension TurtleParser {
  /// Reads a string and its language tag or datatype.
  mutating func usualLiteral(_ window: ByteWindow, at index: Int) -> TokenEnd {
    // A string that has been scanned in part goes on where that ended.
    guard window.bytes[index] == UInt8(ascii: "\""), stringScan.offset == 0,
      let (end, isASCII) = window.usualStringEnd(at: index)
    else { return nil }
    let text = window.slice(index + 1, end - 1)
    // An empty one may be the start of a long one.
    guard !text.isEmpty, text.count <= limits.literalByteCountMax,
      isASCII || window.isUTF8(index + 1, end - 1)
    else { return nil }
    switch window[end] {
    case UInt8(ascii: "@"):
      guard let tagEnd = window.usualLanguageTagEnd(at: end) else { return nil }
      deliver(sink.literal(text.span, language: window.slice(end + 1, tagEnd).span))
      return tagEnd
    case UInt8(ascii: "^"):
      guard window[end + 1] == UInt8(ascii: "^"), let tokenEnd = window.usualIRIEnd(at: end + 2),
        let datatype = recentDatatypes.find(window.slice(end + 2, tokenEnd)).handle
      else { return nil }
      deliver(sink.literal(text.span, datatype: datatype))
      return tokenEnd
    case UInt8(ascii: ","):
      break
    case 0x20:
      // A language or a datatype may stand apart from its string.
      let next = window[end + 1]
      guard next == UInt8(ascii: ";") || next == UInt8(ascii: ".") || next == UInt8(ascii: ",") else {
        return nil
      }
    default: return nil
    }
    deliver(sink.literal(text.span))
    return end
  }

  /// Reads an IRI that the document has named lately.
  @inline(__always)
  func recentIRI(_ window: ByteWindow, at index: Int) -> (handle: Sink.Handle, end: Int)? {
    guard let end = window.usualIRIEnd(at: index),
      let handle = recentIRIs.find(window.slice(index, end)).handle
    else { return nil }
    return (handle, end)
  }

  /// Keeps the handle of an IRI between brackets or a prefixed name, as the document spells it.
  @inline(__always)
  mutating func keepIRI(_ window: ByteWindow, _ start: Int, _ end: Int, _ handle: Sink.Handle) {
    guard end - start <= RecentIRIs<Sink.Handle>.byteCountMax else { return }
    let text = window.slice(start, end)
    recentIRIs.keep(text, handle, in: recentIRIs.find(text).place)
  }

  /// Keeps the handle of a datatype other than `xsd:string`, of which a sink is not told.
  @inline(__always)
  mutating func keepDatatype(_ window: ByteWindow, _ start: Int, _ end: Int, _ handle: Sink.Handle) {
    guard end - start <= RecentIRIs<Sink.Handle>.byteCountMax else { return }
    let text = window.slice(start, end)
    recentDatatypes.keep(text, handle, in: recentDatatypes.find(text).place)
  }

  /// Forgets what IRIs stand for, because there is a new prefix or a new base.
  mutating func forgetIRIs() {
    recentIRIs.removeAll()
    recentDatatypes.removeAll()
  }

  /// Reads a prefixed name without copying it to where the parser keeps what it has to check.
  ///
  /// Nil if it has escapes or letters beyond ASCII, is long, or its prefix is not declared.
  @inline(__always)
  mutating func usualName(_ token: NameToken, _ window: ByteWindow, at index: Int) -> Sink.Handle? {
    guard let colon = token.colon, !token.hasEscapes, token.isASCII,
      let namespace = prefixes.namespace(of: window.slice(index, colon))
    else { return nil }
    let local = window.slice(colon + 1, token.end)
    let byteCount = namespace.count + local.count
    guard byteCount <= min(Self.usualByteCountMax, limits.iriByteCountMax) else { return nil }
    return withUnsafeTemporaryAllocation(byteCount: Self.usualByteCountMax, alignment: 1) { memory in
      guard let base = memory.baseAddress else { return nil }
      // There is room for both, as has been checked.
      var cursor = ByteCursor(base)
      namespace.withUnsafeBufferPointer { cursor.put($0) }
      cursor.put(local)
      return sink.iri(UnsafeBufferPointer(rebasing: memory.bindMemory(to: UInt8.self)[..<byteCount]).span)
    }
  }

  /// 512: so few that they lie on the stack.
  private static var usualByteCountMax: Int { 512 }
}

extension ByteWindow {
  /// Where an IRI between brackets, or a name before a space, ends.
  ///
  /// Whether it is one is up to the caller, who looks for it among those that are.
  @inline(__always)
  func usualIRIEnd(at start: Int) -> Int? {
    let length = RecentIRIs<Void>.byteCountMax
    guard self[start] == UInt8(ascii: "<") else {
      return firstIndex(of: 0x20, from: start, length: length)
    }
    guard let stop = firstIndex(of: UInt8(ascii: ">"), from: start + 1, length: length - 2) else {
      return nil
    }
    return stop + 1
  }
}
