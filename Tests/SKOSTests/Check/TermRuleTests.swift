import Foundation
import RDF
@testable import SKOS
import TestSupport
import Testing

@Suite struct `Term rules` {
  private static func defining(
    _ term: String, _ definition: String, _ tag: String = "en", _ more: String = ""
  )
    -> String
  { RuleCase.defining(term, definition, tag, more) }
  private static func concept(_ label: String, _ tag: String = "en") -> String {
    RuleCase.concept(label, tag)
  }
  private static let french = CheckConfiguration.declaring(mandatory: ["fr"])
  private static let plural = CheckConfiguration.declaring { $0.policy.labelNumber = .plural }
  private static let runningText = CheckConfiguration.declaring { $0.policy.runningTextLabels = true }

  static let labels: [RuleCase] = [
    .finds(1, "label-article", nil, concept("l'archive", "fr")),
    .finds(1, "label-article", nil, concept("die Bibliothek", "de-AT")),
    .finds(1, "label-article", nil, concept("una biblioteca", "es")),
    .finds(1, "label-article", nil, concept("An archive")),
    .passes("label-article", nil, concept("The Hague")),
    .passes("label-article", nil, concept("Los Angeles", "es")),
    .passes("label-article", nil, concept("la mineur", "fr")),
    .passes("label-article", nil, concept("L'Aquila", "fr")),
    .passes("label-article", nil, concept("a cappella")), .passes("label-article", nil, concept("thesaurus")),
    .passes("label-article", nil, concept("Die Zeit", "de")),
    .passes("label-article", nil, concept("a casa", "it")),
    .passes("label-article", nil, concept("the")), .passes("label-article", nil, concept("A-frame house")),

    .finds(1, "label-case", runningText, concept("Bibliothèque", "fr")),
    .passes("label-case", runningText, concept("X-ray laser")),
    .passes("label-case", runningText, concept("Bibliothek", "de")),
    .passes("label-case", runningText, concept("XML schema")),
    .passes("label-case", runningText, concept("Dublin Core")),
    .passes("label-case", runningText, concept("English")),
    .passes(
      "label-case", runningText, concept("Dewey number") + " ex:c skos:note \"made by Dewey long ago\"@en ."),
    .passes("label-case", CheckConfiguration(), concept("Public library")),

    .finds(
      1, "label-number", nil,
      "ex:a a skos:Concept ; skos:prefLabel \"journaux\"@fr . ex:b a skos:Concept ; skos:prefLabel \"journal intime\"@fr ."
    ),
    .finds(
      1, "label-number", plural,
      "ex:a a skos:Concept ; skos:prefLabel \"public library\"@en ; skos:altLabel \"public libraries\"@en ."),
    .passes(
      "label-number", nil,
      "ex:a a skos:Concept ; skos:prefLabel \"news\"@en, \"cours\"@fr . ex:b a skos:Concept ; skos:prefLabel \"new\"@en, \"cour\"@fr ."
    ),
    .passes(
      "label-number", nil,
      "ex:a a skos:Concept ; skos:prefLabel \"list of things\"@en . ex:b a skos:Concept ; skos:prefLabel \"thing\"@en ."
    ),
    .passes("label-number", plural, concept("music")),
    .passes(
      "label-number", CheckConfiguration(),
      "ex:a a skos:Concept ; skos:prefLabel \"cats\"@en ; skos:altLabel \"cat\"@en ."),

    .finds(
      1, "abbreviation-without-full-form", nil,
      "ex:c a skos:Concept ; skosxl:altLabel ex:l ; skos:prefLabel \"catalogue\"@fr . ex:l skosxl:literalForm \"OPAC\"@en ; a ex:Abbreviation ."
    ),
    .passes("abbreviation-without-full-form", nil, concept("OPAC")),
    .passes(
      "abbreviation-without-full-form", nil,
      "ex:c a skos:Concept ; skosxl:altLabel ex:l ; skos:prefLabel \"catalogue\"@en . ex:l skosxl:literalForm \"OPAC\"@en-GB ; ex:termType \"acronym\" ."
    ),

    .finds(
      1, "deprecated-term-without-preferred", nil,
      "ex:c a skos:Concept ; skosxl:prefLabel ex:l . ex:l skosxl:literalForm \"old\"@en ; ex:administrativeStatus ex:deprecatedTerm-admn-sts ."
    ),
    .passes(
      "deprecated-term-without-preferred", nil,
      "ex:c a skos:Concept ; skosxl:altLabel ex:l ; skos:prefLabel \"new\"@en . ex:l skosxl:literalForm \"old\"@en ; owl:deprecated true ."
    ),
    .passes(
      "deprecated-term-without-preferred", nil,
      "ex:c a skos:Concept ; owl:deprecated true ; skos:altLabel \"old\"@en ."),
  ]

