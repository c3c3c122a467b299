extension Rule {
  /// Profile thes: thesauri after ISO 25964-1.
  static let thes: [Rule] = []
}
