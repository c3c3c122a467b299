extension Rule {
  /// Profile sec: Unicode, markup and what programs may do with a text.
  static let sec: [Rule] = [
    .textControlChar, .textInvisible, .textBidiControl, .textNotNFC, .labelConfusable, .labelMixedScript,
    .textMarkup,
    .textFormula, .textTooLong,
  ]
}
