extension Rule {
  /// Profile term: terms and definitions after ISO 704, ISO 10241-1 and the ISO/IEC Directives.
  static let term: [Rule] = [
    .labelArticle, .labelCase, .labelNumber, .abbreviationWithoutFullForm, .deprecatedTermWithoutPreferred,
    .definitionMissing, .definitionMultiple, .definitionArticle, .definitionFinalPeriod, .definitionCapital,
    .definitionMultipleSentences, .definitionCircular, .definitionCircularSystem, .definitionRepeatsTerm,
    .definitionMetalanguage, .definitionRequirement, .definitionNegative, .definitionExampleInside,
    .definitionHiddenDefinition, .definitionLength, .definitionDuplicate, .definitionNoGenus,
    .noteRequirement, .notePrefixInData, .termReferenceBroken, .sourceMissing, .sourceModifiedUnexplained,
  ]
}
