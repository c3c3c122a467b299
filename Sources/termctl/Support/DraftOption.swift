import ArgumentParser
import RDF

/// The option by which a command edits only the draft that its user has seen.
struct DraftOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Only if the draft is at this edition: 5, or any. The one that you have seen last if not given.",
      discussion:
        "change show tells the edition, and each edit makes the next one. If somebody else has edited the draft meanwhile, nothing is done, and the status is 6."
    ))
  var expectedEdition: String?

  /// What is expected, where the user says it.
  enum Expectation {
    case edition(Int)
    case any
    case seen
  }

  func expectation() throws -> Expectation {
    guard let expectedEdition else { return .seen }
    if expectedEdition == "any" { return .any }
    guard let number = Int(expectedEdition), number > 0 else {
      throw Failure(.usage, "--expected-edition takes a number from 1, or any, not \"\(expectedEdition)\"")
    }
    return .edition(number)
  }
}

extension Connection {
  /// Edits a draft, if it is the edition that its user has seen; parameters that are nil are left out.
  func edit(
    _ change: Int, by method: String, in named: VocabularyOption, _ option: DraftOption,
    _ options: StoreOptions,
    _ parameters: KeyValuePairs<String, JSON?> = [:]
  ) async throws -> JSON {
    let expectation = try option.expectation()
    var given = try await self.parameters(parameters, in: named)
    let draft = try await draft(change, given["vocabulary"]?.string ?? "", options)
    given["change"] = .int(change)
    switch expectation {
    case .edition(let number): given["expectedEdition"] = .int(number)
    case .seen: given["expectedEdition"] = SeenEditions.edition(of: draft).map(JSON.int)
    case .any: break
    }
    let answer = try await call(method, given)
    // An entry that is added is answered beside the request.
    if let edition = (answer["edition"] ?? answer["change"]?["edition"])?.int {
      SeenEditions.see(edition, of: draft)
    }
    return answer
  }

  /// Keeps which edition of a change request its user has seen.
  ///
  /// What was asked for has been done by now, so nothing that goes wrong here matters.
  func see(_ request: JSON, in named: VocabularyOption, _ options: StoreOptions) async {
    guard let change = request["number"]?.int, let edition = request["edition"]?.int,
      let vocabulary = try? await vocabulary(named.vocabulary),
      let draft = try? await draft(change, vocabulary, options)
    else { return }
    SeenEditions.see(edition, of: draft)
  }

  private func draft(
    _ change: Int, _ vocabulary: String, _ options: StoreOptions
  ) async throws -> SeenEditions.Draft {
    let account = try await call("session.whoami")["account"]?.string ?? ""
    return SeenEditions.Draft(
      place: options.place, account: account, vocabulary: vocabulary, change: change)
  }
}
