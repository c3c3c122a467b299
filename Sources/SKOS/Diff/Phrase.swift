public import RDF

/// A sentence about a change, in pieces.
///
/// Every writer shows our words, the vocabulary's words, what changed in them, and resources in its own way, and
/// escapes what is not ours.
public struct Phrase: Hashable, Sendable {
  /// A piece of a sentence.
  public enum Run: Hashable, Sendable {
    /// Words of the report itself.
    case words(String)
    /// What the vocabulary says.
    case value(String)
    /// What the old version said there.
    case removed(String)
    /// What the new version says there instead.
    case inserted(String)
    /// A resource, to be called by its label.
    case resource(IRI)
  }

  /// The pieces, in reading order.
  public private(set) var runs: [Run]

  /// Creates a sentence of pieces.
  public init(_ runs: [Run]) { self.runs = runs }

  /// A sentence of our words alone.
  init(_ words: String) { runs = [.words(words)] }

  /// One after the other.
  static func + (left: Phrase, right: Phrase) -> Phrase { Phrase(left.runs + right.runs) }

  /// Several in a row, with words between them.
  static func list(_ phrases: some Sequence<Phrase>, separator: String = ", ") -> Phrase {
    var runs: [Run] = []
    for phrase in phrases {
      if !runs.isEmpty { runs.append(.words(separator)) }
      runs += phrase.runs
    }
    return Phrase(runs)
  }

  /// Resources by name: "a", "a and b", "a, b and c".
  static func resources(_ iris: [IRI]) -> Phrase {
    guard let last = iris.last, iris.count > 1 else { return Phrase(iris.map(Run.resource)) }
    return list(iris.dropLast().map { Phrase([.resource($0)]) }) + Phrase([.words(" and "), .resource(last)])
  }

  /// The resources that the sentence names.
  var resources: [IRI] {
    runs.compactMap { if case .resource(let iri) = $0 { iri } else { nil } }
  }

  /// The sentence as a line of plain text: what went in `[-…-]`, what came in `{+…+}`, controls written out.
  ///
  /// - Parameter name: what to call a resource.
  public func text(name: (IRI) -> String) -> String {
    runs.map { run in
      switch run {
      case .words(let text): text
      case .value(let text): text.printable
      case .removed(let text): "[-\(text.printable)-]"
      case .inserted(let text): "{+\(text.printable)+}"
      case .resource(let iri): name(iri)
      }
    }.joined()
  }
}
