extension SerializerOptions {
  /// Whether a text can be the name of a prefix in Turtle; the empty one can.
  ///
  /// - Source: RDF 1.1 Turtle §6.5, production 167s.
  public static func isPrefixName(_ name: String) -> Bool {
    PrefixMap.isDeclarable(name, IRI.RDF.namespace)
  }

  /// Prefixes to write with: the given ones, then those that a document declared, then the well-known ones.
  ///
  /// What comes later is taken only where neither its name nor its namespace is taken already.
  public static func prefixes(_ given: [String: String], before declared: [String: String] = [:])
    -> [String: String]
  {
    var prefixes = given
    for further in [declared, wellKnownPrefixes] {
      let taken = Set(prefixes.values.map(ExactText.init))
      for (name, namespace) in further
      where prefixes[name] == nil && !taken.contains(ExactText(namespace)) {
        prefixes[name] = namespace
      }
    }
    return prefixes
  }
}
