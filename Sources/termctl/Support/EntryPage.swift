import RDF

/// An entry as a printed vocabulary would have it: the term, its notation, labels, definition, notes, relations.
struct EntryPage {
  private let entry: JSON
  private let showsAllLanguages: Bool
  private let language: String?

  init(_ entry: JSON, showsAllLanguages: Bool) {
    self.entry = entry
    self.showsAllLanguages = showsAllLanguages
    language = entry["label"]?["language"]?.string
  }

  func print() {
    let notations = (entry["notations"]?.array ?? []).map { Print.text($0) }.joined(separator: ", ")
    let title = [notations, Print.label(entry["label"])].filter { !$0.isEmpty }.joined(separator: "  ")
    Terminal.line(Terminal.styled(title, .bold) + Print.retirement(entry["retirement"]))
    if let end = entry["endedBy"], !end.isNull {
      Terminal.line(
        Terminal.styled(
          "ended by r\(Print.text(end["number"])) on \(Print.day(end["at"])) (\(Print.text(end["author"])): \(Print.text(end["message"]))); this is what it said last",
          .red))
    }
    Terminal.line(Terminal.styled("\(Print.text(entry["iri"]))  r\(Print.text(entry["revision"]))", .dim))
    var rows = texts("labels", skippingTitle: true) + texts("notes", skippingTitle: false)
    let relations = entry["relations"]?.array ?? []
    for (index, relation) in relations.enumerated() {
      let notation = relation["notation"]?.string.map { Terminal.visible($0) + " " } ?? ""
      let label =
        relation["label"].flatMap { $0.isNull ? nil : Print.label($0) } ?? Print.text(relation["iri"])
      rows.append([Print.text(relation["property"]), notation + label])
      let next = relations.dropFirst(index + 1).first
      if next?["property"] != relation["property"] {
        rows += more(relation["property"]?.string ?? "", relations)
      }
    }
    Print.table(rows, indent: 2)
    let others = entry["otherCount"]?.int ?? 0
    if others > 0 {
      Terminal.line(
        Terminal.styled(
          "  and \(others) more \(others == 1 ? "statement" : "statements") (--output json)", .dim))
    }
  }

  /// That there are more relations with a property than are shown.
  private func more(_ property: String, _ relations: [JSON]) -> [[String]] {
    let count = entry["relationCounts"]?[property]?.int ?? 0
    let shown = relations.count { $0["property"]?.string == property }
    return count > shown ? [[Terminal.visible(property), "… and \(count - shown) more"]] : []
  }

  /// How many comments there are on the entry, and how many of them wait for an observation; nothing if there are none.
  static func printCount(of comments: [JSON]) {
    guard !comments.isEmpty else { return }
    let open = comments.count { $0["observation"]?.isNull == true && $0["parent"]?.isNull == true }
    let state = open == 0 ? "" : ", \(open) without an observation"
    Terminal.line(
      Terminal.styled(
        "  \(comments.count) \(comments.count == 1 ? "comment" : "comments")\(state) (comment list --entry)",
        .dim))
  }

  /// Labels or notes: those in the language shown, or all; if there are none in it, all of that property.
  private func texts(_ member: String, skippingTitle: Bool) -> [[String]] {
    let all = entry[member]?.array ?? []
    return all.filter { text in
      let property = text["property"]?.string
      if skippingTitle, property == "prefLabel", text["text"] == entry["label"]?["text"],
        text["language"]?.string == language
      {
        return false
      }
      if showsAllLanguages || text["language"]?.string == language || text["language"]?.isNull == true {
        return true
      }
      return member == "notes"
        && !all.contains { $0["property"]?.string == property && $0["language"]?.string == language }
    }.map { text in
      let tag = text["language"]?.string.flatMap { $0 == language ? nil : "  @\($0)" } ?? ""
      return [Print.text(text["property"]), Print.text(text["text"]) + tag]
    }
  }
}
