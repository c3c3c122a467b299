import Foundation
import TestSupport

/// What a directory may hold after a power cut.
///
/// All that was synced is there. Of what was written since the last sync of its file each piece of 512 bytes, the
/// sector that disks write as a whole, is there or not, whatever came before or after it; so is each truncation.
/// A file that was made and never synced may be missing, and one that was removed may be back.
struct PowerCut {
  private enum Change {
    case write(offset: Int, Data)
    case truncate(Int)
  }

  /// A file from its making to its removal.
  private struct Incarnation {
    var durable = Data()
    var pending: [Change] = []

    mutating func sync() {
      for change in pending { Self.apply(change, to: &durable) }
      pending = []
    }

    static func apply(_ change: Change, to content: inout Data) {
      switch change {
      case .write(let offset, let bytes):
        let end = offset + bytes.count
        if content.count < end { content.append(Data(count: end - content.count)) }
        content.replaceSubrange(offset..<end, with: bytes)
      case .truncate(let size):
        if content.count > size {
          content.removeSubrange(size...)
        } else {
          content.append(Data(count: size - content.count))
        }
      }
    }
  }

  private static let sectorByteCount = 512
  /// By name: what the file may be, oldest first; nil is its absence.
  ///
  /// The first is what the disk has for certain.
  private var files: [String: [Incarnation?]] = [:]

  /// - Parameters:
  ///   - files: what was on the disk before the events.
  ///   - events: what happened until the power was cut.
  init(of files: [String: Data], after events: some Sequence<DiskEvent>) {
    for (name, content) in files { self.files[name] = [Incarnation(durable: content)] }
    for event in events { note(event) }
  }

  private mutating func note(_ event: DiskEvent) {
    var states = files[event.file] ?? [nil]
    var last = states.removeLast()
    switch event.change {
    case .create:
      states.append(last)
      last = Incarnation()
    case .write(let offset, let bytes):
      last?.pending += Self.sectors(of: bytes, at: offset)
    case .truncate(let size):
      last?.pending.append(.truncate(size))
    case .sync:
      // Syncing a new file has its name kept too, and what it replaced is gone.
      if last != nil { states = [] }
      last?.sync()
    case .delete(let isSynced):
      if isSynced { states = [] } else { states.append(last) }
      last = nil
    }
    states.append(last)
    files[event.file] = states
  }

  private static func sectors(of bytes: Data, at offset: Int) -> [Change] {
    var changes: [Change] = []
    var start = offset
    let end = offset + bytes.count
    while start < end {
      let next = min(end, (start / sectorByteCount + 1) * sectorByteCount)
      let base = bytes.startIndex - offset
      changes.append(.write(offset: start, bytes[base + start..<base + next]))
      start = next
    }
    return changes
  }

  /// One of the many possible outcomes.
  func outcome(_ random: inout SplitMix) -> [String: Data] {
    var outcome: [String: Data] = [:]
    // In the order of their names, so that a seed stands for one outcome.
    for (name, states) in files.sorted(by: { $0.key < $1.key }) {
      guard let state = states.randomElement(using: &random), let state else { continue }
      // Disks keep nearly all, nearly nothing, or anything between.
      let share: Double = [0, 0.1, 0.5, 0.9, 1].randomElement(using: &random) ?? 0
      var content = state.durable
      for change in state.pending where Double.random(in: 0..<1, using: &random) < share {
        Incarnation.apply(change, to: &content)
      }
      outcome[name] = content
    }
    return outcome
  }
}
