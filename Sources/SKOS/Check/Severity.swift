/// How much a finding matters.
public enum Severity: String, CaseIterable, Comparable, Sendable {
  /// Reported, nothing more.
  case info
  /// To be acknowledged with a reason.
  case warning
  /// Blocks a merge and a release.
  case error

  /// Orders from info to error.
  public static func < (left: Severity, right: Severity) -> Bool { left.rank < right.rank }

  private var rank: Int {
    switch self {
    case .info: 0
    case .warning: 1
    case .error: 2
    }
  }
}
