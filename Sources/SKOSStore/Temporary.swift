import SKOS
struct Conflict: CustomStringConvertible { var description: String { "" } }
enum EntryMerge {
  enum Outcome { case merged(Entry?), conflicts([Conflict]) }
  static func merge(base: Entry?, ours: Entry?, theirs: Entry?) throws -> Outcome { .merged(theirs) }
}
