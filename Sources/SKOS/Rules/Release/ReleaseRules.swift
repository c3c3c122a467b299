extension Rule {
  /// Profile rel: the metadata of a release.
  static let rel: [Rule] = []
}
