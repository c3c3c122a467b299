extension Rule {
  /// Profile label: labels, languages and documentation.
  static let label: [Rule] = [
    .prefLabelMissing, .prefLabelMissingPrimary, .langCoverage, .langScriptMismatch, .labelEmpty,
    .labelWhitespace, .labelPunctuation, .prefLabelDuplicate, .labelAmbiguous, .labelDuplicateFold,
    .undocumentedConcept,
  ]
}
