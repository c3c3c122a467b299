import RDF
import SKOSStore

/// Names answers about a vocabulary at a revision, which are the same for ever.
enum Settled {
  /// The key of the answer to a call: all that it depends on.
  ///
  /// Nil if the answer may be another the next time.
  /// - Throws: what refuses the call to who may not read the vocabulary.
  static func key(_ call: Call, _ store: Store) throws -> [UInt8]? {
    guard let vocabulary = try call.grant(.read, store).vocabulary else { return nil }
    let revision: Int64
    switch try call.moment() {
    case .head: revision = vocabulary.headRevision
    case .revision(let number) where number <= vocabulary.headRevision: revision = number
    // A release can be withdrawn, and what a date means is looked up.
    default: return nil
    }
    var key = Array("\(call.method.name) \(vocabulary.id) \(revision) \(call.session.languages)\n".utf8)
    for (name, value) in call.parameters.members {
      JSON.appendString(name, to: &key)
      value.append(to: &key)
    }
    return key
  }
}