  static let shape: [RuleCase] = [
    .finds(1, "definition-missing", french, concept("cat")),
    .passes("definition-missing", french, "ex:c a skos:Concept ; skos:definition ex:page ."),
    .passes(
      "definition-missing", french,
      "ex:c a skos:Concept ; owl:deprecated true . ex:d a skos:Concept ; skos:definition \"chose\"@fr-CA ."),
    .passes("definition-missing", CheckConfiguration(), concept("cat")),

    .finds(
      1, "definition-multiple", nil,
      "ex:c a skos:Concept ; skos:definition \"a\"@en, [ rdf:value \"b\"@EN ] ."),
    .passes(
      "definition-multiple", nil,
      "ex:c a skos:Concept ; skos:definition \"a\"@en, [ rdf:value \"a\"@en ], \"b\"@fr ."),
    .passes(
      "definition-multiple", nil,
      "ex:c a skos:Concept ; skos:definition \"a\"@en, \"b\"@en-GB ; skos:note \"d\"@en ."),

    .finds(1, "definition-article", nil, defining("x", "les documents d'une bibliothèque", "fr")),
    .finds(1, "definition-article", nil, defining("x", "L’ensemble des documents", "fr")),
    .finds(1, "definition-article", nil, defining("x", "Ein Haus für Bücher", "de")),
    .finds(1, "definition-article", nil, defining("x", "An institution for books")),
    .finds(1, "definition-article", nil, defining("x", "A DFT calculation")),
    .passes("definition-article", nil, defining("x", "A-weighted level of sound")),
    .passes("definition-article", nil, defining("x", "la que presta libros", "es")),
    .passes("definition-article", nil, defining("x", "das, was bleibt", "de")),
    .passes("definition-article", nil, defining("x", "un ou plusieurs documents", "fr")),
    .passes("definition-article", nil, defining("x", "the huis van boeken", "nl")),

    .finds(1, "definition-final-period", nil, defining("x", "house for books. ")),
    .finds(1, "definition-final-period", nil, defining("x", "maison de livres (v. 3).", "fr")),
    .finds(1, "definition-final-period", nil, defining("x", "存放图书的房屋。", "zh-Hans")),
    .passes("definition-final-period", nil, defining("x", "books, maps, etc.")),
    .passes("definition-final-period", nil, defining("x", "Bücher, Karten usw.", "de")),
    .passes("definition-final-period", nil, defining("x", "house built in the U.S.")),
    .passes("definition-final-period", nil, defining("x", "house for ...")),
    .passes("definition-final-period", nil, defining("x", "книги.", "ru")),

    .finds(1, "definition-capital", nil, defining("x", "Process that makes books")),
    .finds(1, "definition-capital", nil, defining("x", "Ensemble de livres", "fr")),
    .finds(1, "definition-capital", nil, defining("x", "In Bibliotheken geführte Liste", "de")),
    .passes("definition-capital", nil, defining("x", "Bibliothek für alle", "de")),
    .passes("definition-capital", nil, defining("x", "XML document")),
    .passes(
      "definition-capital", nil, defining("x", "Markov process", "en", "ex:c skos:note \"process\"@en .")),
    .passes("definition-capital", nil, defining("x", "Dublin Core element")),
    .passes("definition-capital", nil, defining("x", "“Process” of law")),

    .finds(1, "definition-multiple-sentences", nil, defining("x", "house for books. It is open.")),
    .finds(1, "definition-multiple-sentences", nil, defining("x", "存放图书的房屋。对公众开放", "zh")),
    .finds(
      1, "definition-multiple-sentences", nil, defining("x", "maison de livres ! Elle est ouverte.", "fr")),
    .passes(
      "definition-multiple-sentences", nil,
      defining("x", "house named after J. Smith, i.e. Dr. Smith, v. 2.0")),
    .passes(
      "definition-multiple-sentences", nil,
      defining("x", "Haus vom 3. Oktober bzw. Heinrich VIII. Tudor", "de")),
    .passes("definition-multiple-sentences", nil, defining("x", "house for books.")),
    .passes("definition-multiple-sentences", nil, defining("x", "house (for books. And maps.) by the sea")),

    .finds(1, "definition-length", nil, defining("x", "documents")),
    .finds(1, "definition-length", nil, defining("x", String(repeating: "word ", count: 51))),
    .passes("definition-length", nil, defining("x", "house for books")),
    .passes("definition-length", nil, defining("x", "存放图书处", "zh")),
    .passes("definition-length", nil, defining("x", String(repeating: "word (3.1.1.1) ", count: 50))),

    .finds(
      1, "definition-duplicate", nil,
      "ex:a a skos:Concept ; skos:definition \"house for books\"@en . ex:b a skos:Concept ; skos:definition [ rdf:value \"house for books\"@en ] ."
    ),
    .passes(
      "definition-duplicate", nil,
      "ex:a a skos:Concept ; skos:definition \"house for books\"@en . ex:b a skos:Concept ; skos:definition \"house for books\"@fr ."
    ),
    .passes(
      "definition-duplicate", nil,
      "ex:a a skos:Concept ; skos:definition \"house for books\"@en . ex:b a skos:Concept ; owl:deprecated true ; skos:definition \"house for books\"@en ."
    ),
  ]

