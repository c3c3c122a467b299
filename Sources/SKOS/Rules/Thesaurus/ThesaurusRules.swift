extension Rule {
  /// Profile thes: thesauri after ISO 25964-1.
  static let thes: [Rule] = [
    .altWithoutPref, .homographUnqualified, .labelInverted, .labelTwoConcepts, .scopeNoteMultiple,
    .collectionDuplicateMember, .hierarchyKindMixed, .instanceHasChildren, .compoundEquivalenceIncomplete,
    .compoundEquivalenceDuplicate, .termClassClash, .arrayTwoSuperordinates, .groupLabelOrTypeMissing,
    .identifierDuplicate,
  ]
}
