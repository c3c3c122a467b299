import ArgumentParser
import RDF

/// The command `termctl vocabulary set`.
struct VocabularySetCommand: StoreCommandBody {
  static let configuration = CommandConfiguration(
    commandName: "set", abstract: "Change the settings of a vocabulary; its content stays.",
    discussion: "For example: termctl vocabulary set -V letters --title \"The letters\" --visibility private")
  @Option(help: "The title for people.") var title: String?
  @Option(help: "What the IRIs of new entries start with.") var namespace: String?
  @Option(help: "The language to fall back to.") var defaultLanguage: String?
  @Option(help: "public or private.") var visibility: String?
  @Option(help: "How IRIs of new entries are made: sequential, hierarchical or explicit.")
  var identifiers: String?
  @OptionGroup var head: ExpectedHeadOption
  @OptionGroup var named: VocabularyOption
  @OptionGroup var options: StoreOptions

  func validate() throws {
    guard [title, namespace, defaultLanguage, visibility, identifiers].contains(where: { $0 != nil }) else {
      throw ValidationError("say what to change, such as --title")
    }
  }

  func run(_ connection: Connection) async throws {
    let name = try await connection.vocabulary(named.vocabulary)
    var parameters: JSON.Object = ["vocabulary": .string(name)]
    parameters["title"] = title.map(JSON.string)
    parameters["namespace"] = namespace.map(JSON.string)
    parameters["defaultLanguage"] = defaultLanguage.map(JSON.string)
    parameters["visibility"] = visibility.map(JSON.string)
    parameters["identifierPattern"] = identifiers.map(JSON.string)
    parameters["expectedHead"] = try head.number()
    show(try await connection.call("vocabulary.update", parameters)) { answer in
      Terminal.line(Terminal.styled(name, .bold))
      let settings = ["title", "namespace", "defaultLanguage", "visibility", "identifierPattern"]
      Print.table(settings.map { [$0, Print.text(answer[$0])] }, indent: 2)
    }
  }
}
