import RDF
import SKOS
import SKOSStore

/// The methods about suggestions from the public, about translations, and about the register as a whole.
struct RegisterMethods: Sendable {
  let store: Store

  var declarations: [MethodDeclaration] {
    [suggest, suggestions, decide, translations, confirm, conformance, redact]
  }

  private static let done = ResultDeclaration("An empty object", .object([]))
  private static let empty = JSON.object(JSON.Object())

  // MARK: Suggestions

  private var suggest: MethodDeclaration {
    MethodDeclaration(
      "suggestion.add", "Makes a suggestion, without an account where the vocabulary takes any",
      access: .permission(.read, vocabulary: "vocabulary"), isWrite: true,
      parameters: [
        Shared.vocabulary,
        .required("text", .text(byteCountMax: Suggestion.textByteCountMax, format: nil), "What is suggested"),
        .optional("entry", .text(byteCountMax: 1024, format: nil), "The entry that it is about"),
        .optional("contact", .text(byteCountMax: 1024, format: nil), "How to reach whoever suggests it"),
      ],
      result: ResultDeclaration(
        "The suggestion", .object([.required("suggestion", .count, "Its number")])),
      errors: [.forbidden, .invalidState],
      handler: { call in
        let number = try store.suggest(
          call.string("text"), about: call.optionalString("entry"), contact: call.optionalString("contact"),
          from: call.source, grant: call.grant(.read, store))
        return ["suggestion": .int(Int(number))]
      })
  }

  private var suggestions: MethodDeclaration {
    MethodDeclaration(
      "suggestion.list", "Lists the suggestions, the newest first; for managers", access: .transition,
      parameters: [
        Shared.vocabulary,
        .optional("isOpen", .boolean, "Only those that nobody has decided about, or the others"),
      ] + Self.suggestionList.parameters,
      result: Self.suggestionList.result("The suggestions"), errors: [.forbidden],
      handler: { call in
        try Self.suggestionList.answer(
          call,
          fetching: { page in
            try store.suggestions(
              isOpen: call.optionalBool("isOpen"), before: page.after?.firstNumber, limit: page.limit,
              grant: call.grant(.read, store))
          },
          { suggestion in
            [
              "suggestion": .int(Int(suggestion.number)), "at": .string(suggestion.at.iso8601),
              "entry": .optional(suggestion.entry), "text": .string(suggestion.text),
              "contact": .optional(suggestion.contact), "decision": .optional(suggestion.decision?.rawValue),
              "reason": .optional(suggestion.reason),
              "change": .optional(suggestion.changeRequest.map { Int($0) }),
            ]
          })
      })
  }

  private static let suggestionList = PagedList<Suggestion>(
    "suggestions",
    .object([
      .required("suggestion", .count, "The number"), .required("at", .timestamp, "When it was made"),
      .required("entry", .nullable(.string), "The entry that it is about"),
      .required("text", .string, "What is suggested"),
      .required("contact", .nullable(.string), "How to reach its author, until it is decided about"),
      .required("decision", .nullable(.choice(of: Suggestion.Decision.self)), "What became of it"),
      .required("reason", .nullable(.string), "Why"),
      .required("change", .nullable(.count), "The change request that was made of it"),
    ]), "The suggestions", order: .descending, place: { .number($0.number) })

  private var decide: MethodDeclaration {
    MethodDeclaration(
      "suggestion.decide", "Makes a suggestion a draft, or dismisses it; for managers", access: .transition,
      isWrite: true,
      parameters: [
        Shared.vocabulary, .required("suggestion", .count, "The number"),
        .required("decision", .choice(of: Suggestion.Decision.self), "What becomes of it"),
        .optional("reason", .string, "Why"),
      ],
      result: ResultDeclaration(
        "The draft",
        .object([.required("change", .nullable(.count), "The change request; null if dismissed")])),
      errors: [.notFound, .forbidden, .invalidState],
      handler: { call in
        let number = try store.decide(
          suggestion: Int64(call.int("suggestion")), call.choice("decision"),
          reason: call.optionalString("reason") ?? "", grant: call.grant(.read, store))
        return ["change": .optional(number.map { Int($0) })]
      })
  }

  // MARK: Translations

