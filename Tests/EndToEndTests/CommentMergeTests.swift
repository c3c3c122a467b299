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
      written.status == 0 && written.errors.contains("all.docx has 3 comments"), "\(written.everything)")
    #expect(try Program.run(["comment", "merge", word]).output == sheet.output)
  }

  @Test func `keep texts of every script, in both forms`() throws {
    let folder = try Folder()
    let texts = ["术语应为“文献”", "المصطلح غير واضح", "𠮷野家 e\u{301} 👩‍🔬", "\u{200F}עברית\u{200F}"]
    let rows = texts.map { "3.1,te,\($0),\($0)\n" }.joined()
    let sheet = try folder.write("all.csv", "Clause,Type,Comments,Proposed change\n" + rows)
    let word = folder.path + "/all.docx"
    #expect(try Program.run(["comment", "merge", "CN=" + sheet, "--out", word]).status == 0)
    let back = try Program.run(["comment", "merge", word])
    #expect(texts.allSatisfy { back.output.contains("te,\($0),\($0),") }, "\(back.everything)")
  }

  @Test func `with faults are refused with the place of each, and nothing is written`() throws {
    let folder = try Folder()
    let faulty = try folder.write("fr.csv", Self.french + "3.4,xx,\"?\",\n3.5,yy,\"?\",\n")
    let nameless = try folder.write("nn.csv", "MB,Type,Comments\n,te,?\n")
    let out = folder.path + "/all.csv"
    let result = try Program.run(["comment", "merge", "FR=" + faulty, nameless, "--out", out])
    #expect(result.status == 6 && result.errors.contains("these 3 faults"), "\(result.everything)")
    for place in ["fr.csv: row 3, column 2: ", "fr.csv: row 4, column 2: ", "nn.csv: row 2, column 1: "] {
      #expect(result.errors.contains(place), "\(result.errors)")
    }
    #expect(!FileManager.default.fileExists(atPath: out))
  }

  @Test func `that cannot be read, or are not named, are told so`() throws {
    let folder = try Folder()
    let none = try Program.run(["comment", "merge", folder.write("x.csv", "a,b\n1,2\n")])
    #expect(none.status == 3 && none.errors.contains("x.csv"), "\(none.everything)")
    let missing = try Program.run(["comment", "merge", folder.path + "/no.docx"])
    #expect(missing.status == 3 && missing.errors.contains("there is no file"), "\(missing.everything)")
    let broken = try Program.run(["comment", "merge", folder.write("broken.docx", "\"?\"?")])
    #expect(broken.status == 3 && broken.errors.contains("begin as a Word document"), "\(broken.everything)")
    #expect(try Program.run(["comment", "merge"]).status == 2)
    #expect(try Program.run(["comment", "merge", "a.csv", "--out", "x.pdf"]).status == 2)
    #expect(try Program.run(["comment", "merge", "a.csv", "--numbering", "twice"]).status == 2)
  }
}
