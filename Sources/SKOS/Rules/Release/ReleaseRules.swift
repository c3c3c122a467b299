extension Rule {
  /// Profile rel: the metadata of a release.
  static let rel: [Rule] = [
    .releaseTitleMissing,
    .releaseDescriptionMissing,
    .releaseLicenceMissing,
    .releaseCreatorMissing,
    .releasePublisherMissing,
    .releaseIssuedMissing,
    .releaseModifiedMissing,
    .releaseVersionMissing,
    .releasePriorVersionMissing,
    .releaseLanguageMissing,
    .releaseNamespaceMissing,
    .releaseVersionNotIncreasing,
  ]
}
