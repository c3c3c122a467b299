"""Measures pyoxigraph as rdf-bench measures RDF: in this process, with the file in memory.

    pyoxigraph_bench.py FILE ROUNDS SYNTAX [WRITTEN SYNTAX ...]

Prints the same lines: reading into nothing, into a Dataset, into an in-memory Store, passing each statement on to the
serialiser, and writing a list of triples.
"""
import json
import sys
import time
from collections import deque
from pathlib import Path

import pyoxigraph

FORMATS = {
    "ntriples": pyoxigraph.RdfFormat.N_TRIPLES,
    "turtle": pyoxigraph.RdfFormat.TURTLE,
    "rdfxml": pyoxigraph.RdfFormat.RDF_XML,
    "jsonld": pyoxigraph.RdfFormat.JSON_LD,
}
# Some ten million triples in Python's hands, or indexed in memory, take more memory and time than a machine may have.
LISTED_BYTE_COUNT_MAX = 500 << 20


def main():
    path, rounds, syntax, *written = sys.argv[1:]
    document = Path(path).read_bytes()

    def parse():
        return pyoxigraph.parse(input=document, format=FORMATS[syntax])

    def store():
        made = pyoxigraph.Store()
        made.bulk_load(input=document, format=FORMATS[syntax])
        return made

    def measure(work, syntax, do, count):
        shortest = float("inf")
        for _ in range(int(rounds)):
            result = None
            start = time.perf_counter()
            result = do()
            shortest = min(shortest, time.perf_counter() - start)
        print(json.dumps({"work": work, "syntax": syntax, "seconds": shortest, "count": count(result)}), flush=True)

    measure("statements", syntax, lambda: deque(parse(), maxlen=0), lambda _: None)
    if len(document) <= LISTED_BYTE_COUNT_MAX:
        measure("dataset", syntax, lambda: pyoxigraph.Dataset(parse()), len)
        measure("store", syntax, store, len)
    for other in written:
        measure("pipe", other, lambda: pyoxigraph.serialize((quad.triple for quad in parse()), format=FORMATS[other]), len)
    if len(document) <= LISTED_BYTE_COUNT_MAX:
        triples = [quad.triple for quad in parse()]
        for other in written:
            measure("write", other, lambda: pyoxigraph.serialize(triples, format=FORMATS[other]), len)


if __name__ == "__main__":
    main()
