#!/usr/bin/env python3
"""What Skosify's five checks find in vocabulary files, as JSON: an object of sorted lists for each file.

Usage: skosify-checks.py FILE ...    needs rdflib and skosify from PyPI

Of the pairs that a check speaks of, and of the subject of each label, the IRIs are printed; a check that ends in an
exception is null. Skosify only reports what it would change, so its warnings are read, and nothing is changed.
"""
import json
import logging
import sys
import time

import rdflib
from skosify import check


class Collector(logging.Handler):
    def __init__(self):
        super().__init__()
        self.rows = []

    def emit(self, record):
        self.rows.append([str(argument) for argument in record.args or ()])


def run(function, graph):
    collector = Collector()
    logger = logging.getLogger()
    logger.handlers = [collector]
    logger.setLevel(logging.WARNING)
    try:
        function(graph)
    except RecursionError:
        return None
    return sorted(collector.rows)


# The check of preferred labels changes the graph whatever it is told, so it comes last.
CHECKS = {
    "hierarchy_cycles": lambda graph: check.hierarchy_cycles(graph, False),
    "disjoint_relations": lambda graph: check.disjoint_relations(graph, False),
    "hierarchical_redundancy": lambda graph: check.hierarchical_redundancy(graph, False),
    "label_overlap": lambda graph: check.label_overlap(graph, False),
    "preflabel_uniqueness": lambda graph: check.preflabel_uniqueness(graph, ["shortest"]),
}

SKOS = rdflib.Namespace("http://www.w3.org/2004/02/skos/core#")


def enrich(graph):
    """Writes out what Skosify itself writes out before it checks: broader for narrower, related both ways."""
    for subject, object_ in list(graph.subject_objects(SKOS.narrower)):
        graph.add((object_, SKOS.broader, subject))
    for subject, object_ in list(graph.subject_objects(SKOS.related)):
        graph.add((object_, SKOS.related, subject))

result = {}
for path in sys.argv[1:]:
    graph = rdflib.Graph()
    graph.parse(path)
    enrich(graph)
    start = time.perf_counter()
    found = {name: run(function, graph) for name, function in CHECKS.items()}
    result[path] = {"seconds": round(time.perf_counter() - start, 3), "findings": found}
json.dump(result, sys.stdout, ensure_ascii=False)
