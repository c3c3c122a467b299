import RDF
import SKOS
public struct Finding: Hashable, Sendable {
  public enum Severity: Sendable { case error }; public var severity: Severity { .error }
}
public enum SKOSCheck { static func run(_ graph: Graph) -> [Finding] { [] } }
public struct Conflict: CustomStringConvertible, Sendable { public var description: String { "" } }
public enum EntryMerge {
  enum Outcome { case merged(Entry?), conflicts([Conflict]) }
  static func merge(base: Entry?, ours: Entry?, theirs: Entry?) throws -> Outcome { .merged(theirs) }
}
