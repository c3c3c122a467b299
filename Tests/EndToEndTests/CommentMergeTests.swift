import Foundation
import Testing

/// `termctl comment merge`: what a secretary does with the tables that member bodies send.
@Suite struct `Tables of comments` {
  private static let german = """
    MB/NC;Line number;Clause/Subclause;Paragraph/Figure/Table;Type of comment;Comments;Proposed change;Observations
    DE;;3.10;definition;te;"Too narrow, archives are left out";Add archives;
    DE;;3.2;;ed;A comma is missing;;
    """
  private static let french = """
    Clause,Type,Comments,Proposed change
    3.2,ge,"L'entrée manque d'un exemple","=HYPERLINK(""x"")"

    """

  @Test func `become one table in the order of the clauses, as a sheet and as a Word document`() throws {
    let folder = try Folder()
    let (german, french) = (try folder.write("de.csv", Self.german), try folder.write("fr.csv", Self.french))
    let sheet = try Program.run(["comment", "merge", german, "FR=" + french])
    #expect(sheet.status == 0, "\(sheet.everything)")
    let rows = sheet.output.split(whereSeparator: \.isNewline).dropFirst().map {
      $0.split(separator: ",").first
    }
    #expect(rows == ["DE-002", "FR-001", "DE-001"])
    #expect(sheet.output.contains("'=HYPERLINK"))

    let word = folder.path + "/all.docx"
    let written = try Program.run([
      "comment", "merge", german, "FR=" + french, "--out", word, "--document", "CD 1",
    ])
    #expect(
      written.status == 0 && written.errors.contains("3 comments from 2 files"), "\(written.everything)")
    #expect(try Program.run(["comment", "merge", word]).output == sheet.output)
  }

  @Test func `with faults are refused with the place of each, and nothing is written`() throws {
    let folder = try Folder()
    let faulty = try folder.write("fr.csv", Self.french + "3.4,xx,\"?\",\n3.5,yy,\"?\",\n")
    let out = folder.path + "/all.csv"
    let result = try Program.run(["comment", "merge", "FR=" + faulty, "--out", out])
    #expect(result.status == 6 && result.errors.contains("2 faults"), "\(result.everything)")
    #expect(result.errors.contains("row 4") || result.errors.contains("row 3"), "\(result.errors)")
    #expect(!FileManager.default.fileExists(atPath: out))
    let none = try Program.run(["comment", "merge", folder.write("x.csv", "a,b\n1,2\n")])
    #expect(none.status == 3, "\(none.everything)")
    #expect(try Program.run(["comment", "merge", faulty, "--out", "x.pdf"]).status == 2)
  }
}
