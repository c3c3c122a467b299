/// Checks what was done about a stage and its ballots against the audit records of it.
struct StageCheck {
  let stage: Stage
  let digests: StageDigest
  /// The records that are about a ballot, the oldest first.
  let ballotRecords: (String) -> [WordsCheck.Record]

  /// What of the delegations and declarations is not on record.
  func ballotFaults() throws -> [String] {
    var faults: [String] = []
    // A delegation is for all ballots of its stage, and on record with the one in which it was made.
    let delegated = stage.ballots.flatMap { records("ballot.delegate", of: $0) }
    if try !WordsCheck.fits(digests.delegations(), delegated.sorted { $0.sequence < $1.sequence }) {
      faults.append("the delegations in the \(name) are not those on record")
    }
    let declarations = try digests.declarations()
    for ballot in stage.ballots {
      // The last declaration of several counts; those before it are in the log alone.
      let declared = records("ballot.declare", of: ballot).suffix(1)
      if !WordsCheck.fits(declarations[ballot.ballot.id].map { [$0] } ?? [], Array(declared)) {
        faults.append("what was declared about \(ballot.ballot.id) is not what is on record")
      }
    }
    return faults
  }

  /// Whether it closes when its last extension says; the others are in the log alone.
  func closingFaults(_ extensions: [WordsCheck.Record]) throws -> [String] {
    guard let content = extensions.last?.content, try content != digests.closing() else { return [] }
    return ["the \(name) does not close when it is on record"]
  }

  private var name: String { "\(stage.kind.rawValue) \(stage.ordinal)" }

  private func records(_ action: String, of ballot: Stage.StageBallot) -> [WordsCheck.Record] {
    ballotRecords(ballot.ballot.id).filter { $0.action == action }
  }
}