  static let content: [RuleCase] = [
    .finds(
      1, "definition-circular", nil, defining("public library", "institution that runs public libraries")),
    .finds(1, "definition-circular", nil, defining("journal", "ensemble de journaux", "fr")),
    .finds(1, "definition-circular", nil, defining("Buch", "Einband eines Buches", "de")),
    .finds(1, "definition-circular", nil, defining("red", "conjunto de redes", "es")),
    .finds(1, "definition-circular", nil, defining("数据", "记录下来的数据", "zh")),
    .finds(1, "definition-circular", nil, defining("mercury (planet)", "planet called Mercury")),
    .finds(
      1, "definition-circular", nil,
      defining("x", "collection of data sets", "en", "ex:c skos:altLabel \"data set\"@en-GB .")),
    .passes("definition-circular", nil, defining("public library", "library that is open to all")),
    .passes(
      "definition-circular", nil,
      defining("数据", "存于数据库的内容", "zh", "ex:d a skos:Concept ; skos:prefLabel \"数据库\"@zh .")),
    .passes(
      "definition-circular", nil,
      defining("data", "part of a data set", "en", "ex:d a skos:Concept ; skos:prefLabel \"data set\"@en .")),
    .passes("definition-circular", nil, defining("IT", "technology as it is used")),
    .passes("definition-circular", nil, defining("or", "métal jaune ou blanc, or ou argent", "fr")),
    .passes("definition-circular", nil, defining("Leben", "Zeit, in der Wesen leben", "de")),
    .passes("definition-circular", nil, defining("art", "party that starts")),
    .passes("definition-circular", nil, defining("library", "library: house for books")),
    .passes(
      "definition-circular", nil,
      defining("开窗卡", "由带有开孔卡住胶卷的卡片", "zh-Hans", "ex:c skos:altLabel \"孔卡\"@zh-Hant .")),
    .passes("definition-circular", nil, defining("cat", "gatto, cat", "it")),
    .passes(
      "definition-circular", nil,
      defining("x", "house for books", "en", "ex:c skos:hiddenLabel \"books\"@en .")),

    .finds(
      1, "definition-circular-system", nil,
      "ex:a a skos:Concept ; skos:prefLabel \"hen\"@en ; skos:definition \"bird that lays eggs\"@en . ex:b a skos:Concept ; skos:prefLabel \"egg\"@en ; skos:definition \"what makes a chick\"@en . ex:d a skos:Concept ; skos:prefLabel \"chick\"@en ; skos:definition \"young hen\"@en ."
    ),
    .passes(
      "definition-circular-system", nil,
      "ex:a a skos:Concept ; skos:prefLabel \"hen\"@en ; skos:definition \"bird that lays eggs\"@en . ex:b a skos:Concept ; skos:prefLabel \"egg\"@en, \"œuf\"@fr ; skos:definition \"objet pondu par une hen\"@fr ."
    ),
    .passes(
      "definition-circular-system", nil,
      "ex:a a skos:Concept ; skos:prefLabel \"hen\"@en ; skos:definition \"hen with eggs\"@en . ex:b a skos:Concept ; skos:prefLabel \"egg\"@en ; skos:definition \"oval thing\"@en ."
    ),

    .finds(1, "definition-repeats-term", nil, defining("library", "Library: house for books")),
    .finds(
      1, "definition-repeats-term", nil, defining("bibliothèque", "la bibliothèque est une maison", "fr")),
    .finds(1, "definition-repeats-term", nil, defining("图书馆", "图书馆是存放图书的地方", "zh")),
    .passes("definition-repeats-term", nil, defining("library", "library with books")),
    .passes("definition-repeats-term", nil, defining("book", "bookshop is where it is sold")),

    .finds(1, "definition-metalanguage", nil, defining("x", "Refers to a house for books")),
    .finds(1, "definition-metalanguage", nil, defining("x", "a term that refers to houses")),
    .finds(1, "definition-metalanguage", nil, defining("x", "se dit d'une maison", "fr")),
    .finds(1, "definition-metalanguage", nil, defining("x", "Bezeichnung für ein Haus", "de")),
    .finds(1, "definition-metalanguage", nil, defining("x", "dícese de la casa", "es")),
    .finds(1, "definition-metalanguage", nil, defining("x", "泛指存放图书的房屋", "zh")),
    .passes("definition-metalanguage", nil, defining("x", "text that refers to another text")),
    .passes("definition-metalanguage", nil, defining("x", "指导读者的人", "zh")),
    .passes("definition-metalanguage", nil, defining("x", "term consisting of several words")),
    .passes("definition-metalanguage", nil, defining("x", "word of honour")),

    .finds(1, "definition-requirement", nil, defining("x", "device that may be opened")),
    .finds(1, "definition-requirement", nil, defining("x", "document qui doit être conservé", "fr")),
    .finds(1, "definition-requirement", nil, defining("x", "Gerät, das geschlossen sein muss", "de")),
    .finds(1, "definition-requirement", nil, defining("x", "documento que deberá conservarse", "es")),
    .finds(1, "definition-requirement", nil, defining("x", "必须保存的文件", "zh")),
    .finds(1, "definition-requirement", nil, defining("x", "编目时，应著录的内容", "zh")),
    .passes("definition-requirement", nil, defining("x", "juice called grape must, made in May")),
    .passes("definition-requirement", nil, defining("x", "somme que l'on doit à quelqu'un", "fr")),
    .passes("definition-requirement", nil, defining("x", "cambio que se debe a la luz", "es")),
    .passes("definition-requirement", nil, defining("x", "应请求提供、可以反应、响应和应用的相应系统", "zh")),
    .passes("definition-requirement", nil, defining("x", "Soll an Beständen", "de")),

    .finds(1, "note-requirement", nil, "ex:c a skos:Concept ; skos:example \"It must be closed.\"@en ."),
    .passes(
      "note-requirement", nil,
      "ex:c a skos:Concept ; skos:note \"It may be closed, which is able to be done.\"@en ."),
    .passes(
      "note-requirement", nil,
      "ex:c a skos:Concept ; skos:changeNote \"This should be looked at.\"@en ; owl:deprecated false ."),

    .finds(1, "definition-negative", nil, defining("x", "Absence of light")),
    .finds(1, "definition-negative", nil, defining("x", "absence d'eau", "fr")),
    .finds(1, "definition-negative", nil, defining("x", "nicht gebundenes Buch", "de")),
    .finds(1, "definition-negative", nil, defining("x", "没有封面的书", "zh")),
    .passes("definition-negative", nil, defining("x", "non-fiction book")),
    .passes("definition-negative", nil, defining("x", "book without cover")),
    .passes("definition-negative", nil, defining("x", "not only a book, but a map as well")),
    .passes("definition-negative", nil, defining("x", "不动产登记簿", "zh")),

    .finds(1, "definition-example-inside", nil, defining("x", "document such as a book")),
    .finds(1, "definition-example-inside", nil, defining("x", "document, e.g. a book")),
    .finds(1, "definition-example-inside", nil, defining("x", "document (p. ex. un livre)", "fr")),
    .finds(1, "definition-example-inside", nil, defining("x", "Dokument, z. B. ein Buch", "de")),
    .finds(1, "definition-example-inside", nil, defining("x", "libros, mapas, etc.", "es")),
    .finds(1, "definition-example-inside", nil, defining("x", "文献，例如图书", "zh")),
    .passes(
      "definition-example-inside", nil,
      defining("x", "données conservées telles qu'elles sont, tels que définis en 3", "fr")),
    .passes("definition-example-inside", nil, defining("x", "books of the same grade E, G")),
    .passes("definition-example-inside", nil, defining("x", "高等级的同等文献", "zh")),

    .finds(
      1, "definition-hidden-definition", nil, defining("x", "list of fonds (i.e. all records of a person)")),
    .finds(
      1, "definition-hidden-definition", nil,
      defining("x", "liste des fonds (documents qui viennent d'une personne)", "fr")),
    .finds(
      1, "definition-hidden-definition", nil, defining("x", "Liste der Bestände, d. h. der Dokumente", "de")),
    .passes("definition-hidden-definition", nil, defining("x", "list of fonds (3.1.2) that a house has")),
    .passes("definition-hidden-definition", nil, defining("x", "列车即将到达时，即时发出的信息", "zh")),
    .passes(
      "definition-hidden-definition", nil,
      defining("x", "copy made from the (now lost) original that was found")),

    .finds(
      1, "definition-no-genus", nil,
      defining(
        "x", "small furry pet", "en", "ex:c skos:broader ex:b . ex:b skos:prefLabel \"wild mammal\"@en .")),
    .passes(
      "definition-no-genus", nil,
      defining(
        "x", "high-grade ultramafic hornfels", "en",
        "ex:c skos:broader ex:b . ex:b skos:prefLabel \"Ultramafic-hornfels\"@en .")),
    .passes(
      "definition-no-genus", nil,
      defining(
        "x", "small mammals kept as pets", "en",
        "ex:b skos:narrower ex:c ; skos:prefLabel \"wild mammal\"@en .")),
    .passes(
      "definition-no-genus", nil,
      defining("x", "作为宠物饲养的小型哺乳动物", "zh", "ex:c skos:broader ex:b . ex:b skos:prefLabel \"动物\"@zh .")),
    .passes(
      "definition-no-genus", nil,
      defining("x", "small pet", "en", "ex:c skos:broader ex:b . ex:b skos:prefLabel \"mammifère\"@fr .")),

    .finds(
      4, "note-prefix-in-data", nil,
      "ex:c a skos:Concept ; skos:note \"NOTE 2 Cats purr.\"@en, \"注1：猫\"@zh, \"Note 1 à l'article : les chats\"@fr, \"Anmerkung 1 zum Begriff: Katzen\"@de ."
    ),
    .passes(
      "note-prefix-in-data", nil,
      "ex:c a skos:Concept ; skos:note \"Notes: a kind of text\"@en, \"Note the cat\"@en, \"例如猫\"@zh, \"Noten: Musik\"@de, \"Note:\"@en ."
    ),
    .passes(
      "note-prefix-in-data", nil,
      "ex:c a skos:Concept ; skos:changeNote \"Note: moved\"@en ; skos:note \"NOTE BENE CAT\"@en ."),
  ]

