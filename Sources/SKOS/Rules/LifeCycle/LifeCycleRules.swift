extension Rule {
  /// Profile life: what may change from one release to the next.
  static let life: [Rule] = []
}
