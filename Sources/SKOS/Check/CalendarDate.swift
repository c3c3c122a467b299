/// A date as statements about entries and releases have it, to be compared with others.
struct CalendarDate: Comparable {
  let year: Int
  let month: Int
  let day: Int
  /// Whether a time follows, so that the day may be another one elsewhere on Earth.
  let hasTime: Bool

  /// Reads `2026`, `2026-01`, `2026-01-31` or the date of `2026-01-31T12:00:00Z`; nil for anything else.
  init?(_ text: String) {
    let parts = text.split(separator: "T", maxSplits: 1, omittingEmptySubsequences: false)
    hasTime = parts.count > 1
    let (date, zone) = (parts[0].prefix(10), parts[0].dropFirst(10))
    // A date may have a time zone of its own, `Z` or `+01:00`.
    guard zone.isEmpty || zone == "Z" || (zone.utf8.count == 6 && (zone.first == "+" || zone.first == "-"))
    else { return nil }
    let numbers = date.split(separator: "-", omittingEmptySubsequences: false)
    guard (1...3).contains(numbers.count), numbers[0].utf8.count == 4,
      numbers.allSatisfy({ $0.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } }),
      numbers.dropFirst().allSatisfy({ $0.utf8.count == 2 })
    else { return nil }
    let values = numbers.compactMap { Int($0) }
    (year, month, day) = (values[0], values.count > 1 ? values[1] : 1, values.count > 2 ? values[2] : 1)
    guard (1...12).contains(month), (1...31).contains(day) else { return nil }
  }

  /// Whether another date is later by more than the day that time zones can make; months are taken as 31 days.
  func isMoreThanADay(before other: CalendarDate) -> Bool {
    func number(_ date: CalendarDate) -> Int { (date.year * 12 + date.month) * 31 + date.day }
    // From one month to the next the numbers may leap by up to four.
    return number(other) - number(self) > (other.month == month ? 1 : 4)
  }

  static func < (left: CalendarDate, right: CalendarDate) -> Bool {
    (left.year, left.month, left.day) < (right.year, right.month, right.day)
  }

  static func == (left: CalendarDate, right: CalendarDate) -> Bool {
    (left.year, left.month, left.day) == (right.year, right.month, right.day)
  }
}
