#!/usr/bin/env python3
"""Counts a vocabulary by queries over a library that is not ours (pyoxigraph), and compares with termctl stats.

Usage: count-vocabulary.py FILE STATISTICS.json BASE   Status 0: all numbers agree; 1: they do not, and which.
STATISTICS.json is what `termctl stats FILE -o json` wrote.
"""
import gzip
import json
import sys

from pyoxigraph import NamedNode, RdfFormat, Store

SKOS = "http://www.w3.org/2004/02/skos/core#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
PREFIXES = f"PREFIX skos: <{SKOS}> PREFIX rdf: <{RDF}> PREFIX xl: <http://www.w3.org/2008/05/skos-xl#> "
LABELS = ["prefLabel", "altLabel", "hiddenLabel"]
NOTES = ["definition", "scopeNote", "example", "note", "historyNote", "editorialNote", "changeNote"]
PAIRS = "{?c skos:broader ?p} UNION {?p skos:narrower ?c} ?c a skos:Concept . ?p a skos:Concept"
ANY = "skos:broader|skos:narrower|skos:related|^skos:broader|^skos:narrower|^skos:related"
MATCH = "skos:exactMatch|skos:closeMatch|skos:broadMatch|skos:narrowMatch|skos:relatedMatch"

COUNTS = {
    "concepts": "(COUNT(DISTINCT ?c) AS ?n) {?c a skos:Concept}",
    "relations": f"(COUNT(*) AS ?n) {{SELECT DISTINCT ?c ?p {{{PAIRS}}}}}",
    "roots": "(COUNT(DISTINCT ?c) AS ?n) {?c a skos:Concept "
    "FILTER NOT EXISTS {?c skos:broader|^skos:narrower ?p . ?p a skos:Concept}}",
    "leaves": "(COUNT(DISTINCT ?c) AS ?n) {?c a skos:Concept "
    "FILTER NOT EXISTS {?c skos:narrower|^skos:broader ?p . ?p a skos:Concept}}",
    "polyhierarchical": f"(COUNT(*) AS ?n) {{SELECT ?c {{SELECT DISTINCT ?c ?p {{{PAIRS}}}}} "
    "GROUP BY ?c HAVING (COUNT(?p) > 1)}",
    "orphans": f"(COUNT(DISTINCT ?c) AS ?n) {{?c a skos:Concept FILTER NOT EXISTS {{?c {ANY} ?p . ?p a skos:Concept}}}}",
    "relatedPairs": "(COUNT(*) AS ?n) {SELECT DISTINCT ?a ?b {?x skos:related ?y . ?x a skos:Concept . ?y a skos:Concept "
    "BIND(IF(STR(?x) < STR(?y), ?x, ?y) AS ?a) BIND(IF(STR(?x) < STR(?y), ?y, ?x) AS ?b)}}",
    "withoutScheme": "(COUNT(DISTINCT ?c) AS ?n) {?c a skos:Concept "
    "FILTER NOT EXISTS {?c skos:inScheme|skos:topConceptOf|^skos:hasTopConcept ?s}}",
    "notations": "(COUNT(*) AS ?n) {?c skos:notation ?v}",
    "withMapping": f"(COUNT(DISTINCT ?c) AS ?n) {{?c a skos:Concept ; {MATCH} ?v FILTER(isIRI(?v))}}",
}


def load(path, base):
    name = path.removesuffix(".gz")
    ending = name.rsplit(".", 1)[-1]
    fmt = RdfFormat.JSON_LD if ending == "jsonld" else RdfFormat.from_extension(ending)
    with (gzip.open if path.endswith(".gz") else open)(path, "rb") as file:
        store = Store()
        store.load(file.read(), format=fmt, base_iri=base)
    return store


def tally(store, query):
    """Numbers by language tag."""
    counts = {}
    for row in store.query(PREFIXES + query):
        tag = row[0].value.lower()
        counts[tag] = counts.get(tag, 0) + int(row[1].value)
    return counts


def levels(store):
    concepts = {q.subject for q in store.quads_for_pattern(None, NamedNode(RDF + "type"), NamedNode(SKOS + "Concept"))}
    children, has_parent = {}, set()
    for row in store.query(PREFIXES + f"SELECT DISTINCT ?c ?p {{{PAIRS}}}"):
        children.setdefault(row[1], set()).add(row[0])
        has_parent.add(row[0])
    tops = {row[0] for row in store.query(PREFIXES + "SELECT ?c {?c skos:topConceptOf|^skos:hasTopConcept ?s}")}
    level = {c for c in concepts if c not in has_parent or c in tops}
    seen, counts = set(level), []
    while level:
        counts.append(len(level))
        level = {child for c in level for child in children.get(c, ())} - seen
        seen |= level
    return counts


def expected(store):
    found = {"statements": len(store), "levels": levels(store)}
    for name, query in COUNTS.items():
        found[name] = int(next(iter(store.query(PREFIXES + "SELECT " + query)))[0].value)
    for kind in LABELS:
        text = f"{{?c skos:{kind} ?t}} UNION {{?c xl:{kind}/xl:literalForm ?t}}"
        query = f"SELECT ?l (COUNT(*) AS ?n) {{SELECT DISTINCT ?c ?t (LANG(?t) AS ?l) {{{text}}}}} GROUP BY ?l"
        for tag, count in tally(store, query).items():
            found[f"{kind}s in {tag}"] = count
        query = f"SELECT ?l (COUNT(DISTINCT ?c) AS ?n) {{?c a skos:Concept . {text} BIND(LANG(?t) AS ?l)}} GROUP BY ?l"
        for tag, count in tally(store, query).items():
            found[f"concepts with {kind} in {tag}"] = count
    for kind in NOTES:
        text = f"{{?c skos:{kind} ?t FILTER(isLiteral(?t))}} UNION {{?c skos:{kind}/rdf:value ?t}}"
        query = f"SELECT ?l (COUNT(DISTINCT ?c) AS ?n) {{?c a skos:Concept . {text} BIND(LANG(?t) AS ?l)}} GROUP BY ?l"
        for tag, count in tally(store, query).items():
            found[f"concepts with {kind} in {tag}"] = count
    return found


def reported(statistics):
    hierarchy, concepts = statistics["hierarchy"], statistics["concepts"]
    found = {"statements": statistics["statements"], "concepts": concepts["declared"]}
    for name in ["levels", "relations", "roots", "leaves", "polyhierarchical", "orphans", "relatedPairs"]:
        found[name] = hierarchy[name]
    found |= {"withoutScheme": concepts["withoutScheme"], "withMapping": concepts["withMapping"]}
    found["notations"] = statistics["notations"]
    for language in statistics["languages"]:
        tag = (language["language"] or "").lower()
        for kind, count in language["labels"].items():
            if count:
                found[f"{kind}s in {tag}"] = count
        for kind, counts in language["coverage"].items():
            if counts["concepts"]:
                found[f"concepts with {kind} in {tag}"] = counts["concepts"]
    return found


def main(path, statistics, base):
    with open(statistics, encoding="utf-8") as file:
        theirs = reported(json.load(file)[0])
    ours = expected(load(path, base))
    different = [name for name in sorted(ours.keys() | theirs.keys()) if ours.get(name) != theirs.get(name)]
    for name in different:
        print(f"{name}: {ours.get(name)} by query, {theirs.get(name)} by termctl")
    print(f"{path}: {len(ours)} numbers, {len(different)} different")
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:4]))