  private var translations: MethodDeclaration {
    MethodDeclaration(
      "vocabulary.translations", "Lists what is missing or outdated in each language",
      access: .permission(.read, vocabulary: "vocabulary"),
      parameters: [
        Shared.vocabulary,
        .optional(
          "translated", .array(of: .languageTag, countMax: 64),
          "The languages wanted; all that any preferred label is in if not given"),
      ] + Self.gaps.parameters,
      result: ResultDeclaration(
        "What there is to do",
        .object(
          [
            .required(
              "counts",
              .array(
                of: .object([
                  .required("language", .languageTag, "The language"),
                  .required("sources", .count, "How many texts there are to translate"),
                  .required("missing", .count, "How many are missing"),
                  .required("outdated", .count, "How many are outdated"),
                ]), countMax: Int.max), "The sums by language")
          ] + Self.gaps.members)),
      handler: { call in
        let found = try store.translations(
          languages: call.strings("translated"), limit: .max, grant: call.grant(.read, store))
        let page = try Self.gaps.page(call, { _ in found.gaps }) { gap in
          [
            "iri": .string(gap.iri.string), "property": .string(String(gap.property.localName)),
            "language": .string(gap.language), "state": .string(gap.state.rawValue),
            "source": .string(gap.source), "sourceRevision": .int(Int(gap.sourceRevision)),
            "translatedRevision": .optional(gap.translatedRevision.map { Int($0) }),
          ]
        }
        let counts = found.counts.map { count -> JSON in
          [
            "language": .string(count.language), "sources": .int(count.sources),
            "missing": .int(count.missing), "outdated": .int(count.outdated),
          ]
        }
        return .object(JSON.Object([("counts", .array(counts))] + page))
      })
  }

  private static let gaps = PagedList<TranslationGap>(
    "gaps",
    .object([
      .required("iri", .iri, "The entry"), .required("property", .name, "The property"),
      .required("language", .languageTag, "The language"),
      .required("state", .choice(of: TranslationGap.State.self), "What is wrong"),
      .required("source", .string, "The text that is to be translated"),
      .required("sourceRevision", .count, "The revision in which that became so"),
      .required("translatedRevision", .nullable(.count), "The revision whose text was translated"),
    ]), "The texts, by language and entry", limit: (default: 1000, max: 10_000),
    place: { ListPlace(.text($0.language), .text($0.iri.string), .text($0.property.string)) })

  private var confirm: MethodDeclaration {
    MethodDeclaration(
      "translation.confirm", "Records that a translation still holds although its source has changed",
      access: .transition, isWrite: true,
      parameters: [
        Shared.vocabulary, Shared.concept,
        .required("property", .choice(["prefLabel", "definition"]), "The property"),
        .required("language", .languageTag, "The language"),
      ], result: Self.done, errors: [.notFound, .forbidden],
      handler: { call in
        let grant = try call.grant(.read, store)
        let text = try call.string("concept")
        let iri = try store.snapshot(grant: grant) { try $0.find(text) }
        let property: IRI = try call.string("property") == "prefLabel" ? .SKOS.prefLabel : .SKOS.definition
        try store.confirmTranslation(
          of: iri, property, language: call.string("language"), grant: grant)
        return Self.empty
      })
  }

  // MARK: The register

  private var conformance: MethodDeclaration {
    MethodDeclaration(
      "vocabulary.conformance", "Tells which requirements of ISO 19135 the vocabulary meets as a register",
      access: .permission(.read, vocabulary: "vocabulary"), parameters: [Shared.vocabulary],
      result: ResultDeclaration(
        "A line for each requirement",
        .array(
          of: .object([
            .required("class", .name, "The class of requirements"),
            .required("requirement", .name, "The requirement"),
            .required("verdict", .choice(of: ConformanceLine.Verdict.self), "Whether it is met"),
            .required("reason", .string, "Why"),
          ]), countMax: Int.max)),
      handler: { call in
        .array(
          try store.conformance(grant: call.grant(.read, store)).map { line in
            [
              "class": .string(line.requirementClass), "requirement": .string(line.requirement),
              "verdict": .string(line.verdict.rawValue), "reason": .string(line.reason),
            ]
          })
      })
  }

  private var redact: MethodDeclaration {
    MethodDeclaration(
      "user.redact", "Takes the name of a person out of the store; what they did stays under a pseudonym",
      access: .permission(.manageAccounts, vocabulary: nil), isWrite: true,
      parameters: [
        .required("user", .name, "The account's name"), .required("reason", .string, "Why, for the record"),
      ],
      result: ResultDeclaration(
        "What was done",
        .object([
          .required("pseudonym", .name, "What stands in the place of the name"),
          .required("auditRecords", .count, "How many audit records were changed"),
          .required("revisions", .count, "How many revisions were"),
          .required("votes", .count, "How many votes were"),
        ])), errors: [.notFound, .conflict],
      handler: { call in
        let report = try store.redactAccount(
          call.string("user"), reason: call.string("reason"), grant: call.storeGrant(.manageAccounts, store))
        return [
          "pseudonym": .string(report.pseudonym), "auditRecords": .int(report.recordCount),
          "revisions": .int(report.revisionCount), "votes": .int(report.voteCount),
        ]
      })
  }
}
