import Foundation

/// Checks what people said about a change request, a release candidate or an entry, and did about the stages of a request,
/// against the audit records of it.
///
/// Records from before there were digests have none: then the words have to be there, whatever they are.
struct WordsCheck {
  /// An audit record of something that was said.
  struct Record {
    let sequence: Int64
    let action: String
    let detail: String
    /// The digest that it vouches for.
    let content: Data?
  }

  let digests: WordsDigest
  /// The records that are about it, the oldest first.
  let records: [Record]
  /// The records of the steps that opened its evaluations, the oldest first; a request alone has any.
  var evaluations: [Int64] = []
  /// Its stages, the oldest first; a request alone has any.
  var stages: [StageCheck] = []
  /// The records of the steps that opened its stages, the oldest first.
  var openings: [Int64] = []

  /// What of a change request is not on record, or not as it was said.
  func faults() throws -> [String] {
    var faults = try commentFaults()
    if try !fits(digests.answers(), "change.answer") {
      faults.append("the answers to its evaluations are not those on record")
    }
    if try !fits(digests.objections(), "change.object") {
      faults.append("the objections to its notices are not those on record")
    }
    if try !conclusionsFit() { faults.append("an evaluation was not concluded as it is on record") }
    return try faults + stageFaults()
  }

  private func records(of action: String) -> [Record] { records.filter { $0.action == action } }

  /// Whether words and records are one for one, in their order.
  private func fits(_ words: [Data], _ action: String) -> Bool { Self.fits(words, records(of: action)) }

  static func fits(_ words: [Data], _ records: [Record]) -> Bool {
    words.count == records.count
      && zip(words, records).allSatisfy { word, record in record.content.map { $0 == word } ?? true }
  }

  /// The comment that a record is about: its detail begins with `comment` and the number.
  private func comment(_ record: Record) -> Int64 {
    Int64(record.detail.dropFirst("comment ".count).prefix { $0.isNumber }) ?? 0
  }

  /// What of the comments and observations is not on record, or not as it was said.
  func commentFaults() throws -> [String] {
    let added = Dictionary(grouping: records(of: "comment.add"), by: comment)
    let observed = Dictionary(grouping: records(of: "comment.observe"), by: comment)
    let (comments, observations) = (try digests.comments(), try digests.observations())
    // Tables that were read before there were digests have one record for all of their comments.
    let hasOldTables = records(of: "comment.import").contains { $0.content == nil }
    let all = Set(comments.keys).union(added.keys).union(observed.keys).sorted()
    return all.flatMap { id -> [String] in
      var faults: [String] = []
      let isOld = hasOldTables && added[id] == nil && comments[id] != nil
      if !isOld, !Self.fits(comments[id].map { [$0] } ?? [], added[id] ?? []) {
        faults.append("comment \(id) is not as it is on record")
      }
      if !hasOldTables, !Self.fits(observations[id] ?? [], observed[id] ?? []) {
        faults.append("the observations of comment \(id) are not those on record")
      }
      return faults
    }
  }

  /// The last conclusion of an evaluation counts; those before it are in the log alone.
  private func conclusionsFit() throws -> Bool {
    let conclusions = try digests.conclusions()
    guard conclusions.count == evaluations.count else { return false }
    let records = records(of: "change.conclude")
    return zip(conclusions, evaluations).enumerated().allSatisfy { index, pair in
      let (conclusion, opened) = pair
      let next = index + 1 < evaluations.count ? evaluations[index + 1] : .max
      let last = records.last { $0.sequence > opened && $0.sequence < next }
      guard let last else { return conclusion == nil }
      return conclusion != nil && (last.content == nil || last.content == conclusion)
    }
  }

  /// What of the delegations, declarations and closing dates is not on record.
  private func stageFaults() throws -> [String] {
    guard openings.count == stages.count else { return ["its stages are not those that its steps opened"] }
    let extensions = records(of: "change.extend")
    return try zip(stages, zip(openings, openings.dropFirst() + [.max])).flatMap { stage, span in
      try stage.ballotFaults()
        + stage.closingFaults(extensions.filter { $0.sequence > span.0 && $0.sequence < span.1 })
    }
  }
}
