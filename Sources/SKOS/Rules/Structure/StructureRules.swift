extension Rule {
  /// Profile kos: the structure of a knowledge organisation system.
  static let kos: [Rule] = [
    .selfRelation, .hierarchyCycle, .broaderAndNarrower, .hierarchyRedundant, .relatedSiblings,
    .polyhierarchy,
    .orphanConcept, .danglingConcept, .notUnderTopConcept, .topConceptWithBroader, .disconnectedCluster,
    .conceptWithoutScheme, .schemeWithoutTopConcept, .mappingInsideScheme, .relationAcrossSchemes,
    .notationDuplicate, .notationMultiple, .collectionEmpty,
  ]
}
