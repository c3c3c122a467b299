import Foundation
import TestSupport
import Testing

@testable import SKOSStore

@Suite struct `The document of the full procedure` {
  private static let isWriting = ProcessInfo.processInfo.environment["CONCORDAT_WRITE_SPEC"] != nil
  private static let mark =
    "<!-- Made by ProcedureTable; written anew with CONCORDAT_WRITE_SPEC=1. -->\n"

  @Test func `has the tables that the rules give`() throws {
    let file = Oracle.repository.appendingPathComponent("spec/committee.md")
    let text = try String(contentsOf: file, encoding: .utf8)
    let parts = text.components(separatedBy: Self.mark)
    try #require(parts.count == 3, "the tables stand between two marks")
    if Self.isWriting {
      let new = [parts[0], "\n" + ProcedureTable.markdown() + "\n", parts[2]].joined(
        separator: Self.mark)
      try new.write(to: file, atomically: true, encoding: .utf8)
    } else {
      #expect(
        parts[1] == "\n" + ProcedureTable.markdown() + "\n", "CONCORDAT_WRITE_SPEC=1 writes it anew"
      )
    }
  }

  @Test func `says nothing twice: every rule stands in the table of each role that takes it`() {
    let text = ProcedureTable.markdown()
    for rule in ProcedureRule.all {
      #expect(
        text.contains(
          "| T\(rule.number) | `\(rule.transition.rawValue)` | `\(rule.from.rawValue)` → `\(rule.to.rawValue)` |"
        ))
      #expect(text.contains("T\(rule.number) → \(rule.to.rawValue)"))
    }
    for role in Role.allCases { #expect(text.contains("**\(role.rawValue)**")) }
  }
}
