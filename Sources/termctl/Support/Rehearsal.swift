import Foundation
import SKOSStore

/// A store in which the time is what an environment variable says, so that a committee can rehearse a year in an hour.
///
/// A store is one for rehearsals from its creation, or never: the records of a real one are of the real time.
enum Rehearsal {
  /// The variable that says what time it is: 2027-03-01 or 2027-03-01T09:00:00Z.
  static let variable = "TERMCTL_REHEARSAL_TIME"

  /// The file that makes a directory a store for rehearsals.
  static func marker(in directory: String) -> String { directory + "/rehearsal" }

  /// The clock of a store: the rehearsed time, or the system's.
  ///
  /// - Throws: `Failure` if the variable is set and is no time, or the store is a real one.
  static func clock(of directory: String) throws -> (@Sendable () -> Timestamp) {
    guard let text = ProcessInfo.processInfo.environment[variable] else { return StoreEnvironment.system.now }
    guard let time = Timestamp(iso8601: text) else {
      throw Failure(.usage, "\(variable) is a time such as 2027-03-01T09:00:00Z, not \"\(text)\"")
    }
    guard FileManager.default.fileExists(atPath: marker(in: directory)) else {
      throw Failure(
        .refused,
        "\(directory) is no store for rehearsals, so \(variable) does not count there; termctl store rehearse makes one"
      )
    }
    return { time }
  }
}
