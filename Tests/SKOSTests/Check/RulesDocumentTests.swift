import Foundation
import SKOS
import Testing

@Suite struct `The page of rules` {
  /// `make spec` writes the page instead of comparing.
  private static let isWriting = ProcessInfo.processInfo.environment["CONCORDAT_WRITE_SPEC"] != nil

  @Test func `spec/rules.md is what the rules say`() throws {
    let page = URL(fileURLWithPath: #filePath).appending(path: "../../../../spec/rules.md").standardized
    if Self.isWriting { try Data(RulesDocument.markdown.utf8).write(to: page) }
    let written = try String(contentsOf: page, encoding: .utf8)
    #expect(written == RulesDocument.markdown, "spec/rules.md is not current; make spec writes it anew")
  }
}
