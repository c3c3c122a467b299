internal import RDF

/// A language tag taken apart by the grammar of RFC 5646 §2.1, with the first thing that is wrong with it.
struct LanguageTagParts {
  /// One extension: its singleton, and the subtags that follow it.
  struct Extension {
    let singleton: Substring
    var subtags: [Substring] = []
  }

  /// What is wrong with a tag's grammar.
  struct Fault {
    /// What is wrong, as the end of a sentence that starts with the tag.
    let reason: String
    /// Whether the tag that the parts make when they are put together again says the same without the fault.
    let isMended: Bool
  }

  /// The tag that is registered whole and follows no grammar; then there are no parts.
  private(set) var grandfathered: Substring?
  /// The primary language; empty in a tag that is all private use.
  private(set) var language: Substring = ""
  private(set) var extendedLanguages: [Substring] = []
  private(set) var script: Substring?
  private(set) var region: Substring?
  private(set) var variants: [Substring] = []
  private(set) var extensions: [Extension] = []
  /// What follows `x`.
  private(set) var privateUse: [Substring] = []
  /// The first fault.
  private(set) var fault: Fault?

  /// Takes a tag apart; parts that stand out of order are found all the same.
  init(_ tag: LanguageTag) {
    let whole = tag.string[...]
    if LanguageSubtagRegistry.grandfathered.contains(whole) {
      grandfathered = whole
      return
    }
    var rest = tag.string.split(separator: "-", omittingEmptySubsequences: false)[...]
    guard let first = rest.first else { return }
    if first != "x" {
      rest.removeFirst()
      language = first
      if first.count == 1 {
        report("begins with the single letter \"\(first)\", where a language should stand")
      }
      takeExtendedLanguages(&rest)
    }
    var step = 0
    while let subtag = rest.popFirst() {
      if subtag == "x" {
        privateUse = Array(rest)
        if rest.isEmpty { report("ends with \"x\", and nothing for private use follows", isMended: true) }
        break
      }
      if subtag.count == 1 { takeExtension(subtag, &rest) } else { take(subtag, &step) }
    }
  }

  /// The tag that the parts make in their order.
  var string: String {
    if let grandfathered { return String(grandfathered) }
    var subtags = language.isEmpty ? [] : [language]
    subtags += extendedLanguages + [script, region].compactMap { $0 } + variants
    for found in extensions { subtags += [found.singleton] + found.subtags }
    if !privateUse.isEmpty { subtags += ["x"] + privateUse }
    return subtags.joined(separator: "-")
  }

  /// The parts before extensions and private use.
  var core: [Substring] {
    [language] + extendedLanguages + [script, region].compactMap { $0 } + variants
  }

  private mutating func report(_ reason: String, isMended: Bool = false) {
    if let known = fault {
      fault = Fault(reason: known.reason, isMended: known.isMended && isMended)
    } else {
      fault = Fault(reason: reason, isMended: isMended)
    }
  }

  private mutating func takeExtendedLanguages(_ rest: inout ArraySlice<Substring>) {
    guard (2...3).contains(language.count) else { return }
    while let next = rest.first, next.count == 3, next.allSatisfy(\.isLetter) {
      rest.removeFirst()
      extendedLanguages.append(next)
      if extendedLanguages.count > 3 {
        report("has more than three extended languages before \"\(next)\"")
      }
    }
  }

  private mutating func takeExtension(_ singleton: Substring, _ rest: inout ArraySlice<Substring>) {
    var found = Extension(singleton: singleton)
    while let next = rest.first, next.count > 1 {
      found.subtags.append(next)
      rest.removeFirst()
    }
    if found.subtags.isEmpty {
      report("has nothing behind \"\(singleton)\", where an extension should stand", isMended: true)
    } else {
      if extensions.contains(where: { $0.singleton == singleton }) {
        report("has two extensions that begin with \"\(singleton)\"")
      }
      extensions.append(found)
    }
  }

  /// A subtag between the language and the first extension; `step` is what the last one was.
  private mutating func take(_ subtag: Substring, _ step: inout Int) {
    let isLetters = subtag.allSatisfy(\.isLetter)
    let kind: Int
    if subtag.count == 4 && isLetters {
      kind = 1
      repeated(script, subtag, "script")
      script = script ?? subtag.capitalizedSubtag
    } else if subtag.count == 2 && isLetters || subtag.count == 3 && subtag.allSatisfy(\.isNumber) {
      kind = 2
      repeated(region, subtag, "region")
      region = region ?? subtag.uppercased()[...]
    } else if subtag.count >= 5 || subtag.count == 4 && subtag.first?.isNumber == true {
      kind = 3
      if variants.contains(subtag) {
        report("has the variant \"\(subtag)\" twice", isMended: true)
      } else {
        variants.append(subtag)
      }
    } else {
      report("has \"\(subtag)\", which is no script, region or variant")
      return
    }
    if kind < step {
      report("has \"\(subtag)\" too late: script, region and variants stand in this order", isMended: true)
    }
    step = max(step, kind)
  }

  private mutating func repeated(_ known: Substring?, _ subtag: Substring, _ kind: String) {
    guard let known else { return }
    let isSame = known.lowercased() == subtag.lowercased()
    report("has two \(kind)s, \"\(known)\" and \"\(subtag)\"", isMended: isSame)
  }
}

extension Substring {
  /// A script subtag in its usual case.
  fileprivate var capitalizedSubtag: Substring { (prefix(1).uppercased() + dropFirst().lowercased())[...] }
}
