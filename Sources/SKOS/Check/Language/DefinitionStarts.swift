/// Common words that definitions often start with, so that a capital there is no name.
enum DefinitionStarts {
  private static let table: [ProseLanguage: Set<String>] = [
    .english: [
      "act", "action", "activity", "agent", "all", "any", "apparatus", "area", "art", "aspect", "attribute",
      "behaviour",
      "body", "branch", "building", "capability", "capacity", "change", "characteristic", "class",
      "collection",
      "component", "computer", "concept", "condition", "conditions", "data", "degree", "description",
      "device",
      "document", "each", "effect", "element", "entity", "event", "expression", "extent", "facility",
      "factor", "field",
      "form", "formal", "function", "general", "group", "indicates", "information", "instance", "instrument",
      "large",
      "level", "list", "location", "manner", "material", "means", "measure", "measurement", "mechanism",
      "method",
      "methods", "model", "number", "object", "objects", "one", "operation", "organization", "part", "people",
      "period",
      "person", "persons", "phenomenon", "physical", "place", "point", "position", "practice", "procedure",
      "process",
      "processes", "product", "property", "quality", "quantity", "range", "rate", "ratio", "relationship",
      "representation",
      "resource", "result", "role", "science", "sequence", "series", "service", "set", "situation", "small",
      "someone",
      "something", "space", "specific", "specification", "state", "statement", "structure", "study", "subset",
      "substance",
      "system", "systems", "technique", "technology", "that", "theory", "thing", "things", "time", "tool",
      "type", "types",
      "unit", "use", "value", "way", "where", "which", "work",
    ],
    .french: [
      "action", "activité", "appareil", "art", "capacité", "caractéristique", "chose", "concept", "désigne",
      "dispositif",
      "document", "ensemble", "entité", "espace", "état", "étude", "fait", "fonction", "forme", "groupe",
      "lieu", "matériau",
      "mesure", "méthode", "moyen", "objet", "opération", "organisme", "partie", "période", "personne",
      "phénomène",
      "procédé", "procédure", "processus", "produit", "propriété", "qualité", "quantité", "relation",
      "représentation",
      "résultat", "science", "service", "substance", "suite", "système", "technique", "tout", "toute", "type",
      "unité", "valeur",
    ],
    .spanish: [
      "acción", "actividad", "acto", "aparato", "arte", "capacidad", "característica", "ciencia", "concepto",
      "condición",
      "conjunto", "cualidad", "dispositivo", "documento", "elemento", "entidad", "espacio", "estado",
      "estudio", "forma",
      "función", "grupo", "lugar", "material", "medida", "medio", "método", "objeto", "operación",
      "organismo", "parte",
      "período", "persona", "procedimiento", "proceso", "producto", "propiedad", "relación", "representación",
      "resultado",
      "servicio", "sistema", "sustancia", "técnica", "tipo", "toda", "todo", "unidad", "valor",
    ],
    .german: [
      "alle", "alles", "als", "an", "auf", "aus", "bei", "durch", "einer", "einem", "einen", "einige", "für",
      "gegen", "im",
      "in", "jede", "jeder", "jedes", "mehrere", "mit", "nach", "ohne", "über", "unter", "vom", "von", "vor",
      "wenn", "wer",
      "zu", "zum", "zur", "zwischen",
    ],
  ]

  /// Whether a word, in small letters, is one of them.
  static func contains(_ word: String, _ language: ProseLanguage) -> Bool {
    table[language, default: []].contains(word)
  }
}
