"""Makes the tables about the store from what measure_store.py has found."""
from store_curves import at, mark

MEBIBYTE = 2**20


def plain(value, digits):
    return f"{value:,.{digits}f}" if value is not None else "–"


def times(run, *path, unit="ms"):
    """Median and 99th percentile in one cell; of processor time, where it was measured, else by the clock on the wall."""
    found = at(run, *path)
    if not found:
        return "–"
    factor = {"ms": 1e3, "µs": 1e6}[unit]
    digits = 1 if unit == "µs" else 2
    return f"{mark(found, 'p50') * factor:,.{digits}f} / {mark(found, 'p99') * factor:,.{digits}f}"


def divided(value, by):
    return value / by if value and by else None


def table(title, head, rows):
    lines = [f"### {title}", "", "| " + " | ".join(head) + " |", "| " + " | ".join("---" for _ in head) + " |"]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows]) + "\n"


def imports(runs):
    rows = []
    for run in runs:
        ours, peer = at(run, "import"), at(run, "oxigraph")
        seconds, other = at(ours, "seconds"), at(peer, "seconds")
        rows.append([
            run["name"], plain(at(ours, "triples"), 0), f"{plain(seconds, 2)} s", f"{plain(other, 2)} s",
            plain(divided(other, seconds), 2), plain(divided(at(ours, "triples"), seconds), 0),
            f"{plain(at(ours, 'importCpuSeconds'), 1)} / {plain(at(peer, 'importCpuSeconds'), 1)} s",
            f"{plain(1000 * (at(ours, 'firstSearchSeconds') or 0), 1)} ms",
        ])
    head = ["vocabulary", "triples", "ours", "pyoxigraph bulk_load", "times faster", "triples/s", "processor time, ours / peer", "first search after it"]
    return table("The store: import, from the file to the commit on the disk", head, rows)


def sizes(runs):
    rows = []
    for run in runs:
        triples = at(run, "import", "triples")
        per = [divided(size, triples) for size in (
            run["documentBytes"], at(run, "import", "bytes"), at(run, "oxigraph", "bytes"))]
        ours, graph = at(run, "import", "memoryPeak"), at(run, "import", "graphBytes")
        rows.append([
            run["name"], *(plain(value, 0) for value in per), plain(divided(ours, MEBIBYTE), 0),
            plain(divided(graph, MEBIBYTE), 0), plain(divided(at(run, "oxigraph", "memoryPeak"), MEBIBYTE), 0),
            plateau(run),
        ])
    head = ["vocabulary", "N-Triples, bytes/triple", "ours", "pyoxigraph", "peak memory, MiB", "of it the graph", "pyoxigraph", "memory at 1/4, 1/2, 3/4, end of the import, MiB"]
    return table("The store: bytes on the disk for a triple, and memory while importing", head, rows)


