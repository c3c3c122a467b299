extension JSON {
  /// The value in the JSON Canonicalization Scheme: the same bytes for the same data.
  ///
  /// - Throws: `SyntaxError` with code `unsupported` if a number is too large for a double.
  /// - Source: RFC 8785.
  public func canonical() throws(SyntaxError) -> [UInt8] { try canonicalForm().serialized(.compact) }

  /// The value with members sorted and numbers spelled as RFC 8785 spells them.
  ///
  /// Works outwards from an explicit stack, as the reader does.
  private func canonicalForm() throws(SyntaxError) -> JSON {
    var open: [(value: JSON, sorted: [(name: String, value: JSON)], done: [JSON])] = []
    var current = self
    while true {
      var finished: JSON?
      switch current {
      case .number(let number): finished = .number(try number.canonical())
      case .array(let elements): open.append((current, elements.map { ("", $0) }, []))
      case .object(let object):
        // §3.2.3: by UTF-16 code units.
        open.append(
          (current, object.members.sorted { $0.name.utf16.lexicographicallyPrecedes($1.name.utf16) }, []))
      default: finished = current
      }
      while true {
        guard var top = open.popLast() else { return finished ?? current }
        if let value = finished.take() { top.done.append(value) }
        if top.done.count < top.sorted.count {
          current = top.sorted[top.done.count].value
          open.append(top)
          break
        }
        if case .array = top.value {
          finished = .array(top.done)
        } else {
          finished = .object(Object(zip(top.sorted.lazy.map(\.name), top.done)))
        }
      }
    }
  }
}

extension JSON.Number {
  /// The number as ECMAScript prints a double.
  ///
  /// - Source: RFC 8785 §3.2.2.3; ECMA-262 §6.1.6.1.20, Number::toString.
  fileprivate func canonical() throws(SyntaxError) -> JSON.Number {
    let value = double
    guard value.isFinite else {
      throw SyntaxError(
        .unsupported, at: nil, "the number \(lexicalForm) is too large for a double; expected at most 1.8e308"
      )
    }
    return JSON.Number(uncheckedValid: Self.ecmaScript(value))
  }

  /// A finite double as ECMAScript prints it: the shortest digits that read back as the same double.
  static func ecmaScript(_ value: Double) -> String {
    guard value != 0 else { return "0" }
    let (digits, exponent) = decimal(value.magnitude)
    let sign = value < 0 ? "-" : ""
    // The decimal point stands after `point` digits.
    let point = exponent + 1
    if point > 21 || point < -5 {
      let fraction = digits.count > 1 ? "." + digits.dropFirst() : ""
      return sign + digits.prefix(1) + fraction + "e" + (exponent < 0 ? "-" : "+")
        + String(exponent.magnitude)
    }
    if point >= digits.count { return sign + digits + String(repeating: "0", count: point - digits.count) }
    if point > 0 { return sign + digits.prefix(point) + "." + digits.dropFirst(point) }
    return sign + "0." + String(repeating: "0", count: -point) + digits
  }

  /// The shortest digits that read back as `magnitude`, without zeros at either end, and the exponent of the first.
  static func decimal(_ magnitude: Double) -> (digits: String, exponent: Int) {
    // Swift prints the shortest digits too, as 0.001, 12.0 or 1e+21.
    let parts = magnitude.description.split(separator: "e", maxSplits: 1)
    let mantissa = parts.first ?? "0"
    var exponent = parts.count > 1 ? Int(parts[1].drop { $0 == "+" }) ?? 0 : 0
    let pieces = mantissa.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    let whole = pieces.first ?? ""
    exponent += whole.count - 1
    var digits = whole + (pieces.count > 1 ? pieces[1] : "")
    while digits.count > 1, digits.first == "0" {
      digits.removeFirst()
      exponent -= 1
    }
    while digits.count > 1, digits.last == "0" { digits.removeLast() }
    return (String(digits), exponent)
  }
}
