extension LanguageTagParts {
  /// A subtag that the registry does not have.
  struct Unregistered {
    let subtag: Substring
    /// What it stands there as.
    let kind: String
    /// The registered subtag that is meant, where it is known.
    var meant: Substring?
  }

  /// The subtags that the registry does not have.
  ///
  /// Of extensions only the singletons are looked up, of which two are registered: `t` (RFC 6497) and `u` (RFC 6067).
  /// Private use is nobody's business.
  var unregistered: [Unregistered] {
    guard grandfathered == nil else { return [] }
    var found: [Unregistered] = []
    func look(_ subtag: Substring?, _ kind: String, _ registry: LanguageSubtagRegistry, _ meant: Substring?) {
      guard let subtag, !subtag.isEmpty, !registry.contains(subtag) else { return }
      found.append(Unregistered(subtag: subtag, kind: kind, meant: meant))
    }
    look(language, "language", .languages, LanguageTagMisspellings.language(language))
    for extended in extendedLanguages { look(extended, "extended language", .extendedLanguages, nil) }
    look(script, "script", .scripts, nil)
    look(region, "region", .regions, region.flatMap(LanguageTagMisspellings.region))
    for variant in variants { look(variant, "variant", .variants, nil) }
    for found in extensions where !["t", "u"].contains(found.singleton) {
      look(found.singleton, "extension", .grandfathered, nil)
    }
    return found
  }

  /// The subtags that are deprecated, or the whole tag, and the tag to use instead if the registry names one for each.
  var deprecated: (subtags: [Substring], preferred: String?) {
    let whole = string[...]
    if let record = LanguageSubtagRegistry.wholeTags[whole], record.isDeprecated {
      return ([whole], record.preferred.map(String.init))
    }
    guard grandfathered == nil else { return ([], nil) }
    var subtags: [Substring] = []
    var replacements: [Substring: Substring] = [:]
    func look(_ subtag: Substring?, _ registry: LanguageSubtagRegistry) {
      guard let subtag, let record = registry[subtag], record.isDeprecated else { return }
      subtags.append(subtag)
      if let preferred = record.preferred { replacements[subtag] = preferred }
    }
    look(language, .languages)
    for extended in extendedLanguages { look(extended, .extendedLanguages) }
    look(script, .scripts)
    look(region, .regions)
    for variant in variants { look(variant, .variants) }
    // The preferred value of an extended language stands in the place of a language, and two at once need a person.
    let isSimple = subtags.allSatisfy { replacements[$0] != nil && !extendedLanguages.contains($0) }
    return (subtags, isSimple && !subtags.isEmpty ? replacing(replacements) : nil)
  }

  /// The extended languages and variants that stand behind nothing that the registry lets them stand behind.
  var misplaced: [(subtag: Substring, prefixes: [Substring])] {
    let all =
      extendedLanguages.map { ($0, LanguageSubtagRegistry.extendedLanguages[$0]) }
      + variants.map { ($0, LanguageSubtagRegistry.variants[$0]) }
    return all.compactMap { subtag, record in
      guard let record, !record.prefixes.isEmpty, !record.prefixes.contains(where: matches) else {
        return nil
      }
      return (subtag, record.prefixes)
    }
  }

  /// The script that the language implies, if the tag names it all the same.
  var redundantScript: Substring? {
    guard let script, LanguageSubtagRegistry.languages[language]?.impliedScript == script else { return nil }
    // Some variants are registered for a prefix with the script.
    let isNeeded = variants.contains { variant in
      LanguageSubtagRegistry.variants[variant]?.prefixes.contains {
        matches(prefix: $0) && $0.split(separator: "-").contains(script)
      } ?? false
    }
    return isNeeded ? nil : script
  }
}
