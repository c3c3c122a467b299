"""Times PyLD on one JSON-LD document, as rdf-bench times Concordat; prints the same lines.

    pyld_bench.py FILE ROUNDS CONTEXT-FILE

As there, the time of toRdf has the reading of the JSON text in it, for who wants statements has a file in hand; the
other times start from JSON in memory.
"""
import json
import sys
import time

from pyld import jsonld

path, rounds, context_path = sys.argv[1], int(sys.argv[2]), sys.argv[3]
with open(path, encoding="utf-8") as file:
    text = file.read()
document = json.loads(text)
with open(context_path) as file:
    context = json.load(file)
frame = {"@context": context["@context"], "@type": "http://www.w3.org/2004/02/skos/core#Concept", "@embed": "@never"}
WORK = {
    "expand": lambda: jsonld.expand(document),
    "compact": lambda: jsonld.compact(document, context),
    "flatten": lambda: jsonld.flatten(document),
    "frame": lambda: jsonld.frame(document, frame),
    "toRdf": lambda: jsonld.to_rdf(json.loads(text)),
}
for name, work in WORK.items():
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        result = work()
        times.append(time.perf_counter() - start)
    count = len(result) if isinstance(result, list) else len(result.get("@graph", result.get("@default", [1])))
    print(json.dumps({"work": name, "syntax": "jsonld", "seconds": min(times), "count": count}), flush=True)
