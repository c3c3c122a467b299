/// Writes language tags in conventional case, and remembers how the last ones are spelled.
struct ConventionalTags {
  private var spellings: [(tag: [UInt8], conventional: [UInt8])] = Array(repeating: ([], []), count: 64)

  /// Appends a well-formed tag in its conventional case.
  mutating func append(_ tag: UnsafeBufferPointer<UInt8>, to term: WrittenTerm) {
    // A language alone, in small letters already.
    if tag.count <= 8, tag.allSatisfy({ $0 >= UInt8(ascii: "a") && $0 <= UInt8(ascii: "z") }) {
      term.append(tag)
      return
    }
    let slot = (tag.count &* 7 &+ Int(tag.first ?? 0) &* 31 &+ Int(tag.last ?? 0)) & (spellings.count - 1)
    if !spellings[slot].tag.elementsEqual(tag) {
      let text = String(validating: tag, as: UTF8.self) ?? ""
      let conventional = (try? LanguageTag(text)).map { Array($0.string.utf8) } ?? Array(tag)
      spellings[slot] = (Array(tag), conventional)
    }
    spellings[slot].conventional.withUnsafeBufferPointer { term.append($0) }
  }
}
