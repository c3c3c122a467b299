extension Rule {
  /// Profile core: the integrity conditions of SKOS and SKOS-XL first, in the order of their evaluation, then the shape of what they rest on.
  static let core: [Rule] =
    [.rdfSyntaxError] + integrityConditions + [
      .xlLiteralFormNotPlain, .xlPlainMismatch, .xlLabelDangling, .labelNotPlainLiteral, .relationNotResource,
      .schemeLinkNotResource, .relationEndNotConcept, .schemeUndefined, .memberNotConceptOrCollection,
      .memberListMalformed, .memberListMultiple, .memberListGap, .inverseMissing, .transitiveAsserted,
      .skosTermUndefined, .skosTermDeprecated, .notationUntyped,
    ]
}
