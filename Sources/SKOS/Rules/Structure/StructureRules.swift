extension Rule {
  /// Profile kos: the structure of a knowledge organisation system.
  static let kos: [Rule] = [.selfRelation]
}
