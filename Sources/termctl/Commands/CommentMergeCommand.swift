import ArgumentParser
import Foundation
import SKOSStore

extension CommentCommand {
  /// The command `termctl comment merge`.
  struct Merge: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "merge",
      abstract: "Bring the commenting templates of several member bodies together.",
      discussion: """
        Needs no store. Reads Word documents (.docx) and sheets (CSV) with the columns of the ISO commenting template \
        and writes one table of all comments: by clause, then line, then member body. --out says by its name which of \
        the two it is; without it a sheet goes to standard output.

        A file may be given as CODE=FILE: its comments are those of the member body CODE where they do not say whose \
        they are.

        Status 0: done; 3: a file cannot be read or has no such table; 6: rows have faults, each with its place, and \
        nothing is written.
        """)

    /// The longest file that is read, in bytes: the limit of the archive (`ZipLimits`), which is as long for sheets.
    static let byteCountMax = ZipLimits().archiveByteCountMax

    @Argument(help: "The files, each as FILE or CODE=FILE.") var files: [String]
    @Option(name: .shortAndLong, help: "The file to write, .docx or .csv.") var out: String?
    @Option(help: "The document that is commented on, for the head of the page.") var document: String?
    @Option(help: "The project's number, for the head of the page.") var project: String?
    @Option(
      help: "Numbers: kept as they are, byMemberBody where there are none, or anew throughout the table.",
      transform: Self.numbering)
    var numbering = CommentTemplate.Numbering.byMemberBody

    private static func numbering(_ name: String) throws -> CommentTemplate.Numbering {
      guard let numbering = CommentTemplate.Numbering(rawValue: name) else {
        let names = CommentTemplate.Numbering.allCases.map(\.rawValue).joined(separator: ", ")
        throw ValidationError("\(name) is none of \(names)")
      }
      return numbering
    }

    func validate() throws {
      if let out, !Self.isWord(out), !out.lowercased().hasSuffix(".csv") {
        throw ValidationError("the name of the file to write ends in .docx or .csv, not as in \(out)")
      }
    }

    private static func isWord(_ name: String) -> Bool { name.lowercased().hasSuffix(".docx") }

    func run() async throws {
      let readings = try files.map(Self.reading)
      let faultCount = readings.reduce(0) { $0 + $1.faults.count }
      guard faultCount == 0 else {
        throw Failure(
          .refused,
          faultCount == 1
            ? "nothing was written, because of that"
            : "nothing was written, because of these \(faultCount) faults")
      }
      var merged = CommentTemplate.merged(readings.map(\.template), numbering: numbering)
      if let document { merged.document = document }
      if let project { merged.project = project }
      let bytes: [UInt8]
      do {
        bytes = out.map(Self.isWord) == true ? try merged.docx() : merged.csv()
      } catch {
        throw Failure(.refused, "the comments cannot be written: \(error)")
      }
      try await OutputFile(path: out).write { append in try append(bytes) }
      let count = merged.comments.count
      if let out { Terminal.note("\(out) has \(count) \(count == 1 ? "comment" : "comments")") }
    }

    /// Reads one file and says what was left out of it and what is wrong with it.
    private static func reading(_ argument: String) throws -> TemplateReading {
      let (sender, path) = parts(of: argument)
      let file = try InputFile(path)
      var bytes: [UInt8] = []
      while try file.readPiece({ bytes += $0 }) {
        guard bytes.count <= byteCountMax else {
          throw Failure(
            .unreadable, "\(path) has more than \(byteCountMax) bytes, which no table of comments has")
        }
      }
      // What a sheet's reader would say of it leads nowhere.
      if isWord(path), !CommentTemplate.isDocument(bytes) {
        throw Failure(.unreadable, "\(path) does not begin as a Word document does; is it whole, or a sheet?")
      }
      do {
        let reading = try CommentTemplate.reading(bytes, from: sender)
        for remark in reading.remarks { Terminal.note("\(path): \(remark)") }
        for fault in reading.faults { Terminal.note("\(path): \(fault)") }
        return reading
      } catch {
        throw Failure(.unreadable, "\(path): \(error)")
      }
    }

    /// Whose the comments of a file are, if the argument says it, and the file.
    private static func parts(of argument: String) -> (TemplateComment.Author?, String) {
      // A file may have such a name itself.
      guard let sign = argument.firstIndex(of: "="), !FileManager.default.fileExists(atPath: argument),
        let body = try? MemberBody(argument[..<sign])
      else { return (nil, argument) }
      return (.memberBody(body), String(argument[argument.index(after: sign)...]))
    }
  }
}
