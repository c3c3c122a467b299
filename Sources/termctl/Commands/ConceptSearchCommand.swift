import ArgumentParser
import Foundation
import RDF

/// The command `termctl concept search`.
struct ConceptSearchCommand: StoreCommandBody {
  static let configuration = CommandConfiguration(
    commandName: "search",
    abstract: "Find entries by label, notation, definition or note, whatever the case and the accents.",
    discussion: """
      Whole preferred labels come first, then other whole labels, beginnings, beginnings of words, parts, and
      parts of notes. If nothing is found, words with one or two typing errors are tried.

        termctl concept search archive
        termctl concept search "acces right" --mode typo
        termctl concept search 文 --in zh,ja
        termctl concept search o --mode prefix --sort label --lang sv
        termctl concept search records --properties definition,scopeNote --at 1.0
      """)
  @Argument(help: "What to look for; every character stands for itself.") var text: String
  @Option(help: "any, exact, prefix, word, infix, or typo.") var mode: String?
  @Option(name: .customLong("in"), help: "Only texts in these languages: fr,zh-Hant.") var languages: String?
  @Option(help: "Only these kinds: Concept,Collection.") var kinds: String?
  @Option(help: "Only these properties: prefLabel,altLabel,hiddenLabel,notation,definition,….")
  var properties: String?
  @Option(help: "relevance, or label: as the first language of --lang sorts.") var sort: String?
  @Option(help: "At most so many.") var limit = 20
  @Option(help: "Where the page before ended.") var cursor: String?
  @Option(help: "The moment: head, a revision (r12), a release or a date.") var at: String?
  @OptionGroup var named: VocabularyOption
  @OptionGroup var options: StoreOptions

  func run(_ connection: Connection) async throws {
    var parameters: JSON.Object = [
      "vocabulary": .string(try await connection.vocabulary(named.vocabulary)), "text": .string(text),
      "limit": .int(limit),
    ]
    for (name, value) in [("at", at), ("mode", mode), ("sort", sort), ("cursor", cursor)] {
      parameters[name] = value.map(JSON.string)
    }
    for (name, list) in [("in", languages), ("kinds", kinds), ("properties", properties)] {
      parameters[name] = list.map { .array($0.split(separator: ",").map { .string(String($0)) }) }
    }
    let answer = try await connection.call("concept.search", parameters)
    let hits = answer["hits"]?.array ?? []
    show(answer) { _ in
      Print.table(
        hits.map { hit in
          let label = Print.label(hit["label"])
          let matched = Print.text(hit["text"])
          let language = hit["language"]?.string.map { "@\($0)" } ?? ""
          let excerpt = Excerpt.of(matched, around: text)
          let how = matched == label ? "" : "\(Print.text(hit["property"])) \(excerpt)\(language)"
          return [
            Print.text(hit["notation"]), label + Print.retirement(hit["retirement"]), how,
            Print.text(hit["iri"]),
          ]
        })
      if let cursor = answer["cursor"]?.string { Terminal.note("there is more: --cursor \(cursor)") }
    }
    guard !hits.isEmpty else { throw Failure(.no, "nothing was found for \"\(text)\"") }
  }
}
