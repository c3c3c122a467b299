import Foundation
import RDF
import SKOS

/// What the metadata of a release says, in DCAT 3, PAV, ADMS, VoID and SPDX.
///
/// Depends on the release and its content alone, never on the day or the machine; has no blank nodes.
/// - Source: spec/formats.md, "The metadata of a release"; DCAT 3 §11, "Versioning".
struct ReleaseDescription {
  let release: Release
  let settings: ReleaseSettings
  /// The vocabulary whatever its version.
  let vocabularyIRI: IRI
  let versionIRI: IRI
  let previousIRI: IRI?
  private let graph: Graph

  init(
    _ release: Release, settings: ReleaseSettings, vocabulary: String, graph: Graph
  ) throws(StoreError) {
    self.release = release
    self.settings = settings
    self.graph = graph
    let schemes = graph.triples(predicate: .RDF.type, object: .iri(.SKOS.ConceptScheme)).compactMap(
      \.subject.iri)
    let only = schemes.count == 1 ? schemes[0].string : nil
    let iri = settings[.iri] ?? only ?? settings[.namespace] ?? "urn:concordat:vocabulary:\(vocabulary)"
    vocabularyIRI = try Self.iri(iri)
    let stem = iri.hasSuffix("/") || iri.hasSuffix("#") ? String(iri.dropLast()) : iri
    let base = settings[.versionBase] ?? stem + "/release/"
    versionIRI = try Self.iri(base + release.version)
    previousIRI = try release.previous.map { version throws(StoreError) in try Self.iri(base + version) }
  }

  private static func iri(_ text: String) throws(StoreError) -> IRI {
    do {
      return try IRI(text)
    } catch {
      throw StoreError(
        .invalidArgument, "the release would have no valid version IRI: \(error); set iri or versionBase")
    }
  }

  /// A part of the release: what stands in its metadata under the version IRI.
  private func part(_ name: String) -> IRI {
    IRI(uncheckedValid: versionIRI.string + (versionIRI.string.contains("#") ? "/" : "#") + name)
  }

  /// The name of the graph that holds the description in TriG and N-Quads.
  var graphName: IRI { part("metadata") }

  /// What is said of the release whatever its files: what TriG and N-Quads carry.
  var description: [Triple] {
    let release = Subject.iri(versionIRI)
    var triples = TripleList()
    let vocabulary = Subject.iri(vocabularyIRI)
    triples.add(vocabulary, .RDF.type, .iri(IRI(uncheckedValid: IRI.DCAT.namespace + "Resource")))
    triples.add(vocabulary, .DCAT.hasVersion, .iri(versionIRI))
    for type in [IRI.DCAT.Dataset, .release("adms:Asset"), .release("void:Dataset")] {
      triples.add(release, .RDF.type, .iri(type))
    }
    triples.add(release, .DCAT.isVersionOf, .iri(vocabularyIRI))
    for property in [IRI.DCAT.version, .OWL.versionInfo, .release("pav:version")] {
      triples.add(release, property, .literal(.string(self.release.version)))
    }
    if let previousIRI {
      for property in [IRI.DCAT.previousVersion, .release("pav:previousVersion"), .DCTerms.replaces] {
        triples.add(release, property, .iri(previousIRI))
      }
    }
    triples.add(release, .release("adms:versionNotes"), text(self.release.notes))
    triples.add(
      release, .release("adms:status"), .iri(IRI(uncheckedValid: "http://purl.org/adms/status/Completed")))
    addPeopleAndTexts(of: release, to: &triples)
    let time = Term.literal(.typed(self.release.at.iso8601, datatype: .XSD.dateTime))
    triples.add(release, .DCTerms.issued, time)
    for created in stated(.DCTerms.created) { triples.add(release, .DCTerms.created, created) }
    for language in languages { triples.add(release, .DCTerms.language, .iri(language)) }
    if let namespace = settings[.namespace] {
      triples.add(release, .release("void:uriSpace"), .literal(.string(namespace)))
      triples.add(release, .release("vann:preferredNamespaceUri"), .literal(.string(namespace)))
    }
    triples.add(
      release, .release("dct:conformsTo"),
      .iri(IRI(uncheckedValid: "http://www.w3.org/TR/skos-reference/")))
    addCounts(of: release, to: &triples)
    return triples.all
  }

  private func addPeopleAndTexts(of release: Subject, to triples: inout TripleList) {
    let titles = stated(.DCTerms.title) + stated(.SKOS.prefLabel)
    for title in titles.isEmpty ? [text(settings[.title] ?? "")] : titles {
      triples.add(release, .DCTerms.title, title)
    }
    let fields: [(ReleaseSettings.Name, IRI)] = [
      (.licence, .DCTerms.license), (.publisher, .DCTerms.publisher), (.creator, .DCTerms.creator),
      (.description, .DCTerms.description),
    ]
    for (name, property) in fields {
      if let value = settings[name] {
        let iri = name == .description ? nil : try? IRI(value)
        let literal = name == .description ? text(value) : .literal(.string(value))
        triples.add(release, property, iri.map { .iri($0) } ?? literal)
      } else {
        for value in stated(property) { triples.add(release, property, value) }
      }
    }
  }

