/// The way from a JSON value down to a part of it, and where that part stands in a text.
///
/// For faults that are found in a value after it was read: who finds one notes the step it is about, and those
/// around add theirs while the error passes them on its way up. So the way costs nothing unless there is an error,
/// and the text is looked at once more only then.
struct JSONPath {
  /// A step down.
  enum Step: Equatable {
    /// The value of a member; in what is no object, the value itself.
    case member(String)
    /// The name of a member, quotation marks included.
    case name(String)
    /// An element; in what is no array, the value itself.
    case element(Int)
  }

  /// The steps, the innermost first.
  private(set) var steps: [Step] = []

  /// Adds the step that leads to the value which the path has begun in so far.
  mutating func add(_ step: Step) { steps.append(step) }

  /// Where the part stands in the text of the value; as near to it as the text has what the steps name.
  func position(in text: UnsafeBufferPointer<UInt8>) -> TextPosition {
    var index = Self.skippingSpace(text, 0)
    search: for step in steps.reversed() {
      guard index < text.count else { break }
      switch (step, text[index]) {
      case (.element(let position), UInt8(ascii: "[")):
        guard let element = Self.element(position, of: index, in: text) else { break search }
        index = element
      case (.element, _): break
      case (.member(let name), UInt8(ascii: "{")):
        guard let member = Self.member(name, of: index, in: text) else { break search }
        index = member.value
      case (.name(let name), UInt8(ascii: "{")):
        if let member = Self.member(name, of: index, in: text) { index = member.name }
        break search
      case (.member, _), (.name, _): break search
      }
    }
    return TextPosition.start.advanced(over: UnsafeBufferPointer(rebasing: text[..<min(index, text.count)]))
  }

  /// Where an element of an array starts.
  private static func element(
    _ position: Int, of array: Int, in text: UnsafeBufferPointer<UInt8>
  ) -> Int? {
    var index = skippingSpace(text, array + 1)
    for _ in 0..<position {
      guard let next = start(behind: index, in: text) else { return nil }
      index = next
    }
    return index
  }

  /// Where the name and the value of a member of an object start.
  private static func member(
    _ name: String, of object: Int, in text: UnsafeBufferPointer<UInt8>
  ) -> (name: Int, value: Int)? {
    var index = skippingSpace(text, object + 1)
    while index < text.count, text[index] == UInt8(ascii: "\"") {
      guard let end = end(of: index, in: text) else { return nil }
      let value = skippingSpace(text, skippingSpace(text, end) + 1)
      let found = try? JSON(parsing: UnsafeBufferPointer(rebasing: text[index..<end]))
      if found?.string?.isExactly(name) == true { return (index, value) }
      guard let next = start(behind: value, in: text) else { return nil }
      index = next
    }
    return nil
  }

  /// Where the next element or member starts behind a value.
  private static func start(behind value: Int, in text: UnsafeBufferPointer<UInt8>) -> Int? {
    guard let end = end(of: value, in: text) else { return nil }
    let comma = skippingSpace(text, end)
    guard comma < text.count, text[comma] == UInt8(ascii: ",") else { return nil }
    return skippingSpace(text, comma + 1)
  }

  private static func end(of value: Int, in text: UnsafeBufferPointer<UInt8>) -> Int? {
    var scanner = JSONValueScanner()
    return scanner.end(in: text, from: value)
  }

  private static func skippingSpace(_ text: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int {
    var index = start
    while index < text.count, [0x20, 0x0A, 0x0D, 0x09].contains(text[index]) { index += 1 }
    return index
  }
}