  static let links: [RuleCase] = [
    .finds(
      1, "term-reference-broken", nil,
      "ex:a a skos:Concept ; skos:notation \"3.1.1\" ; skos:note \"见猫（3.1.7）\"@zh ."),
    .finds(
      1, "term-reference-broken", nil,
      "ex:a a skos:Concept ; skos:notation \"3.1.1\" ; skos:note \"see cat (3.1.2)\"@en . ex:b a skos:Concept ; owl:deprecated true ; skos:notation \"3.1.2\" ."
    ),
    .finds(
      1, "term-reference-broken", nil,
      "ex:a a skos:Concept ; skos:note \"see <http://example.org/b/c>.\"@en ."),
    .passes(
      "term-reference-broken", nil,
      "ex:a a skos:Concept ; skos:notation \"3.1.1\" ; skos:note \"see 3.1.2, (3.14), (ISO 1, 3.1.2), (9.1.2), (3.1.1) and (version 3.1.4)\"@en ."
    ),
    .passes(
      "term-reference-broken", nil,
      "ex:a a skos:Concept ; skos:note \"pi (3.14)\"@en, \"see http://other.org/x\"@en ."),
    .passes(
      "term-reference-broken", nil,
      "ex:a a skos:Concept ; skos:notation \"3.1.1\" ; owl:deprecated true ; skos:note \"see cat (3.1.2)\"@en ."
    ),

    .finds(
      1, "source-missing", nil,
      "ex:a a skos:Concept ; skos:definition \"a\"@en ; dct:source \"s\" . ex:b a skos:Concept ; skos:definition \"b\"@en ; skos:note [ rdf:value \"n\"@en ] ."
    ),
    .passes(
      "source-missing", nil,
      "ex:a a skos:Concept ; skos:definition \"a\"@en ; dct:source \"s\" . ex:b a skos:Concept ; skos:definition \"b\"@en . ex:d a skos:Concept ; skos:definition \"d\"@en ."
    ),
    .passes(
      "source-missing", nil,
      "ex:a a skos:Concept ; skos:definition \"a\"@en ; dct:source \"s\" . ex:b a skos:Concept ; skos:prefLabel \"b\"@en ."
    ),

    .finds(
      1, "source-modified-unexplained", nil,
      "ex:a a skos:Concept ; skos:definition [ rdf:value \"a\"@en ; dct:source \"[SOURCE: ISO 1:2020, 3.1, modified.]\" ] ."
    ),
    .finds(
      1, "source-modified-unexplained", nil,
      "ex:a a skos:Concept ; dct:source [ ex:status \"modified\" ; ex:clause \"3.1\" ] ."),
    .finds(
      1, "source-modified-unexplained", nil, "ex:a a skos:Concept ; dct:source \"ISO 1:2020，3.1，有修改\" ."),
    .passes(
      "source-modified-unexplained", nil,
      "ex:a a skos:Concept ; dct:source \"ISO 1:2020, 3.1, modified (note left out)\", \"Genetically modified\", \"own work, not modified\" ."
    ),
    .passes(
      "source-modified-unexplained", nil,
      "ex:a a skos:Concept ; dct:source [ ex:status \"modified\" ; ex:modification \"note left out\" ] ."),
  ]

