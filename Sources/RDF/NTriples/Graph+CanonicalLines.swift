extension Graph {
  /// Returns some statements of this graph as lines of canonical N-Triples, sorted by their bytes.
  ///
  /// Blank nodes keep their labels, so that without any the result is the canonical form (RDFC-1.0 §5). No
  /// `String` is made.
  package func canonicalLines(of statements: ArraySlice<Statement>) -> [UInt8] {
    var unsorted: [UInt8] = []
    var lines: [Range<Int>] = []
    lines.reserveCapacity(statements.count)
    dictionary.withParts { parts in
      for statement in statements {
        let start = unsorted.count
        dictionary.append(statement.subject, parts, to: &unsorted)
        unsorted.append(UInt8(ascii: " "))
        dictionary.append(statement.predicate, parts, to: &unsorted)
        unsorted.append(UInt8(ascii: " "))
        dictionary.append(statement.object, parts, to: &unsorted)
        unsorted.append(contentsOf: " .\n".utf8)
        lines.append(start..<unsorted.count)
      }
    }
    return Self.sorted(lines, of: unsorted)
  }

  private static func sorted(_ lines: [Range<Int>], of bytes: [UInt8]) -> [UInt8] {
    bytes.withUnsafeBufferPointer { bytes in
      let order = lines.sorted { left, right in
        let right = UnsafeBufferPointer(rebasing: bytes[right])
        return UnsafeBufferPointer(rebasing: bytes[left]).isBytewiseBefore(right)
      }
      var output: [UInt8] = []
      output.reserveCapacity(bytes.count)
      for line in order { output.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[line])) }
      return output
    }
  }
}

extension TermDictionary {
  /// Appends a term in canonical N-Triples.
  fileprivate func append(_ id: TermID, _ parts: Reader, to output: inout [UInt8]) {
    let term = parts(id)
    if isIRI(id) { return output.appendBracketed(term.text) }
    if isBlankNode(id) {
      output.append(contentsOf: "_:".utf8)
      return output.append(contentsOf: term.text)
    }
    output.appendQuoted(term.text)
    if let tag = term.tag {
      output.append(UInt8(ascii: "@"))
      output.append(contentsOf: tag)
    } else if let datatype = term.datatype {
      output.append(contentsOf: "^^".utf8)
      output.appendBracketed(parts(datatype).text)
    }
  }
}
