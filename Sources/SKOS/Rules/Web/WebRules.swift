extension Rule {
  /// Profile web: IRIs, language tags and links.
  ///
  /// `link-broken` and `in-links-missing` compare lists that were made elsewhere: nothing here reaches the network.
  static let web: [Rule] = [
    .iriInvalid, .iriSpace, .iriNotNormalized, .iriNotNFC, .iriBidi, .iriSchemeUnusual, .iriOutsideNamespace,
    .iriNearDuplicate, .blankConcept, .langMalformed, .langUnregistered, .langDeprecated, .langNotCanonical,
    .langPrefix, .langRedundantScript, .langMissing, .langUndeclared, .mappingTargetUnknown,
    .noteTargetBroken, .linkBroken, .outLinksMissing, .inLinksMissing,
  ]
}