def plateau(run):
    """The resident memory at four moments of an import."""
    samples = at(run, "import", "memoryOverTime")
    if not samples:
        return "–"
    places = [min(len(samples) - 1, len(samples) * part // 4) for part in (1, 2, 3, 4)]
    return ", ".join(f"{samples[place][1] / MEBIBYTE:,.0f}" for place in places)


def reads(runs):
    rows = [[
        run["name"], plain(at(run, "read", "entriesPerProcessorSecond"), 0), times(run, "read", "entry", unit="µs"),
        times(run, "read", "entryInOwnSnapshot", unit="µs"), times(run, "read", "entryStatements", unit="µs"),
        times(run, "read", "description", unit="µs"), times(run, "oxigraph", "entry", unit="µs"),
        f"{plain(1000 * (at(run, 'read', 'openSeconds') or 0), 0)} ms",
    ] for run in runs]
    head = ["vocabulary", "entries a second", "entry, µs", "in a snapshot of its own", "with its statements", "description, relations from both ends", "pyoxigraph, the quads of a subject", "opening the store"]
    return table("The store: single entries at random, at the head (p50 / p99)", head, rows)


def searches(runs):
    rows = [[
        run["name"], times(run, "search", "prefix"), times(run, "search", "prefixWithLanguages"),
        times(run, "search", "any"), times(run, "search", "exact"), times(run, "search", "word"),
        times(run, "search", "infix"), times(run, "search", "typo"),
    ] for run in runs]
    head = ["vocabulary", "beginning, ms", "the same, three preferred languages", "beginning, mode any", "whole label", "words", "part", "misspelt word"]
    return table("The store: searches for pages of 20, drawn from the labels (p50 / p99)", head, rows)


def past_ratio(run, name, percentile):
    """How long a read at an old revision takes beside the same at the head."""
    new, old = at(run, "past", name + "Head"), at(run, "past", name + "Old")
    return divided(mark(old, percentile), mark(new, percentile)) if new and old else None


def past(runs):
    def ratio(run, name):
        return " / ".join(plain(past_ratio(run, name, percentile), 2) for percentile in ("p50", "p99"))

    rows = [[
        run["name"], plain(at(run, "past", "headRevision"), 0), ratio(run, "entry"), ratio(run, "changedEntry"), ratio(run, "description"),
        ratio(run, "prefix"), times(run, "diff", "diffOfOne"), times(run, "diff", "diffOfAll"),
    ] for run in runs]
    head = ["vocabulary", "revisions", "entry, old over head", "changed entry", "description", "beginning", "diff of two revisions in a row, ms", "diff of all"]
    return table("The store: the first revision beside the head (p50 / p99)", head, rows)


def commits(runs):
    steps = ("create", "edit", "submit", "approve", "merge")
    rows = [[run["name"], times(run, "commit", "commit"), times(run, "commit", "commitProcessorTime"), *(times(run, "commit", step) for step in steps)] for run in runs]
    return table("The store: changes of one entry, every step on the disk (p50 / p99, ms)", ["vocabulary", "whole change", "its processor time", *steps], rows)


def budgets(runs):
    """What DESIGN asks for, and what was found."""
    by_size = {run["concepts"]: run for run in runs if run["name"] != "iconclass"}
    real = next((run for run in runs if run["name"] == "iconclass"), None)
    large = by_size.get(max(by_size)) if by_size else None
    middle = by_size.get(100_000)
    rows = []

    def row(work, goal, found, holds):
        rows.append([work, goal, found, "–" if holds is None else "yes" if holds else "no"])

    for run in (real, middle, large if large is not middle else None):
        if run:
            value = divided(at(run, "oxigraph", "seconds"), at(run, "import", "seconds"))
            row(f"import, {run['name']}", "faster than pyoxigraph", f"{plain(value, 2)} times", value and value > 1)
    for run in (real, large):
        if run:
            value = at(run, "read", "entriesPerProcessorSecond")
            row(f"one entry by IRI, {run['name']}", "100,000/s", f"{plain(value, 0)}/s", value and value >= 100_000)
    for run in (real, middle, large if large is not middle else None):
        if run:
            value = mark(at(run, "search", "prefix") or {}, "p99")
            row(f"search by beginning, {run['name']}", "p99 under 5 ms", f"{plain(value and value * 1e3, 2)} ms", value and value < 5e-3)
    for run in (real, large):
        if run:
            found = [past_ratio(run, name, "p50") for name in ("entry", "changedEntry", "description", "prefix")]
            worst = max((value for value in found if value), default=None)
            row(f"any read at an old revision, {run['name']}", "1.5 times the head", f"at most {plain(worst, 2)}", worst and worst <= 1.5)
    small = by_size.get(1000)
    for run in (middle, large if large is not middle else None):
        if run and small:
            for what, name in (("", "commit"), (", processor time", "commitProcessorTime")):
                value = divided(at(run, "commit", name, "p50"), at(small, "commit", name, "p50"))
                row(f"one-entry change, {run['name']} over 1,000{what}", "1.5", plain(value, 2), value and value <= 1.5)
    if middle:
        value = at(middle, "read", "firstAnswerSeconds")
        row("opening a store of 100,000 concepts and a first answer", "200 ms", f"{plain(value and value * 1e3, 0)} ms", value and value < 0.2)
    return table("The store: its budgets", ["work", "goal", "found", "holds"], rows)


NOTES = """## The versioned store

Made by `Benchmarks/measure_store.py` in one run, ours and pyoxigraph's by turns, on a machine with two cores. Trust the
ratios. Imports and changes are timed by the clock on the wall, and imports by the processor's too; reads and searches, which
wait for nothing once the file is in memory, by the processor's alone, which is the same beside other work.

- Ours by `store-bench`, each row of modes in a process of its own over the store that its import made. An import reads the
  file, divides it into entries, compares them with the (empty) head, writes bodies, labels, links, texts for searches and
  hashes, and commits; everything that is answered later is there when it ends.
- pyoxigraph loads the same file into a store on disk (`bulk_load`, `flush`) and keeps six orders of the quads; it has no
  history, no text search and no hashes. Its lookups pass through Python.
- The synthetic vocabularies are made by `synthesise_vocabulary.py`. Beginnings of three to five letters, whole words and
  parts are drawn from their labels, so that frequent ones are asked for often.
- A change is drafted, edited, submitted, approved and merged by three accounts, in five transactions that are synced.

![Curves over the size of the vocabulary](store-curves.svg)
"""


def text(runs):
    return "\n".join([NOTES, budgets(runs), imports(runs), sizes(runs), reads(runs), searches(runs), past(runs), commits(runs)]).rstrip()
