import Foundation

/// What one run has found, printed as one JSON object.
struct Measurement {
  private var values: [String: Any]

  init(mode: String) { values = ["mode": mode] }

  mutating func set(_ name: String, _ value: Int) { values[name] = value }

  mutating func set(_ name: String, _ value: Double) { values[name] = Self.rounded(value) }

  mutating func set(_ name: String, _ value: [[Double]]) { values[name] = value.map { $0.map(Self.rounded) } }

  /// Sets the percentiles of times as an object.
  mutating func set(_ name: String, _ times: Times) {
    values[name] = times.summary.mapValues(Self.rounded)
  }

  func print() {
    let options: JSONSerialization.WritingOptions = [.sortedKeys]
    guard let data = try? JSONSerialization.data(withJSONObject: values, options: options),
      let text = String(data: data, encoding: .utf8)
    else { preconditionFailure("the measurement cannot be written as JSON") }
    Swift.print(text)
  }

  /// Times are not known to more than a tenth of a microsecond.
  private static func rounded(_ value: Double) -> Double { (value * 1e7).rounded() / 1e7 }
}
