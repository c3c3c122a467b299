/// Reports what is wrong in many places as one finding, where nobody would read one for each.
enum Summary {
  /// The most findings of one kind that are reported one by one.
  static let limit = 200

  /// A violation for each item, or one for all if there are more than `limit`.
  static func violations<Item>(
    _ items: [Item], limit: Int = limit, each: (Item) -> Rule.Violation, all: ([Item]) -> Rule.Violation
  ) -> [Rule.Violation] {
    items.count > limit ? [all(items)] : items.map(each)
  }
}
