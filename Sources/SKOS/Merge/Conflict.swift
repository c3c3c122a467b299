public import RDF

/// Two changes of one entry that contradict each other.
public struct Conflict: Hashable, Sendable {
  /// The entry.
  public let iri: IRI
  /// How people know the entry, such as `"love" <http://example.org/love>`.
  public let entryName: String
  /// What both changed; nil if one side removed the entry that the other changed.
  public let aspect: Aspect?
  /// The values before both changes.
  public let base: [AspectValue]
  /// The values on our side.
  public let ours: [AspectValue]
  /// The values on their side.
  public let theirs: [AspectValue]
  /// Whether our side removed the whole entry.
  public var oursRemovedEntry: Bool { aspect == nil && ours.isEmpty }

  /// One sentence that says what each side did, with the caller's names for the sides.
  public func description(ours oursName: String, theirs theirsName: String) -> String {
    guard let aspect else {
      let (remover, changer) = ours.isEmpty ? (oursName, theirsName) : (theirsName, oursName)
      return "\(entryName) was removed by \(remover) but changed by \(changer)"
    }
    let was = base.isEmpty ? "was not there" : "was \(list(base))"
    return "the \(aspect.name) of \(entryName) \(was): \(oursName) \(act(ours)), \(theirsName) \(act(theirs))"
  }

  private func act(_ values: [AspectValue]) -> String {
    if values.isEmpty { return "removed it" }
    return (base.isEmpty ? "added " : "made it ") + list(values)
  }

  private func list(_ values: [AspectValue]) -> String {
    values.map { ValueText.text($0) { "<\($0)>" } }.joined(separator: ", ")
  }
}

extension Conflict: CustomStringConvertible {
  /// One sentence, with "our side" and "their side" for the sides.
  public var description: String { description(ours: "our side", theirs: "their side") }
}
