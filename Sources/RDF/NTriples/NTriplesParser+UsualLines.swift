// Lines of the usual shape: what canonical N-Triples and N-Quads look like.
//
// The machine of `run` reads whatever the grammar allows, token by token. Nearly all lines that anybody
// writes have one space between terms, IRIs without escapes and strings without escapes; these are read here
// in one go, without copying a string and without checking a known IRI again. At the first byte that is
// not usual this leaves off, in the state that the machine would be in, and the machine goes on from there.
// So what is accepted, what is handed to the sink and what is refused is the same either way; the tests and the
// fuzz targets compare, since a document fed byte by byte is never read here.

extension NTriplesParser {
  /// Reads usual lines from `start`, where a line starts, and returns where the machine has to go on.
  @inline(__always)
  mutating func readUsualLines(_ window: ByteWindow, from start: Int) -> Int {
    var index = start
    while true {
      guard let predicateStart = readUsualSubject(window, at: index) else { return index }
      state = .predicate
      index = predicateStart
      guard let objectStart = readUsualPredicate(window, at: index) else { return index }
      state = .object
      index = objectStart
      guard let end = readUsualObject(window, at: index) else { return index }
      index = end
      guard case .afterObject = state, let next = readUsualEnd(window, at: index) else { return index }
      index = next
    }
  }

  @inline(__always)
  private mutating func readUsualSubject(_ window: ByteWindow, at index: Int) -> Int? {
    if !subjectToken.isEmpty && window.hasPrefix(subjectToken, at: index) {
      let end = index + subjectToken.count
      return window[end] == 0x20 ? end + 1 : nil
    }
    // A subject that has not been the one before is mostly new, and would only drive out others.
    guard let stop = usualIRIEnd(window, at: index), window[stop + 1] == 0x20,
      isUsualIRI(window, index + 1, stop)
    else { return nil }
    let end = stop + 1
    subject = sink.iri(window.slice(index + 1, stop).span)
    subjectToken.removeAll(keepingCapacity: true)
    subjectToken.append(contentsOf: window.slice(index, end))
    return end + 1
  }

  @inline(__always)
  private mutating func readUsualPredicate(_ window: ByteWindow, at index: Int) -> Int? {
    if !predicateToken.isEmpty && window.hasPrefix(predicateToken, at: index) {
      let end = index + predicateToken.count
      return window[end] == 0x20 ? end + 1 : nil
    }
    guard let (handle, end) = usualIRI(window, at: index), window[end] == 0x20 else { return nil }
    predicate = handle
    predicateToken.removeAll(keepingCapacity: true)
    predicateToken.append(contentsOf: window.slice(index, end))
    return end + 1
  }

  /// Reads an object; the state says what is next, also where this leaves off within the object.
  @inline(__always)
  private mutating func readUsualObject(_ window: ByteWindow, at index: Int) -> Int? {
    if window[index] == UInt8(ascii: "\"") { return readUsualLiteral(window, at: index) }
    guard let (handle, end) = usualIRI(window, at: index) else { return nil }
    if Sink.usesPositions { objectPosition = input.position(of: index, in: window) }
    object = handle
    state = .afterObject
    return end
  }

  @inline(__always)
  private mutating func readUsualLiteral(_ window: ByteWindow, at index: Int) -> Int? {
    guard let (end, isASCII) = window.usualStringEnd(at: index) else { return nil }
    let text = window.slice(index + 1, end - 1)
    guard text.count <= limits.literalByteCountMax, isASCII || window.isUTF8(index + 1, end - 1) else {
      return nil
    }
    if Sink.usesPositions { objectPosition = input.position(of: index, in: window) }
    switch window[end] {
    case 0x20:
      // A language or a datatype may stand apart from its string.
      guard window[end + 1] == UInt8(ascii: ".") || window[end + 1] == UInt8(ascii: "<") else {
        return leaveOff(after: text, at: end)
      }
      object = sink.literal(text.span)
    case UInt8(ascii: "@"):
      guard let tagEnd = window.usualLanguageTagEnd(at: end) else { return leaveOff(after: text, at: end) }
      object = sink.literal(text.span, language: window.slice(end + 1, tagEnd).span)
      state = .afterObject
      return tagEnd
    case UInt8(ascii: "^"):
      guard window[end + 1] == UInt8(ascii: "^"), let (datatype, datatypeEnd) = usualIRI(window, at: end + 2)
      else { return leaveOff(after: text, at: end) }
      let isString = IRI.XSD.stringUTF8.withUnsafeBufferPointer {
        window.slice(end + 3, datatypeEnd - 1).hasSameBytes(as: $0)
      }
      object = isString ? sink.literal(text.span) : sink.literal(text.span, datatype: datatype)
      state = .afterObject
      return datatypeEnd
    default:
      return leaveOff(after: text, at: end)
    }
    state = .afterObject
    return end
  }

