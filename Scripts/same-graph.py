#!/usr/bin/env python3
"""Says whether RDF files have the same graph, by a library that is not ours (pyoxigraph).

Usage: same-graph.py FILE FILE ...   Status 0: all isomorphic; 1: not; 3: one cannot be read.
The syntax is told from the ending of each name. Blank nodes are matched by RDFC-1.0.
"""
import hashlib
import sys

from pyoxigraph import CanonicalizationAlgorithm, Dataset, RdfFormat, parse


def digest(path):
    ending = path.rsplit(".", 1)[-1]
    fmt = RdfFormat.JSON_LD if ending == "jsonld" else RdfFormat.from_extension(ending)
    dataset = Dataset(parse(path=path, format=fmt, base_iri="https://example.org/base"))
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    lines = sorted(str(quad) for quad in dataset)
    return len(lines), hashlib.sha256("\n".join(lines).encode()).hexdigest()


def main(paths):
    digests = []
    for path in paths:
        try:
            count, found = digest(path)
        except Exception as error:
            print(f"{path}: {error}")
            return 3
        print(f"{path}: {count} triples, {found}")
        digests.append(found)
    return 0 if len(set(digests)) == 1 else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
