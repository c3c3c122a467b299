import RDF
import SKOSStore

/// The method that changes what a vocabulary is called, who may read it, and how it makes IRIs.
struct VocabularySettingMethods: Sendable {
  let store: Store

  var declarations: [MethodDeclaration] { [update] }

  private var update: MethodDeclaration {
    MethodDeclaration(
      "vocabulary.update", "Changes the settings of a vocabulary; its content stays",
      access: .permission(.administer, vocabulary: "vocabulary"), isWrite: true,
      parameters: [
        Shared.vocabulary, .optional("title", .string, "The title"),
        .optional("namespace", .iri, "What the IRIs of new entries start with"),
        .optional("defaultLanguage", .languageTag, "The language to fall back to"),
        .optional("visibility", .choice(of: Vocabulary.Visibility.self), "Who may read it"),
        .optional(
          "identifierPattern", .choice(of: IdentifierPattern.self), "How IRIs of new entries are made"),
        Shared.expectedHead,
      ],
      result: ResultDeclaration("The vocabulary as it is now", VocabularyMethods.vocabularySchema),
      errors: [.notFound, .staleRevision],
      handler: { call in
        var settings = VocabularySettings()
        settings.title = try call.optionalString("title")
        settings.namespace = try call.optionalIRI("namespace")?.string
        settings.defaultLanguage = try call.optionalLanguageTag("defaultLanguage")?.string
        settings.visibility = try call.optionalChoice("visibility")
        settings.identifierPattern = try call.optionalChoice("identifierPattern")
        let grant = try call.grant(.administer, store)
        return VocabularyMethods.json(
          try call.expectingHead(grant, store) { try store.updateVocabulary(settings, grant: grant) })
      })
  }
}
