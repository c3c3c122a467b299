internal import Glibc

/// An absolute Internationalized Resource Identifier; one in hand is valid.
///
/// Equality is equality of the strings (RDF 1.1 Concepts §3.2): nothing is normalised, because a
/// published identifier is what its publisher wrote.
public struct IRI: Hashable, Sendable {
  /// The IRI as written, for example `http://www.w3.org/2004/02/skos/core#Concept`.
  public let string: String

  /// Creates an IRI after checking the grammar of RFC 3987.
  ///
  /// - Throws: `IRI.Malformed` naming the first offending byte and what was expected.
  public init(_ string: String) throws(Malformed) {
    var text = string
    let fault = text.withUTF8 { IRIGrammar.firstFault(inAbsolute: $0) }
    if let fault { throw Malformed(text: string, offset: fault.offset, reason: fault.reason) }
    self.string = string
  }

  /// Wraps a string that the caller has just checked, or that is a constant of this package.
  ///
  /// The name says the danger: everything downstream relies on the check having been made.
  public init(uncheckedValid string: String) {
    self.string = string
  }

  /// Why a string is not an IRI.
  public struct Malformed: Error, Hashable, Sendable, CustomStringConvertible {
    /// The string that was given.
    public let text: String
    /// Where the fault is, in bytes from the start of `text`.
    public let offset: Int
    /// What is wrong there, as a sentence without its full stop.
    public let reason: String

    /// One sentence for people.
    public var description: String { "<\(text)> is not an absolute IRI: \(reason) (byte \(offset))" }
  }
}

extension IRI {
  /// Equal when the code points are.
  public static func == (left: IRI, right: IRI) -> Bool { left.string.isExactly(right.string) }
  /// Feeds what `==` compares.
  public func hash(into hasher: inout Hasher) { string.hashExactly(into: &hasher) }
}

extension IRI: Comparable {
  /// Orders by Unicode code points, which is also the order of the UTF-8 bytes.
  public static func < (left: IRI, right: IRI) -> Bool {
    let order = left.string.utf8.withContiguousStorageIfAvailable { one in
      right.string.utf8.withContiguousStorageIfAvailable { other in
        guard let start = one.baseAddress, let otherStart = other.baseAddress else {
          return one.count < other.count
        }
        let order = memcmp(start, otherStart, min(one.count, other.count))
        return order == 0 ? one.count < other.count : order < 0
      }
    }
    return (order ?? nil) ?? left.string.utf8.lexicographicallyPrecedes(right.string.utf8)
  }
}

extension IRI: CustomStringConvertible {
  /// The IRI itself.
  public var description: String { string }
}

extension IRI {
  /// The part after the last `#`, `/` or `:`, for display where no label is known; never empty unless
  /// the IRI ends in one of these.
  public var localName: Substring {
    guard let cut = string.lastIndex(where: { $0 == "#" || $0 == "/" || $0 == ":" }) else {
      return string[...]
    }
    return string[string.index(after: cut)...]
  }
}