  private func addCounts(of release: Subject, to triples: inout TripleList) {
    triples.add(release, .release("void:triples"), .count(graph.count))
    let subjects = Set(graph.statements.map(\.subject)).filter { graph.dictionary.isIRI($0) }
    triples.add(release, .release("void:entities"), .count(subjects.count))
    let type = graph.dictionary.id(of: .iri(.RDF.type))
    for (name, classIRI) in Self.partitions {
      guard let id = graph.dictionary.id(of: .iri(classIRI)) else { continue }
      let members = graph.statements(predicate: type, object: id)
      guard type != nil, !members.isEmpty else { continue }
      let partition = part("partition-" + name)
      triples.add(release, .release("void:classPartition"), .iri(partition))
      triples.add(.iri(partition), .release("void:class"), .iri(classIRI))
      triples.add(.iri(partition), .release("void:entities"), .count(members.count))
    }
  }

  private static let partitions: [(name: String, classIRI: IRI)] = [
    ("Concept", .SKOS.Concept), ("ConceptScheme", .SKOS.ConceptScheme), ("Collection", .SKOS.Collection),
    ("OrderedCollection", .SKOS.OrderedCollection), ("Label", .SKOSXL.Label),
  ]

  /// The description and what is said of the files: what `metadata.ttl` holds.
  func metadata(files: [ReleaseManifest.File]) -> Graph {
    var triples = TripleList()
    let release = Subject.iri(versionIRI)
    for file in files {
      let distribution = part(file.path)
      let checksum = part(file.path + "-sha256")
      let subject = Subject.iri(distribution)
      triples.add(release, .DCAT.distribution, .iri(distribution))
      triples.add(subject, .RDF.type, .iri(.DCAT.Distribution))
      let separator = versionIRI.string.hasSuffix("/") ? "" : "/"
      let address = IRI(uncheckedValid: versionIRI.string + separator + file.path)
      triples.add(subject, .DCAT.downloadURL, .iri(address))
      triples.add(
        subject, .DCAT.mediaType,
        .iri(IRI(uncheckedValid: "https://www.iana.org/assignments/media-types/" + file.mediaType)))
      triples.add(subject, .DCAT.byteSize, .count(file.byteSize))
      triples.add(subject, .release("spdx:checksum"), .iri(checksum))
      triples.add(.iri(checksum), .RDF.type, .iri(.release("spdx:Checksum")))
      triples.add(
        .iri(checksum), .release("spdx:algorithm"), .iri(.release("spdx:checksumAlgorithm_sha256")))
      triples.add(
        .iri(checksum), .release("spdx:checksumValue"),
        .literal(
          .typed(file.sha256, datatype: IRI(uncheckedValid: IRI.XSD.namespace + "hexBinary"))))
      if RDFSyntax(mediaType: file.mediaType) != nil {
        triples.add(release, .release("void:dataDump"), .iri(address))
      }
    }
    return Graph(description + triples.all)
  }

  // MARK: What the vocabulary says of itself

  /// What the concept scheme states, apart from blank nodes; nothing if it is not the vocabulary's only one.
  private func stated(_ property: IRI) -> [Term] {
    graph.objects(.iri(vocabularyIRI), property).filter { $0.blankNode == nil }.sorted()
  }

  private func text(_ text: String) -> Term {
    let tag = settings[.language].flatMap { try? LanguageTag($0) }
    return .literal(tag.map { .languageTagged(text, $0) } ?? .string(text))
  }

  /// The languages of the texts, as the Library of Congress and Lexvo name them.
  private var languages: [IRI] {
    let codes = Set(graph.dictionary.languageTags.map { $0.primary.lowercased() })
    return codes.sorted().compactMap { code in
      switch code.utf8.count {
      case 2: IRI(uncheckedValid: "http://id.loc.gov/vocabulary/iso639-1/" + code)
      case 3: IRI(uncheckedValid: "http://lexvo.org/id/iso639-3/" + code)
      default: nil
      }
    }
  }
}

/// Statements in the order in which they are made.
private struct TripleList {
  private(set) var all: [Triple] = []

  mutating func add(_ subject: Subject, _ predicate: IRI, _ object: Term) {
    all.append(Triple(subject, predicate, object))
  }
}

extension Term {
  fileprivate static func count(_ number: Int) -> Term {
    let type = IRI(uncheckedValid: IRI.XSD.namespace + "nonNegativeInteger")
    return .literal(.typed(String(number), datatype: type))
  }
}

extension IRI {
  /// A term of a vocabulary that only the metadata of releases speaks, by its usual abbreviation.
  static func release(_ abbreviated: String) -> IRI {
    let parts = abbreviated.split(separator: ":", maxSplits: 1)
    guard let prefix = parts.first, let namespace = releasePrefixes[String(prefix)], let name = parts.last
    else { preconditionFailure("\(abbreviated) is no term of the metadata of releases") }
    return IRI(uncheckedValid: namespace + name)
  }

  /// The prefixes that metadata is written with.
  static let releasePrefixes: [String: String] = [
    "adms": "http://www.w3.org/ns/adms#", "pav": "http://purl.org/pav/", "void": "http://rdfs.org/ns/void#",
    "spdx": "http://spdx.org/rdf/terms#", "vann": "http://purl.org/vocab/vann/", "dct": IRI.DCTerms.namespace,
    "dcat": IRI.DCAT.namespace, "xsd": IRI.XSD.namespace, "owl": IRI.OWL.namespace,
  ]
}
