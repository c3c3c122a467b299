import ArgumentParser
import RDF

/// The option that names the languages to show labels in.
struct LanguageOption: ParsableArguments {
  @Option(
    name: .shortAndLong,
    help: "The languages to show labels in, best first: fr,en. The vocabulary's own if not given.")
  var lang: String?

  /// The languages, best first.
  var languages: [LanguageTag] { (try? tags()) ?? [] }

  func validate() throws {
    do { _ = try tags() } catch { throw ValidationError("--lang: \(error)") }
  }

  private func tags() throws -> [LanguageTag] {
    try (lang ?? "").split(separator: ",").map { try LanguageTag($0) }
  }
}
