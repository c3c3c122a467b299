private import Crypto
internal import RDF

/// The names that entries give to blank nodes which no single IRI owns.
///
/// `urn:concordat:blank:<hash>-<ordinal>` names the entry of a component of blank nodes, the same with
/// `#<canonical label>` one node of it. The hash is the first 32 hexadecimal digits of SHA-256 over the canonical
/// form of all statements that touch the component; the ordinal tells components with equal statements apart.
enum MintedIRI {
  static let prefix = "urn:concordat:blank:"

  /// The IRI of a component's entry.
  static func component(canonicalForm: [UInt8], ordinal: Int) -> IRI {
    IRI(uncheckedValid: "\(prefix)\(shortHash(canonicalForm))-\(ordinal)")
  }

  /// The IRI of one node of a component.
  static func node(_ label: String, of component: IRI) -> IRI {
    IRI(uncheckedValid: "\(component)#\(label)")
  }

  /// The first half of a SHA-256, as 32 hexadecimal digits: nobody finds two texts that share it.
  static func shortHash(_ bytes: some Sequence<UInt8>) -> String {
    SHA256.hash(data: Array(bytes)).prefix(16).hexadecimal
  }
}
