extension Rule {
  /// Profile life: what may change from one release to the next.
  static let life: [Rule] = [
    .publishedIRIRemoved, .identifierReused, .retiredWithoutReason, .supersededWithoutSuccessor,
    .successorCycle,
    .activePointsToRetired, .retiredAsTopOrParent, .mappingTargetDeprecated, .statusUnknown,
    .statusTransitionIllegal, .changeNoteMissing, .modifiedDateStale,
    .clarificationChangesMeaning,
  ]
}
