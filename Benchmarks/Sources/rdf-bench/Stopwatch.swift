/// Takes the time of work, several times.
struct Stopwatch {
  let rounds: Int

  /// The shortest time of all rounds, in seconds, with what came of the last.
  func best<Result>(_ work: () throws -> Result) throws -> (Double, Result) {
    var shortest = Double.infinity
    var result: Result?
    for _ in 0..<rounds {
      // The result of the round before is given back outside of the time that is measured.
      result = nil
      let start = ContinuousClock.now
      result = try work()
      let (seconds, attoseconds) = start.duration(to: .now).components
      shortest = min(shortest, Double(seconds) + Double(attoseconds) * 1e-18)
    }
    guard let result else { preconditionFailure("there was no round") }
    return (shortest, result)
  }
}