  @Test(arguments: labels + shape + content + links)
  func `they find what is wrong and nothing else`(of it: RuleCase) throws {
    let findings = try it.findings()
    #expect(findings.count == it.count, "\(findings.map(\.message))")
  }

  @Test func `fixes say what a person would`() throws {
    for (rule, turtle, added) in [
      ("definition-article", Self.defining("x", "The process"), ["process"]),
      ("definition-article", Self.defining("x", "l'ensemble", "fr"), ["ensemble"]),
      ("definition-article", Self.defining("x", "the (natural) person"), ["(natural) person"]),
      ("definition-final-period", Self.defining("x", "存放图书的房屋。", "zh"), ["存放图书的房屋"]),
      ("definition-repeats-term", Self.defining("cat", "A cat is a pet"), ["a pet"]),
      ("definition-multiple-sentences", Self.defining("x", "pet. It purrs."), ["It purrs.", "pet"]),
      (
        "definition-example-inside", Self.defining("x", "pet (e.g., a cat) at home"),
        ["a cat", "pet at home"]
      ),
      (
        "note-prefix-in-data", "ex:c a skos:Concept ; skos:note \"Note 1 to entry: “It” purrs.\"@en .",
        ["“It” purrs."]
      ),
      (
        "definition-article",
        "ex:c a skos:Concept ; skos:definition [ rdf:value \"the pet\"@en ; dct:source \"s\" ] .", ["pet"]
      ),
    ] {
      let finding = try #require(RuleCase.finds(1, rule, nil, turtle).findings().first)
      #expect(
        finding.fix?.added.compactMap { $0.object.literal?.lexicalForm }.sorted() == added.sorted(), "\(rule)"
      )
    }
  }

  @Test func `a long definition takes no longer than it should`() throws {
    let text = String(repeating: "cat and dog ", count: 10_000)
    let turtle = Self.defining(
      "cat", text, "en", "ex:d a skos:Concept ; skos:prefLabel \"cat and dog and cat\"@en .")
    let graph = try Graph(turtle: turtle)
    let elapsed = ContinuousClock().measure {
      _ = SKOSCheck.run(graph, rules: Rule.all.filter { $0.profile == .term })
    }
    #expect(elapsed < .seconds(60))
  }

  @Test func `the example vocabulary breaks no rule of a terminology that is an error`() throws {
    var url = URL(fileURLWithPath: #filePath)
    for _ in 0..<4 { url.deleteLastPathComponent() }
    let path = url.appendingPathComponent("vocabularies/information-and-documentation.ttl")
    let graph = try Graph(turtle: String(contentsOf: path, encoding: .utf8))
    let configuration = CheckConfiguration.declaring(primary: "en", mandatory: ["en", "fr", "zh"])
    let rules = Rule.all.filter { [.term, .label, .thes].contains($0.profile) }
    let errors = SKOSCheck.run(graph, rules: rules, configuration: configuration).filter {
      $0.severity == .error
    }
    #expect(errors == [])
  }
}
