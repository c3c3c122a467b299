/// A part of a whole as a fraction, from nothing to all of it: two thirds, one quarter.
///
/// All arithmetic is on whole numbers and exact. It does not overflow, however large the whole is.
public struct Share: Hashable, Sendable {
  /// How many of the equal parts.
  public let numerator: Int
  /// Into how many the whole is divided.
  public let denominator: Int

  /// The largest denominator: one in ten thousand is finer than any rule of procedure.
  public static let denominatorMax = 10_000

  /// Creates a share; nil unless 0 ≤ numerator ≤ denominator and 1 ≤ denominator ≤ `denominatorMax`.
  public init?(_ numerator: Int, of denominator: Int) {
    guard (1...Self.denominatorMax).contains(denominator), (0...denominator).contains(numerator) else {
      return nil
    }
    self.init(known: numerator, denominator)
  }

  private init(known numerator: Int, _ denominator: Int) {
    self.numerator = numerator
    self.denominator = denominator
  }

  /// 1/2.
  public static let half = Share(known: 1, 2)
  /// 2/3.
  public static let twoThirds = Share(known: 2, 3)
  /// 1/4.
  public static let quarter = Share(known: 1, 4)

  /// The largest whole number that is no more than this share of a whole.
  public func roundedDown(of whole: Int) -> Int { split(whole).whole }

  /// The smallest whole number that is no less than this share of a whole.
  public func roundedUp(of whole: Int) -> Int {
    let (floor, rest) = split(whole)
    return rest == 0 ? floor : floor + 1
  }

  /// The smallest whole number that is more than this share of a whole.
  public func exceeded(of whole: Int) -> Int {
    let floor = split(whole).whole
    return floor == .max ? floor : floor + 1
  }

  /// This share of a whole as a mixed number in lowest terms: `8 2/3`, `2/3`, `10`.
  public func text(of whole: Int) -> String {
    let (floor, rest) = split(whole)
    guard rest > 0 else { return String(floor) }
    let common = Self.commonDivisor(rest, denominator)
    let fraction = "\(rest / common)/\(denominator / common)"
    return floor == 0 ? fraction : "\(floor) \(fraction)"
  }

  /// The share in words, `two thirds`; in figures where there is no usual word.
  public var name: String {
    switch (numerator, denominator) {
    case (1, 2): "half"
    case (1, 3): "one third"
    case (2, 3): "two thirds"
    case (1, 4): "one quarter"
    case (3, 4): "three quarters"
    default: "\(numerator)/\(denominator)"
    }
  }

  /// The whole part of the share and what remains, in parts of the denominator.
  private func split(_ whole: Int) -> (whole: Int, rest: Int) {
    // Of each full group of `denominator` the share is `numerator`, so no product is larger than the whole or the
    // square of the largest denominator.
    let (groups, others) = max(whole, 0).quotientAndRemainder(dividingBy: denominator)
    let (more, rest) = (others * numerator).quotientAndRemainder(dividingBy: denominator)
    return (groups * numerator + more, rest)
  }

  private static func commonDivisor(_ left: Int, _ right: Int) -> Int {
    var (left, right) = (left, right)
    while right != 0 { (left, right) = (right, left % right) }
    return left
  }
}
