/// The page that documents all rules, `spec/rules.md`; a test keeps it current.
public enum RulesDocument {
  /// The page in Markdown: for each profile a table, then each rule with its reason, examples, fix and sources.
  public static var markdown: String {
    var text = """
      # Rules

      What `termctl check` looks for. This page is generated from the rules (`make spec`); `termctl check --explain RULE`
      shows the same in a terminal. The id of a rule never changes. Severities are defaults that a register changes in
      its configuration file. A **safe** fix loses nothing and may be made by `--fix`; a **proposed** one wants a look.

      Examples are in Turtle, with these prefixes:

      ```turtle
      \(Rule.prologue.trimmingSuffix(while: \.isNewline))
      ```

      """
    for (profile, about) in profiles {
      let rules = Rule.all.filter { $0.profile == profile }
      text +=
        "\n## Profile \(profile.rawValue)\n\n\(about)\n\n| rule | severity | fix | demands |\n| --- | --- | --- | --- |\n"
      for rule in rules {
        text +=
          "| [`\(rule.id)`](#\(rule.id)) | \(rule.severity.rawValue) | \(rule.fix?.rawValue ?? "–") | \(rule.title.tableCell) |\n"
      }
    }
    for rule in Rule.all { text += section(rule) }
    return text
  }

  private static func section(_ rule: Rule) -> String {
    """

    ### \(rule.id)

    \(rule.title.markdownText). Severity \(rule.severity.rawValue), profile \(rule.profile.rawValue)\
    \(rule.fix.map { ", \($0.rawValue) fix" } ?? "").

    \(rule.reason.markdownText)

    This breaks it:

    ```turtle
    \(rule.firingExample)
    ```

    This does not:

    ```turtle
    \(rule.cleanExample)
    ```
    \(rule.previousExample.map { "\nThe release before:\n\n```turtle\n\($0)\n```\n" } ?? "")
    Sources: \(rule.sources.joined(separator: "; ").markdownText).

    """
  }

  private static let profiles: [(Rule.Profile, String)] = [
    (
      .core,
      "The integrity conditions of SKOS and SKOS-XL, and the shape of what they rest on. Checked by default."
    ),
    (.kos, "The structure of a knowledge organisation system. Checked by default."),
    (.label, "Labels, languages and documentation. Checked by default."),
    (.web, "IRIs, language tags and links. Checked by default."),
    (.sec, "Unicode, markup and what programs may do with a text. Checked by default."),
    (
      .term,
      "Terms and definitions after ISO 704, ISO 10241-1 and the ISO/IEC Directives, Part 2. On request."
    ),
    (.thes, "Thesauri after ISO 25964-1. On request."),
    (.life, "What may change from one release to the next. Checked when the release before is given."),
    (.rel, "The metadata of a release. On request."),
  ]
}

extension String {
  /// The text where Markdown would otherwise see markup.
  fileprivate var markdownText: String {
    replacing("<", with: "&lt;").replacing("*", with: "\\*").replacing("_", with: "\\_")
  }

  fileprivate var tableCell: String { markdownText.replacing("|", with: "\\|") }

  fileprivate func trimmingSuffix(while isTrimmed: (Character) -> Bool) -> String {
    var text = self[...]
    while let last = text.last, isTrimmed(last) { text.removeLast() }
    return String(text)
  }
}
