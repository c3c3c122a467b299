/// What becomes of a release at its periodic review.
/// - Source: ISO/IEC Directives, Part 1, systematic review; spec/ballots.md.
public enum ReviewDecision: String, CaseIterable, Hashable, Sendable {
  /// It stays as it is until the next review.
  case confirm
  /// It is worked over; a further release takes its place.
  case revise
  /// It is not to be used any more.
  case withdraw
}
