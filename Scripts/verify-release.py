#!/usr/bin/env python3
"""Verifies a release of Concordat by spec/formats.md alone and without Concordat.

    Scripts/verify-release.py FOLDER|ARCHIVE.tar [KEY.pem]

An archive is unpacked into a temporary folder, if it has nothing but plain files in one folder. Needs the command openssl. With pyoxigraph it also checks that all syntaxes hold the same graph (RDFC-1.0) and asks the
metadata by SPARQL. Prints the first thing that is wrong and exits with 1, or a summary and exits with 0.
"""
import base64
import hashlib
import json
import os
import subprocess
import sys
import tarfile
import tempfile

OWN = {"manifest.json", "manifest.json.sig", "key.pem"}


def fail(text):
    print("NOT VALID:", text)
    sys.exit(1)


def contents(folder, name):
    path = os.path.join(folder, name)
    if os.path.islink(path) or not os.path.isfile(path):
        fail(f"{name} is missing or not a plain file")
    with open(path, "rb") as file:
        return file.read()


def unpack(path, folder):
    """Writes the files of an archive into a folder."""
    try:
        archive = tarfile.open(path, "r:")
        members = archive.getmembers()
    except tarfile.TarError as error:
        fail(f"the archive cannot be read: {error}")
    tops, seen = set(), set()
    for member in members:
        top, _, name = member.name.partition("/")
        tops.add(top)
        if not member.isreg() or not name or "/" in name or name.startswith(".") or name in seen or len(tops) > 1:
            fail(f"{member.name} in the archive is not a plain file of one folder, or stands there twice")
        seen.add(name)
        with open(os.path.join(folder, name), "xb") as file:
            file.write(archive.extractfile(member).read())


def main():
    if os.path.isdir(sys.argv[1]):
        return verify(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder:
        unpack(sys.argv[1], folder)
        verify(folder)


def verify(folder):
    raw = contents(folder, "manifest.json")
    manifest = json.loads(raw)
    canonical = json.dumps(manifest, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode() + b"\n"
    if raw != canonical:
        fail("manifest.json is not in canonical form")
    if (manifest["format"], manifest["formatVersion"]) != ("concordat-release", 1):
        fail("manifest.json is of another format")

    der = bytes.fromhex("302a300506032b6570032100") + bytes.fromhex(manifest["key"])
    pem = b"-----BEGIN PUBLIC KEY-----\n" + base64.b64encode(der) + b"\n-----END PUBLIC KEY-----\n"
    if contents(folder, "key.pem") != pem:
        fail("key.pem is not the key that the manifest names")
    if len(sys.argv) > 2:
        with open(sys.argv[2], "rb") as file:
            if file.read() != pem:
                fail("the release is signed by another key than the one expected")
    contents(folder, "manifest.json.sig")
    verified = subprocess.run(
        ["openssl", "pkeyutl", "-verify", "-rawin", "-pubin", "-inkey", os.path.join(folder, "key.pem"),
         "-in", os.path.join(folder, "manifest.json"), "-sigfile", os.path.join(folder, "manifest.json.sig")],
        capture_output=True)
    if verified.returncode != 0:
        fail("manifest.json.sig is not a signature of manifest.json")

    names = {file["path"] for file in manifest["files"]}
    if set(os.listdir(folder)) != names | OWN:
        fail("the folder does not hold exactly the files that the manifest lists")
    for file in manifest["files"]:
        data = contents(folder, file["path"])
        if (len(data), hashlib.sha256(data).hexdigest()) != (file["byteSize"], file["sha256"]):
            fail(f"{file['path']} does not have its size and SHA-256")

    graphs = verify_graphs(folder, manifest)
    print(f"{manifest['vocabulary']} {manifest['version']} is valid: {len(names)} files, signed by "
          f"{hashlib.sha256(bytes.fromhex(manifest['key'])).hexdigest()}, {graphs}")


def verify_graphs(folder, manifest):
    try:
        import pyoxigraph as ox
    except ImportError:
        return "graphs not compared, because pyoxigraph is absent"

    def canonical_hash(triples):
        dataset = ox.Dataset(ox.Quad(t.subject, t.predicate, t.object) for t in triples)
        dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
        lines = sorted(f"{ox.serialize([ox.Triple(q.subject, q.predicate, q.object)], format=ox.RdfFormat.N_TRIPLES).decode()}"
                       for q in dataset)
        return hashlib.sha256("".join(lines).encode()).hexdigest()

    def parse(name, kind):
        return list(ox.parse(contents(folder, name), format=kind, base_iri="https://example.org/base"))

    default = ox.DefaultGraph()
    kinds = {"ttl": ox.RdfFormat.TURTLE, "trig": ox.RdfFormat.TRIG, "nt": ox.RdfFormat.N_TRIPLES,
             "nq": ox.RdfFormat.N_QUADS, "rdf": ox.RdfFormat.RDF_XML}
    jsonld = getattr(ox.RdfFormat, "JSON_LD", None)
    if jsonld is not None:
        kinds["jsonld"] = jsonld
    for extension, kind in kinds.items():
        quads = parse(f"vocabulary.{extension}", kind)
        if canonical_hash([q for q in quads if q.graph_name == default]) != manifest["canonicalHash"]:
            fail(f"vocabulary.{extension} does not have the canonical hash")
        named = [q for q in quads if q.graph_name != default]
        if extension in ("trig", "nq") and canonical_hash(named) != manifest["descriptionHash"]:
            fail(f"the named graph of vocabulary.{extension} is not the description")
    metadata = parse("metadata.ttl", ox.RdfFormat.TURTLE)
    if canonical_hash(metadata) != manifest["metadataHash"]:
        fail("metadata.ttl does not have its canonical hash")

    store = ox.Store()
    store.extend(metadata)
    rows = store.query("""
        PREFIX dcat: <http://www.w3.org/ns/dcat#> PREFIX spdx: <http://spdx.org/rdf/terms#>
        PREFIX dct: <http://purl.org/dc/terms/> PREFIX void: <http://rdfs.org/ns/void#>
        PREFIX pav: <http://purl.org/pav/> PREFIX adms: <http://www.w3.org/ns/adms#>
        SELECT ?release ?distribution ?size ?sum ?triples WHERE {
          ?release a dcat:Dataset, adms:Asset, void:Dataset ; dcat:version ?version ; pav:version ?version ;
            dcat:isVersionOf ?vocabulary ; dct:title ?title ; dct:issued ?issued ; adms:versionNotes ?notes ;
            adms:status ?status ; dct:conformsTo ?standard ; void:triples ?triples ; dcat:distribution ?distribution .
          ?distribution a dcat:Distribution ; dcat:mediaType ?type ; dcat:byteSize ?size ; dcat:downloadURL ?url ;
            spdx:checksum [ spdx:algorithm spdx:checksumAlgorithm_sha256 ; spdx:checksumValue ?sum ] .
          FILTER (str(?version) = "%s") }""" % manifest["version"])
    told = {}
    for row in rows:
        if row["release"].value != manifest["versionIRI"] or int(row["triples"].value) != manifest["triples"]:
            fail("the metadata is about another release")
        told[row["distribution"].value.split(row["release"].value)[1][1:]] = (int(row["size"].value), row["sum"].value)
    wanted = {f["path"]: (f["byteSize"], f["sha256"]) for f in manifest["files"] if f["path"].startswith("vocabulary.")}
    if told != wanted:
        fail("the metadata does not describe the distributions as the manifest does")
    return f"{len(kinds)} syntaxes hold the same graph"


main()
