import ArgumentParser
import RDF
import TermService

extension VocabularyCommand {
  /// The command `termctl vocabulary watch`.
  struct Watch: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "watch", abstract: "Tell what happens in a vocabulary, as it happens.",
      discussion: """
        Needs a server. A line for each event: its number, when, who, what. The number given as --after tells what \
        came behind it, so a program that notes the last one misses nothing. A connection that ends is made again \
        (TERMCTL_RECONNECT says for how many seconds), and what happened meanwhile is told.

          termctl vocabulary watch --after 118 --output json
        """)
    @Option(help: "The number of the last event that is known; only what happens from now on if not given.")
    var after: Int?
    @Option(help: "Only events of this kind: request, comment, release or content. May be repeated.")
    var kind: [String] = []
    @Option(help: "End after so many events.") var count: Int?
    @OptionGroup var named: VocabularyOption
    @OptionGroup var options: StoreOptions

    func validate() throws {
      guard count ?? 1 >= 1 else { throw ValidationError("--count is at least 1") }
    }

    func run() async throws {
      guard let reach = try options.reach() else {
        throw Failure(.unreachable, "there is no server to hear from; start one with termctl serve")
      }
      let connection = try await reach.connection()
      let vocabulary = try await connection.vocabulary(named.vocabulary)
      await connection.close()
      let events = EventFollower(
        of: vocabulary, after: after, kinds: kind, attemptCountMax: reach.attemptCountMax,
        reach.connect)
      var told = 0
      for try await event in events {
        Self.tell(event, options.output)
        told += 1
        if told == count { return }
      }
    }

    private static func tell(_ event: JSON, _ output: StoreOptions.OutputFormat) {
      guard output == .text else {
        return Terminal.line(String(validating: event.serialized(.compact), as: UTF8.self) ?? "")
      }
      let place = [("request", "change"), ("release", "release"), ("revision", "revision")].compactMap {
        name, member -> String? in
        let text = Print.text(event[member])
        return text.isEmpty ? nil : "\(name) \(text)"
      }
      let parts = [
        Print.text(event["sequence"]), Print.minute(event["at"]), Print.text(event["actor"]),
        Print.text(event["action"]), place.joined(separator: ", "),
      ]
      Terminal.line(parts.filter { !$0.isEmpty }.joined(separator: "  "))
    }
  }
}
