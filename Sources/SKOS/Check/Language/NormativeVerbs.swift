/// Verbs by which a standard demands, recommends or permits.
enum NormativeVerbs {
  private static let requirements = PhraseTable([
    .english: [
      "shall", "must", "should", "is required to", "are required to", "it is necessary to",
      "it is necessary that",
    ],
    .french: [
      "doit", "doivent", "devra", "devront", "devrait", "devraient", "il convient de", "il convient que",
      "il faut",
    ],
    .german: [
      "muss", "müssen", "soll", "sollen", "sollte", "sollten", "darf nicht", "dürfen nicht", "darf nur",
      "dürfen nur",
    ],
    .spanish: ["debe", "deben", "deberá", "deberán", "debería", "deberían", "es necesario que", "hay que"],
    .chinese: ["应当", "应该", "必须", "不得", "不应", "严禁"],
  ])
  private static let permissions = PhraseTable([
    .english: ["may"], .german: ["darf", "dürfen"],
  ])

  /// The first normative verb of a text, as it is written.
  static func first(in words: Words, withPermissions: Bool) -> String? {
    for index in words.words.indices {
      var length = requirements.length(at: index, of: words)
      if length == 0 && withPermissions { length = permissions.length(at: index, of: words) }
      guard length > 0, !isSomethingElse(index, length, words) else {
        if words.language == .chinese && isChineseShall(index, words) { return "应" }
        continue
      }
      return words.text(
        words.words[index].range.lowerBound..<words.words[index + length - 1].range.upperBound)
    }
    return nil
  }

  /// Whether a word that looks like a verb is a noun, a name or part of another phrase.
  private static func isSomethingElse(_ index: Int, _ length: Int, _ words: Words) -> Bool {
    let before = index > 0 ? words[index - 1] : ""
    let after = index + length < words.count ? words[index + length] : ""
    switch words.language {
    case .english:
      // The month of May; the must of grapes; what is "a must".
      return words.spelling(index).startsWithCapital && index > 0
        || ["a", "the", "of", "grape"].contains(before)
    case .spanish:
      return before == "se" && ["a", "al"].contains(after) || ["el", "al", "del", "no"].contains(before)
    // What somebody owes somebody: "ce qu'il doit à".
    case .french: return ["à", "au", "aux"].contains(after)
    // Das Soll, das Muss.
    case .german: return words.spelling(index).startsWithCapital
    case .chinese:
      return words[index] == "不"
        && (["舍", "巴", "怪", "恨", "少"].contains(before) || ["不", "已", "了"].contains(after))
        && words.has(["不", "得"], at: index)
    }
  }

  /// 应 at the start of a clause, where it is the verb and no part of another word.
  private static func isChineseShall(_ index: Int, _ words: Words) -> Bool {
    guard words[index] == "应", index + 1 < words.count else { return false }
    let isStart = index == 0 || words.gap(after: index - 1).contains { "，。；、：,;".contains($0) }
    return isStart && words.gap(after: index).isEmpty && !"请要约用答急力变对邀收付届激征聘试战酬允验声景".contains(words[index + 1])
  }
}
