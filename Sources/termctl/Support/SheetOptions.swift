import ArgumentParser
import Foundation
import RDF

/// How a vocabulary is written as a sheet.
struct SheetOptions: ParsableArguments {
  @Flag(help: "Write a sheet for translators: comma-separated values with columns by language.")
  var csv = false
  @Option(
    name: .customLong("languages"),
    help: "With --csv, only these languages: fr,de. A new one gets empty columns.")
  var languages: String?
  @Option(help: "With --csv, only these properties: prefLabel,definition,dct:source.")
  var properties: String?
  @Option(help: "With --csv, a language to show beside for reference; it is not taken in again.")
  var reference: String?
  @Option(help: "With --csv, what stands between cells: comma, semicolon or tab.")
  var separator: String?
  @Flag(help: "With --csv, begin with the byte order mark by which Excel knows UTF-8.")
  var bom = false

  var parameters: JSON.Object {
    var parameters = JSON.Object()
    parameters["languages"] = languages.map(Self.list)
    parameters["properties"] = properties.map(Self.list)
    parameters["reference"] = reference.map(JSON.string)
    parameters["separator"] = separator.map(JSON.string)
    parameters["byteOrderMark"] = .bool(bom)
    return parameters
  }

  private static func list(_ text: String) -> JSON {
    .array(text.split(separator: ",").map { .string($0.trimmingCharacters(in: .whitespaces)) })
  }
}

/// How a sheet is taken in.
struct SheetImportOptions: ParsableArguments {
  @Flag(
    help:
      "The file is a sheet that termctl vocabulary export --csv wrote. Without --yes or --propose it is only compared."
  )
  var csv = false
  @Flag(help: "With --csv, take the sheet in as a revision.") var yes = false
  @Option(help: "With --csv, make a draft of a change request with this title.") var propose: String?
  @Option(help: "With --propose, why the change is wanted.") var justification: String?

  func validate() throws {
    guard csv || !yes && propose == nil else { throw ValidationError("--yes and --propose go with --csv") }
    guard !yes || propose == nil else {
      throw ValidationError("--yes takes the sheet in, --propose makes a draft of it; choose one")
    }
  }

  /// Takes a sheet in, proposes it, or tells what it would change.
  func run(
    _ file: String, into vocabulary: String, message: String?, isTrial: Bool, expectedHead: JSON?,
    _ connection: Connection, show: (JSON, (JSON) -> Void) -> Void
  ) async throws {
    var parameters: JSON.Object = ["vocabulary": .string(vocabulary)]
    let isTaken = yes && !isTrial
    if let propose, !isTrial {
      parameters["title"] = .string(propose)
      parameters["justification"] = justification.map(JSON.string)
      let request = try await Transfers.call("sheet.propose", parameters, bringing: file, over: connection)
      show(request) { request in
        Terminal.line(
          "change request \(Print.text(request["number"])) is a draft: \(Print.text(request["title"]))")
      }
      return
    }
    if isTaken {
      parameters["message"] = message.map(JSON.string)
      parameters["expectedHead"] = expectedHead
    }
    let answer = try await Transfers.call(
      isTaken ? "sheet.import" : "sheet.compare", parameters, bringing: file, over: connection)
    show(answer) { answer in
      let entries = answer["entries"]?.array ?? []
      Print.entryDifferences(entries, of: answer["entryCount"]?.int)
      let merged = answer["mergedCount"]?.int ?? 0
      if merged > 0 {
        Terminal.line("\(merged) of them had changed since the sheet was written; both changes stand")
      }
      if let revision = answer["revision"]?["number"]?.int {
        Terminal.line("\(vocabulary) revision \(revision)")
      } else if !entries.isEmpty {
        Terminal.line("nothing was changed yet; take it in with --yes, or propose it with --propose TITLE")
      }
    }
  }
}
