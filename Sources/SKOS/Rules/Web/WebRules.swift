extension Rule {
  /// Profile web: IRIs, language tags and links.
  static let web: [Rule] = []
}
