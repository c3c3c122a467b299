extension Rule {
  /// Profile web: IRIs, language tags and links.
  ///
  /// `link-broken` and `in-links-missing` need the network, which nothing in this module reaches.
  static let web: [Rule] = [
    .iriInvalid, .iriSpace, .iriNotNormalized, .iriNotNFC, .iriBidi, .iriSchemeUnusual, .iriOutsideNamespace,
    .iriNearDuplicate, .blankConcept, .langMalformed, .langUnregistered, .langDeprecated, .langNotCanonical,
    .langPrefix, .langRedundantScript, .langMissing, .langUndeclared, .mappingTargetUnknown,
    .noteTargetBroken,
    .outLinksMissing,
  ]
}
