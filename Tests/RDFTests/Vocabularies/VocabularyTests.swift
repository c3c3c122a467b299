import Foundation
import RDF
import TestSupport
import Testing

/// Every file of the shared vocabularies, read as it lies there: compressed or not, in the syntax of its name.
@Suite(.needsSharedData("vocabularies")) struct VocabularyTests {
  /// Relative IRIs occur in some files (the base is that of Scripts/same-graph.py), and one JSON-LD file has its context beside it.
  static func options() throws -> ParserOptions {
    var options = ParserOptions(base: try IRI("https://example.org/base"))
    let context = "http://www.rdaregistry.info/jsonld/Contexts/concepts_langmap.jsonld"
    let bytes = try SharedData.bytes("vocabularies/rda/concepts_langmap.jsonld")
    options.jsonLD.contextDocuments[context] = try JSON(parsing: bytes)
    return options
  }

  static func dataset(_ vocabulary: Vocabulary) throws -> Dataset {
    let url = try #require(SharedData.url("vocabularies/" + vocabulary.path))
    let syntax = try #require(RDFSyntax(fileName: vocabulary.path))
    let bytes = [UInt8](try Data(contentsOf: url))
    return try DocumentReader.read(bytes, as: syntax, into: DatasetBuilder(), options: options()).sink
      .dataset()
  }

  /// The vocabularies that a test takes seconds for even where the code is not optimised; those above too where
  /// the environment variable `CONCORDAT_THOROUGH` is set.
  static var ofModestSize: [Vocabulary] {
    let isThorough = ProcessInfo.processInfo.environment["CONCORDAT_THOROUGH"] != nil
    return Vocabulary.all.filter { isThorough ? $0.path != largest : $0.count < 30_000 }
  }

  @Test func `the table has every file`() {
    let files = SharedData.files(in: "vocabularies", endingIn: "")
      .map { String($0.dropFirst("vocabularies/".count)) }
      .filter { RDFSyntax(fileName: $0) != nil && !$0.hasSuffix("concepts_langmap.jsonld") }
    #expect(Set(files) == Set(Vocabulary.all.map(\.path)))
    #expect(files.count == Vocabulary.all.count)
    let skosmos = Vocabulary.fixtures.filter { $0.path.hasPrefix("skosmos-fixtures/") }
    #expect(skosmos.count == 32)
    #expect(skosmos.map(\.count).reduce(0, +) == 19_959)
  }

  /// Has a test of its own.
  private static let largest = "iconclass/iconclass.nt.gz"

  @Test(arguments: Vocabulary.all.filter { $0.path != largest })
  func `a vocabulary has as many statements as other programs find`(_ vocabulary: Vocabulary) throws {
    #expect(try Self.dataset(vocabulary).count == vocabulary.count)
  }

  @Test(arguments: ofModestSize)
  func `a vocabulary survives being written in each syntax that can hold it`(_ vocabulary: Vocabulary) throws
  {
    let dataset = try Self.dataset(vocabulary)
    for syntax in RDFSyntax.allCases {
      guard let again = try Self.again(dataset, vocabulary, as: syntax) else { continue }
      let isSame =
        dataset.namedGraphCount == 0
        ? isIsomorphic(dataset.defaultGraph, again.defaultGraph)
        : isIsomorphic(Array(dataset.quads), Array(again.quads))
      #expect(isSame && again.namedGraphCount == dataset.namedGraphCount, "\(syntax.name)")
    }
  }

  /// Without blank nodes, graphs are the same if their lines are.
  ///
  /// The other syntaxes would take minutes.
  @Test func `iconclass survives being written in N-Triples and in Turtle`() throws {
    let iconclass = try #require(Vocabulary.all.first { $0.path == Self.largest })
    let dataset = try Self.dataset(iconclass)
    #expect(dataset.count == iconclass.count)
    let lines = try dataset.serialized(as: .nTriples)
    for syntax in [RDFSyntax.nTriples, .turtle] {
      let again = try Self.again(dataset, iconclass, as: syntax)
      #expect(try again?.serialized(as: .nTriples) == lines, "\(syntax.name)")
    }
  }

  /// What is read from what was written; nil where the syntax cannot hold the dataset.
  private static func again(
    _ dataset: Dataset, _ vocabulary: Vocabulary, as syntax: RDFSyntax
  ) throws -> Dataset? {
    let bytes: [UInt8]
    do {
      bytes = try dataset.serialized(as: syntax)
    } catch let error as SerializationError {
      #expect(unwritable[vocabulary.path, default: []].contains(syntax), "\(syntax.name): \(error)")
      return nil
    }
    #expect(!unwritable[vocabulary.path, default: []].contains(syntax), "\(syntax.name) holds it now")
    return try Dataset(parsing: bytes, as: syntax)
  }

  /// The syntaxes that cannot hold a vocabulary, because they hold one graph.
  private static let unwritable: [String: Set<RDFSyntax>] = [
    "derived/voc4cat-versions.trig": [.turtle, .nTriples, .rdfXML],
    "derived/voc4cat-versions.nq.gz": [.turtle, .nTriples, .rdfXML],
  ]

  // MARK: Other programs

  @Test(arguments: [
    Vocabulary("coar/access_rights-2019-05-02.ttl", 845), Vocabulary("eu/continents-skos-ap-act.rdf", 1_624),
    Vocabulary("tadirah/tadirah-2.0.3.ttl", 8_543), Vocabulary("italy/academic-disciplines.jsonld", 8_625),
    Vocabulary("dpv/dpv-2.3.rdf", 14_909), Vocabulary("periodo/periodo-initial.ttl", 32_656),
    Vocabulary("physh/physh-2.7.0.jsonld.gz", 23_590), Vocabulary("derived/voc4cat-versions.trig", 16_565),
  ])
  func `other programs read what is written as the same graph`(_ vocabulary: Vocabulary) throws {
    let dataset = try Self.dataset(vocabulary)
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    var paths: [String] = []
    for syntax in RDFSyntax.allCases
    where !Self.unwritable[vocabulary.path, default: []].contains(syntax) {
      let file = folder.appendingPathComponent("written." + syntax.fileExtension)
      try Data(dataset.serialized(as: syntax)).write(to: file)
      paths.append(file.path)
      if let count = try Oracle.rapperCount(file.path, syntax) {
        #expect(count == vocabulary.count, "rapper, \(syntax.name)")
      }
      if dataset.namedGraphCount == 0, let lines = try Oracle.rapperTriples(file.path, syntax) {
        let graph = try Graph(parsing: lines, as: .nTriples)
        #expect(isIsomorphic(graph, dataset.defaultGraph), "rapper, \(syntax.name)")
      }
    }
    // The file itself stands beside what was written, if the oracle can read it as it is.
    if !vocabulary.path.hasSuffix(".gz") {
      paths.append(SharedData.root.appendingPathComponent("vocabularies/" + vocabulary.path).path)
    }
    try Oracle.expectSameGraph(paths)
  }
}
