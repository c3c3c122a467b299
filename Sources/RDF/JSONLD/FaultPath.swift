/// The way to what is at fault in a document, while an error passes those who were at work around it.
struct FaultPath {
  private var path = JSONPath()
  /// Whether the path starts at the local context already.
  ///
  /// A term is defined where another needs it, and not where
  /// it stands, so that what is around in the work is not what is around in the document.
  private var startsAtContext = false

  /// Adds a step of what is around the fault.
  mutating func add(_ step: JSONPath.Step) {
    if !startsAtContext { path.add(step) }
  }

  /// Adds the step of an entry, whose name is at fault where nothing in its value was found to be.
  mutating func add(entry name: String, ofFaultyName isName: Bool) {
    add(isName && path.steps.isEmpty ? .name(name) : .member(name))
  }

  /// Says that the path has come to the local context.
  mutating func reachContext() { startsAtContext = true }

  /// Says that the path has come out of a local context, one of several perhaps.
  mutating func leaveContext(at position: Int) {
    startsAtContext = false
    add(.element(position))
  }

  /// Forgets the path, because it leads through another document, or through a part that is at fault only in use.
  mutating func clear() { self = FaultPath() }

  /// Where the fault is in the text of a document.
  func position(in text: UnsafeBufferPointer<UInt8>) -> TextPosition { path.position(in: text) }
}

extension SyntaxError.Code {
  /// Whether the fault is in the name of an entry rather than in its value.
  var concernsName: Bool {
    [.JSONLD.collidingKeywords, .JSONLD.invalidReversePropertyMap].contains(self)
  }
}
