/// Whether the controls of the bidirectional algorithm in a text come in pairs (UAX 9, BD9 and X1 to X8).
enum BidiBalance {
  /// Whether each embedding, override and isolate is ended in its paragraph, and each end ends one.
  static func isBalanced(_ scalars: some Sequence<Unicode.Scalar>) -> Bool {
    var open: [UInt32] = []
    for scalar in scalars {
      switch scalar.value {
      case 0x202A, 0x202B, 0x202D, 0x202E, 0x2066...0x2068: open.append(scalar.value)
      case 0x202C:
        guard let last = open.popLast(), last < 0x2066 else { return false }
      case 0x2069:
        guard let last = open.popLast(), last >= 0x2066 else { return false }
      case 0x0A, 0x0D, 0x1C...0x1E, 0x85, 0x2029:
        guard open.isEmpty else { return false }
      default: continue
      }
    }
    return open.isEmpty
  }
}