  /// Keeps a string whose language or datatype the machine has to read.
  private mutating func leaveOff(after text: UnsafeBufferPointer<UInt8>, at end: Int) -> Int {
    lexicalForm.removeAll(keepingCapacity: true)
    lexicalForm.append(contentsOf: text)
    state = .afterString
    return end
  }

  /// Reads a graph name, if there may be one, and the end of the line.
  @inline(__always)
  private mutating func readUsualEnd(_ window: ByteWindow, at start: Int) -> Int? {
    var index = start
    if case .nQuads = mode, window[index] == 0x20, let (handle, end) = usualIRI(window, at: index + 1) {
      // Should the end be unusual, the machine reads the name once more.
      graph = handle
      index = end
    }
    guard window[index] == 0x20, window[index + 1] == UInt8(ascii: "."), window[index + 2] == 0x0A else {
      graph = nil
      return nil
    }
    emit()
    state = .lineStart
    return index + 3
  }

  /// An absolute IRI of moderate length without escapes and with ASCII characters only; nil for any other.
  @inline(__always)
  private mutating func usualIRI(_ window: ByteWindow, at index: Int) -> (Sink.Handle, end: Int)? {
    guard let stop = usualIRIEnd(window, at: index) else { return nil }
    let text = window.slice(index + 1, stop)
    let (place, known) = recentIRIs.find(text)
    if let known { return (known, stop + 1) }
    guard isUsualIRI(window, index + 1, stop) else { return nil }
    let handle = sink.iri(text.span)
    recentIRIs.keep(text, handle, in: place)
    return (handle, stop + 1)
  }

  /// The place of the ">" that ends an IRI of moderate length.
  @inline(__always)
  private func usualIRIEnd(_ window: ByteWindow, at index: Int) -> Int? {
    guard window[index] == UInt8(ascii: "<") else { return nil }
    return window.firstIndex(
      of: UInt8(ascii: ">"), from: index + 1, length: RecentIRIs<Sink.Handle>.byteCountMax)
  }

  /// Whether a text is an absolute IRI without escapes and with ASCII characters only.
  @inline(__always)
  private func isUsualIRI(_ window: ByteWindow, _ start: Int, _ end: Int) -> Bool {
    window.isUsualIRI(start, end) && end - start <= limits.iriByteCountMax
      && IRIGrammar.schemeEnd(window.slice(start, end)) != nil
  }
}

extension ByteWindow {
  /// Whether all characters may stand in an IRI as they are, with one "#" at most.
  fileprivate func isUsualIRI(_ start: Int, _ end: Int) -> Bool {
    var index = start
    var hasFragment = false
    while index < end {
      let byte = bytes[index]
      if byte == UInt8(ascii: "%") {
        guard index + 2 < end, TurtleCharacters.hexadecimalValue(bytes[index + 1]) != nil,
          TurtleCharacters.hexadecimalValue(bytes[index + 2]) != nil
        else { return false }
        index += 3
        continue
      }
      if byte == UInt8(ascii: "#") {
        guard !hasFragment else { return false }
        hasFragment = true
      } else if !TurtleCharacters.isPlainIRI(byte) {
        return false
      }
      index += 1
    }
    return true
  }
}
