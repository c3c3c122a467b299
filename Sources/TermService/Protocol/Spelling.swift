/// Help for people who mistype names.
enum Spelling {
  /// The longest name that is compared or repeated, in Unicode scalars; longer ones are cut.
  private static let lengthMax = 64

  /// Returns the candidate that is fewest edits away, if that is few enough to be a slip: 2, or a third of the name.
  static func nearest(to name: String, among candidates: some Sequence<String>) -> String? {
    let wanted = Array(name.lowercased().unicodeScalars.prefix(lengthMax))
    var best: (name: String, distance: Int)?
    for candidate in candidates {
      let distance = distance(wanted, Array(candidate.lowercased().unicodeScalars.prefix(lengthMax)))
      if distance < best?.distance ?? .max { best = (candidate, distance) }
    }
    guard let best, best.distance <= max(2, wanted.count / 3) else { return nil }
    return best.name
  }

  /// The text in quotes, cut to a length fit for a message, with control characters made visible.
  static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars.prefix(lengthMax) {
      if scalar.properties.generalCategory == .control || scalar.properties.generalCategory == .format {
        result += "\\u{\(String(scalar.value, radix: 16))}"
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    if text.unicodeScalars.count > lengthMax { result += "…" }
    return result + "\""
  }

  /// How many insertions, deletions and replacements turn one into the other (Levenshtein).
  private static func distance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
    var row = Array(0...right.count)
    for (leftIndex, leftScalar) in left.enumerated() {
      var diagonal = leftIndex
      row[0] = leftIndex + 1
      for (rightIndex, rightScalar) in right.enumerated() {
        let replaced = diagonal + (leftScalar == rightScalar ? 0 : 1)
        diagonal = row[rightIndex + 1]
        row[rightIndex + 1] = min(replaced, diagonal + 1, row[rightIndex] + 1)
      }
    }
    return row[right.count]
  }
}
