"""Times whole commands of termctl and of its peers on the same files, and prints the ratios.

Each command runs ROUNDS times (3 unless the environment says otherwise) and the best counts; a peer that is not installed is left out. The times of termctl
include starting the process and reading the file; so do those of the peers.
"""
import gzip
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROUNDS = int(os.environ.get("ROUNDS", "3"))
TERMCTL, SHARED = sys.argv[1], Path(sys.argv[2])

PARSE = """
import sys, pyoxigraph as o
f = {"nt": o.RdfFormat.N_TRIPLES, "ttl": o.RdfFormat.TURTLE, "rdf": o.RdfFormat.RDF_XML, "jsonld": o.RdfFormat.JSON_LD}
path = sys.argv[1]
graph = o.Dataset(o.parse(path=path, format=f[path.rsplit(".", 1)[1]]))
"""
LOAD = """
import sys, pyoxigraph as o
store = o.Store(sys.argv[2])
store.bulk_load(path=sys.argv[1], format=o.RdfFormat.N_TRIPLES)
store.flush()
"""


def best(command, prepare=None):
    """The shortest time of a command in seconds, or None if it cannot be run."""
    times = []
    for _ in range(ROUNDS):
        if prepare:
            prepare()
        start = time.perf_counter()
        done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        if done.returncode not in (0, 1):
            print(f"  {command[0]}: {done.stderr.decode()[:200]}", file=sys.stderr)
            return None
        times.append(time.perf_counter() - start)
    return min(times)


def row(work, ours, peers):
    """A line of the table: our time, each peer's, and how many times faster we are than the fastest of them."""
    found = {name: seconds for name, seconds in peers.items() if seconds}
    cells = ", ".join(f"{name} {seconds:.2f} s" for name, seconds in found.items()) or "–"
    ratio = f"{min(found.values()) / ours:.2f}" if ours and found else "–"
    return f"| {work} | {ours:.2f} s | {cells} | {ratio} |" if ours else f"| {work} | failed | {cells} | – |"


def python_peer(code, *arguments, module="pyoxigraph"):
    try:
        __import__(module)
    except ImportError:
        return None
    return [sys.executable, "-c", code, *arguments]


def main():
    folder = Path(tempfile.mkdtemp(prefix="concordat-bench-"))
    iconclass = folder / "iconclass.nt"
    with gzip.open(SHARED / "vocabularies/iconclass/iconclass.nt.gz") as packed, open(iconclass, "wb") as plain:
        shutil.copyfileobj(packed, plain)
    files = {"N-Triples": iconclass}
    for name, ending, syntax in [("Turtle", "ttl", "turtle"), ("RDF/XML", "rdf", "rdfxml"), ("JSON-LD", "jsonld", "jsonld")]:
        target = folder / f"iconclass.{ending}"
        done = subprocess.run([TERMCTL, "convert", iconclass, "--to", syntax, "--out", target])
        if done.returncode == 0:
            files[name] = target
    rows = []
    raptor = {"N-Triples": "ntriples", "Turtle": "turtle", "RDF/XML": "rdfxml"}
    for name, path in files.items():
        ours = best([TERMCTL, "check", path])
        peers = {}
        if peer := python_peer(PARSE, str(path)):
            peers["pyoxigraph (into Dataset)"] = best(peer)
        if shutil.which("rapper") and name in raptor:
            peers["rapper -c"] = best(["rapper", "-q", "-c", "-i", raptor[name], str(path)])
        rows.append(row(f"read {name}, index it and check all rules (iconclass, 1.31 M triples)", ours, peers))
    store, other = folder / "store", folder / "oxigraph"

    def fresh():
        shutil.rmtree(store, ignore_errors=True)
        shutil.rmtree(other, ignore_errors=True)

    ours = best([TERMCTL, "vocabulary", "import", iconclass, "--store", store], fresh)
    peers = {}
    if peer := python_peer(LOAD, str(iconclass), str(other)):
        peers["pyoxigraph bulk_load"] = best(peer, fresh)
    rows.append(row("import into the store, with labels, links and hashes (iconclass)", ours, peers))
    physh = SHARED / "vocabularies/physh/physh-2.7.0.ttl"
    ours = best([TERMCTL, "check", physh])
    peers = {}
    if shutil.which("skosify"):
        peers["skosify"] = best(["skosify", str(physh), "-o", str(folder / "skosified.ttl")])
    rows.append(row("check physh 2.7.0 (23,590 triples)", ours, peers))
    rows.append(row("termctl --version", best([TERMCTL, "--version"]), {}))
    table = "\n".join(["| work | termctl | peers | times faster than the fastest peer |", "| --- | --- | --- | --- |"] + rows)
    print(table)
    if "--write" in sys.argv:
        cores = os.cpu_count()
        Path("Benchmarks/RESULTS.md").write_text(
            f"# Results\n\nMade by `make bench` (`Benchmarks/run --write`): best of {ROUNDS} runs of whole commands, process start\n"
            f"included, on one machine with {cores} cores ({platform.machine()}, {platform.system()}). Trust the ratios more than the seconds.\n"
            "rapper only parses and counts; pyoxigraph parses into an in-memory Dataset from Python; termctl also runs the rules.\n\n"
            + table + "\n"
        )
    shutil.rmtree(folder)


if __name__ == "__main__":
    main()
