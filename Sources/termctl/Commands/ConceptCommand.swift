import ArgumentParser
import Foundation
import RDF

/// The command `termctl concept`.
struct ConceptCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "concept", abstract: "Find, show, walk and trace entries.",
    discussion:
      "An entry is named by its IRI, by what follows the namespace, by its notation, or by its preferred label.",
    subcommands: [
      ConceptSearchCommand.self, Show.self, Tree.self, ConceptPathsCommand.self, ConceptMembersCommand.self,
      ConceptMappingsCommand.self, History.self, Blame.self,
    ])

  struct Show: StoreCommandBody {
    static let configuration = CommandConfiguration(
      commandName: "show", abstract: "Show an entry as it is or was.")
    @Argument(help: "The entry.") var concept: String
    @Option(help: "The moment: head, a revision (r12), a release or a date.") var at: String?
    @Flag(help: "Show labels and notes in all languages.") var all = false
    @Option(name: .customLong("as"), help: "Write the entry in a syntax: jsonld, turtle, rdfxml, ntriples.")
    var syntax: SyntaxName?
    @OptionGroup var named: VocabularyOption
    @OptionGroup var options: StoreOptions

    func run(_ connection: Connection) async throws {
      var parameters: JSON.Object = [
        "vocabulary": .string(try await connection.vocabulary(named.vocabulary)), "concept": .string(concept),
      ]
      parameters["at"] = at.map(JSON.string)
      if let syntax {
        parameters["syntax"] = .string(syntax.syntax.rawValue)
        show(try await connection.call("concept.export", parameters)) {
          Terminal.write($0["document"]?.string ?? "")
        }
        return
      }
      let answer = try await connection.call("concept.get", parameters)
      show(answer) { EntryPage($0, showsAllLanguages: all).print() }
      guard at == nil, options.output == .text, let iri = answer["iri"] else { return }
      parameters["concept"] = iri
      let comments = try await connection.rows("comments", of: "comment.list", parameters)
      EntryPage.printCount(of: comments.array ?? [])
    }
  }

  struct Tree: StoreCommandBody {
    static let configuration = CommandConfiguration(
      commandName: "tree",
      abstract: "Show the hierarchy, from the top or below an entry.")
    @Argument(help: "The entry to start from; the top if not given.") var concept: String?
    @Option(help: "How many levels below the start.") var depth = 2
    @Option(help: "The moment: head, a revision (r12), a release or a date.") var at: String?
    @OptionGroup var named: VocabularyOption
    @OptionGroup var options: StoreOptions

    func run(_ connection: Connection) async throws {
      show(
        try await connection.whole(
          "nodes", of: "concept.tree", in: named,
          ["depth": .int(depth), "concept": concept.map(JSON.string), "at": at.map(JSON.string)])
      ) { answer in
        let nodes = answer["nodes"]?.array ?? []
        for (index, node) in nodes.enumerated() {
          let level = node["level"]?.int ?? 0
          let next = nodes.indices.contains(index + 1) ? nodes[index + 1]["level"]?.int ?? 0 : 0
          let hidden =
            (node["narrowerCount"]?.int ?? 0) > 0 && next <= level
            ? "  +\(node["narrowerCount"]?.int ?? 0)" : ""
          let notation =
            node["notation"]?.string.map { Terminal.styled(Terminal.visible($0), .cyan) + " " } ?? ""
          Terminal.line(
            String(repeating: "  ", count: level) + notation + Print.label(node["label"])
              + Terminal.styled(hidden, .dim))
        }
      }
    }
  }

  struct History: StoreCommandBody {
    static let configuration = CommandConfiguration(
      commandName: "history",
      abstract: "Show who changed an entry, when, why, and under which request.")
    @Argument(help: "The entry.") var concept: String
    @Flag(help: "Show all that was said of the entry when it was added.") var all = false
    @OptionGroup var named: VocabularyOption
    @OptionGroup var options: StoreOptions

    func run(_ connection: Connection) async throws {
      show(
        try await connection.whole(
          "versions", of: "concept.history", in: named, ["concept": .string(concept)])
      ) { answer in
        Terminal.line(Terminal.styled(Print.text(answer["iri"]), .dim))
        let versions = answer["versions"]?.array ?? []
        for (index, version) in versions.enumerated() {
          // The oldest version tells everything there was; a glance is enough unless asked for.
          printVersion(version, lineMax: index == versions.count - 1 && !all ? 5 : .max)
        }
      }
    }

    private func printVersion(_ version: JSON, lineMax: Int) {
      let revision = version["revision"]
      Terminal.line(
        Terminal.styled("r\(Print.text(revision?["number"]))", .yellow)
          + "  \(Print.minute(revision?["at"]))  \(Print.text(revision?["author"]))  \(Print.text(revision?["message"]))"
      )
      if let change = version["change"], !change.isNull {
        Terminal.line(
          "    request \(Print.text(change["number"])) by \(Print.text(change["author"])): \(Print.text(change["justification"]))"
        )
      }
      if version["exists"]?.bool == false { Terminal.line("    the entry ended") }
      let lines = version["changes"]?.array ?? []
      for line in lines.prefix(lineMax) { Terminal.line("    " + Print.marked(Print.text(line))) }
      if lines.count > lineMax { Terminal.line("    … and \(lines.count - lineMax) more (--all)") }
    }
  }
}
