extension Rule {
  /// Profile term: terms and definitions after ISO 704, ISO 10241-1 and the ISO/IEC Directives.
  static let term: [Rule] = []
}
