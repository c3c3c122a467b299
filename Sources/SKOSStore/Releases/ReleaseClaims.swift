import RDF

/// What the metadata of a release has to say for it to agree with the manifest.
struct ReleaseClaims {
  private(set) var triples: [Triple] = []

  init(_ manifest: ReleaseManifest) throws(ReleaseFault) {
    guard let version = try? IRI(manifest.versionIRI), let vocabulary = try? IRI(manifest.vocabularyIRI)
    else { throw ReleaseFault(ReleaseManifest.fileName, "versionIRI or vocabularyIRI is not an IRI") }
    let release = Subject.iri(version)
    let numberType = IRI(uncheckedValid: IRI.XSD.namespace + "nonNegativeInteger")
    func count(_ number: Int) -> Term { .literal(.typed(String(number), datatype: numberType)) }
    triples = [
      Triple(release, .DCAT.isVersionOf, .iri(vocabulary)),
      Triple(release, .DCAT.version, .literal(.string(manifest.version))),
      Triple(
        release, .DCTerms.issued, .literal(.typed(manifest.issued.iso8601, datatype: .XSD.dateTime))),
      Triple(release, .release("void:triples"), count(manifest.triples)),
    ]
    let separator = manifest.versionIRI.contains("#") ? "/" : "#"
    for file in manifest.files where file.path.hasPrefix("vocabulary.") {
      let part = IRI(uncheckedValid: manifest.versionIRI + separator + file.path)
      let checksum = IRI(uncheckedValid: part.string + "-sha256")
      triples += [
        Triple(release, .DCAT.distribution, .iri(part)),
        Triple(.iri(part), .DCAT.byteSize, count(file.byteSize)),
        Triple(.iri(part), .release("spdx:checksum"), .iri(checksum)),
        Triple(
          .iri(checksum), .release("spdx:checksumValue"),
          .literal(
            .typed(file.sha256, datatype: IRI(uncheckedValid: IRI.XSD.namespace + "hexBinary")))),
      ]
    }
  }
}
