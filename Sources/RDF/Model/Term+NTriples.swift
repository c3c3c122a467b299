extension Term {
  /// The term as N-Triples writes it.
  public var nTriples: String {
    var bytes: [UInt8] = []
    appendNTriples(to: &bytes)
    return String(validating: bytes, as: UTF8.self) ?? ""
  }
}

extension Triple {
  /// The statement as a line of N-Triples, without its line end.
  public var nTriples: String {
    "\(subject.term.nTriples) \(Term.iri(predicate).nTriples) \(object.nTriples) ."
  }
}
