extension LanguageTagParts {
  /// The tag with another primary language; a preferred value may bring more than a language.
  func replacing(language: Substring) -> String { joined([language] + core.dropFirst()) }

  /// The tag with some of the subtags before the extensions replaced; an empty replacement takes one out.
  func replacing(_ replacements: [Substring: Substring]) -> String {
    joined(core.map { replacements[$0] ?? $0 }.filter { !$0.isEmpty })
  }

  /// The tag without its script.
  var withoutScript: String { joined(core.filter { $0 != script }) }

  /// The tag in the canonical form of RFC 5646 §4.5, as far as nothing in it is deprecated.
  ///
  /// An extended language with its prefix becomes the language that it is, and extensions stand in the order of
  /// their singletons.
  var canonical: String {
    var subtags = core
    if let extended = extendedLanguages.first, extendedLanguages.count == 1,
      let record = LanguageSubtagRegistry.extendedLanguages[extended], record.prefixes.contains(language),
      let preferred = record.preferred
    {
      subtags.removeFirst(2)
      subtags.insert(preferred, at: 0)
    }
    return joined(subtags, sorted: true)
  }

  private func joined(_ core: [Substring], sorted: Bool = false) -> String {
    var subtags = core.filter { !$0.isEmpty }
    for found in sorted ? extensions.sorted(by: { $0.singleton < $1.singleton }) : extensions {
      subtags += [found.singleton] + found.subtags
    }
    if !privateUse.isEmpty { subtags += ["x"] + privateUse }
    return subtags.joined(separator: "-")
  }

  /// Whether a registered prefix stands before what follows: the same language, and the rest in order.
  func matches(prefix: Substring) -> Bool {
    var rest = core[...]
    let wanted = prefix.split(separator: "-")
    guard rest.first == wanted.first else { return false }
    for subtag in wanted {
      guard let place = rest.firstIndex(of: subtag) else { return false }
      rest = rest[(place + 1)...]
    }
    return true
  }
}
