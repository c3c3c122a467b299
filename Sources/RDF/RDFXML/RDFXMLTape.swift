/// What the reader has found in a piece of the document, to be played to the sink.
///
/// The reader is called back by C and so cannot be generic without losing most of its speed. It writes
/// terms and statements here, by number; the parser, which knows its sink, plays them after each piece. The
/// tape is as long as a piece gives rise to: some hundred instructions.
struct RDFXMLTape: ~Copyable {
  /// A place for a handle: from 0 for those that go with their element, below 0 for those that stay.
  typealias Slot = Int32

  /// A part of `text`.
  typealias Text = Range<Int>

  enum Instruction {
    case iri(Slot, Text)
    case blankNode(Slot, Text)
    case literal(Slot, Text)
    /// The language is a number of the reader's table.
    case languageTagged(Slot, Text, language: UInt32)
    case typed(Slot, Text, datatype: Slot)
    case statement(Slot, Slot, Slot, TextPosition)
    case prefix(Text, namespace: Text)
  }

  private(set) var instructions = OwnedArray<Instruction>()
  /// The text of all terms, end to end; checked UTF-8.
  private(set) var text = OwnedArray<UInt8>()

  mutating func removeAll() {
    instructions.removeAll()
    text.removeAll()
  }

  @inline(__always)
  mutating func append(_ instruction: Instruction) { instructions.append(instruction) }

  @inline(__always)
  mutating func add(_ bytes: UnsafeBufferPointer<UInt8>) -> Text {
    let start = text.count
    text.append(contentsOf: bytes)
    return start..<text.count
  }

  mutating func add(_ bytes: some Collection<UInt8>) -> Text {
    let start = text.count
    text.append(contentsOf: bytes)
    return start..<text.count
  }
}

/// The handles that a sink has given for the terms of a tape.
struct RDFXMLHandles<Handle> {
  private(set) var passing: [Handle] = []
  private(set) var lasting: [Handle] = []

  init() {}

  /// The handle in a slot that has been filled before.
  subscript(slot: RDFXMLTape.Slot) -> Handle {
    slot >= 0 ? passing[Int(slot)] : lasting[Int(~slot)]
  }

  mutating func set(_ slot: RDFXMLTape.Slot, _ handle: Handle) {
    if slot >= 0 { Self.set(&passing, Int(slot), handle) } else { Self.set(&lasting, Int(~slot), handle) }
  }

  /// Fills a slot; numbers are given out from the lowest, so that gaps are few.
  private static func set(_ handles: inout [Handle], _ index: Int, _ handle: Handle) {
    while handles.count <= index { handles.append(handle) }
    handles[index] = handle
  }
}
