import Foundation
import RDF
import SKOSStore

extension OpenedStore {
  private static let countMin = 20
  private static let secondsMax = 8.0

  /// Searches as people type them: beginnings of labels, parts of words, words with an error, all of it in mode `any`.
  func search(_ count: Int, into result: inout Measurement) throws {
    let texts = Texts(labels: try sampleLabels(count), seed: seed)
    try measure("prefix", .prefix, texts.prefixes, into: &result)
    try measure("prefixWithLanguages", .prefix, texts.prefixes, languages: ["en", "de", "fr"], into: &result)
    // These read all texts of the vocabulary, so that fewer tell as much.
    let few = max(20, count / 20)
    try measure("any", .any, texts.prefixes.prefix(few), into: &result)
    try measure("word", .word, texts.words.prefix(few), into: &result)
    try measure("infix", .infix, texts.infixes.prefix(few), into: &result)
    try measure("typo", .typo, texts.typos.prefix(few), into: &result)
    try measure("exact", .exact, texts.labels[...], into: &result)
  }

  private func measure(
    _ name: String, _ mode: SearchQuery.Mode, _ texts: some Sequence<String>, languages: [String] = [],
    into result: inout Measurement
  ) throws {
    // For profiling: SEARCH=prefix leaves the other ways out.
    if let only = ProcessInfo.processInfo.environment["SEARCH"], only != name { return }
    var times = Times()
    var hits = 0
    let grant = try committee.grant(.read, .manager)
    let start = ContinuousClock.now
    for text in texts {
      // A pass over all texts of a large vocabulary takes long enough to be measured a few times only.
      if times.count >= Self.countMin, Times.seconds(since: start) > Self.secondsMax { break }
      var query = SearchQuery(text)
      query.mode = mode
      query.preferred = languages.compactMap { try? LanguageTag($0) }
      hits += try times.measure { try store.snapshot(grant: grant) { try $0.search(query).hits.count } }
    }
    result.set(name, times)
    result.set(name + "Hits", Double(hits) / Double(max(1, times.count)))
  }
}

/// What is looked for, drawn from labels that there are.
struct Texts {
  let labels: [String]
  /// The first three to five letters.
  private(set) var prefixes: [String] = []
  /// A whole word of six letters or more, where there is one.
  private(set) var words: [String] = []
  /// Four to six letters from within.
  private(set) var infixes: [String] = []
  /// A word with two neighbouring letters swapped.
  private(set) var typos: [String] = []

  init(labels: [String], seed: UInt64) {
    self.labels = labels
    var random = RandomDraw(seed: seed &+ 3)
    for label in labels {
      let letters = Array(label)
      prefixes.append(String(letters.prefix(Int.random(in: 3...5, using: &random))))
      let count = min(letters.count, Int.random(in: 4...6, using: &random))
      let start = Int.random(in: 0...(letters.count - count), using: &random)
      infixes.append(String(letters[start..<start + count]))
      guard let word = label.split(separator: " ").filter({ $0.count >= 6 }).randomElement(using: &random)
      else {
        continue
      }
      words.append(String(word))
      var swapped = Array(word)
      swapped.swapAt(2, 3)
      typos.append(String(swapped))
    }
  }
}
