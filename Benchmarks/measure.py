"""Measures Concordat and its peers on the same files in one run, and prints the ratios.

    measure.py TERMCTL RDF-BENCH SHARED [--write]

Best of ROUNDS (3 unless the environment says otherwise); the file of LARGE_TRIPLES (13,137,310; 0 leaves it out) is
read once. A peer that is not installed is left out, with a line that says so.
"""
import gzip
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from importlib import metadata
from pathlib import Path

import store_section
from timing import best, measured

ROUNDS = int(os.environ.get("ROUNDS", "3"))
LARGE_TRIPLES = int(os.environ.get("LARGE_TRIPLES", "13137310"))
TERMCTL, BENCH, SHARED = sys.argv[1], sys.argv[2], Path(sys.argv[3])
HERE = Path(__file__).parent
# Beside the Python that runs this, as `make oracles` installs it.
SKOSIFY = str(Path(sys.executable).parent / "skosify")
NAMES = {"ntriples": "N-Triples", "turtle": "Turtle", "rdfxml": "RDF/XML", "jsonld": "JSON-LD"}
ENDINGS = {"ntriples": "nt", "turtle": "ttl", "rdfxml": "rdf", "jsonld": "jsonld"}
SERDI = {"ntriples", "turtle"}
RAPPER = {"ntriples", "turtle", "rdfxml"}

LOAD = """
import sys, pyoxigraph as o
store = o.Store(sys.argv[2])
store.bulk_load(path=sys.argv[1], format=o.RdfFormat.N_TRIPLES)
store.flush()
"""


class Table:
    """Rows of work, our time, those of peers, and how many times faster than the fastest of them we are."""

    def __init__(self, title):
        self.lines = [f"### {title}", "", "| work | ours | peers | times faster | goal |", "| --- | --- | --- | --- | --- |"]

    def add(self, work, ours, peers, goal="–"):
        found = {name: seconds for name, seconds in peers.items() if seconds}
        cells = ", ".join(f"{name} {seconds:.2f} s" for name, seconds in found.items()) or "–"
        ratio = f"{min(found.values()) / ours:.2f}" if ours and found else "–"
        time = f"{ours:.2f} s" if ours else "not measured"
        self.lines.append(f"| {work} | {time} | {cells} | {ratio} | {goal} |")
        print(self.lines[-1], flush=True)

    def note(self, line):
        self.lines += ["", line]
        print(line, flush=True)

    def text(self):
        return "\n".join(self.lines) + "\n"


def has(module):
    try:
        __import__(module)
    except ImportError:
        return False
    return True


def seconds(measurements, *key):
    return measurements.get(key, (None, None))[0]


def reading_and_writing(name, files, rounds):
    """The tables of one document in its syntaxes: reading, passing on, writing."""
    reading, writing = Table(f"Reading: {name}"), Table(f"Writing: {name}")
    extra = []
    written = list(files)
    for syntax, path in files.items():
        label = NAMES[syntax]
        ours = measured([BENCH, str(path), str(rounds), *written])
        peer_command = [sys.executable, str(HERE / "pyoxigraph_bench.py"), str(path), str(rounds), syntax, *written]
        oxigraph = measured(peer_command) if has("pyoxigraph") else {}
        serdi = best(["serdi", "-q", "-i", syntax, "-o", syntax, str(path)], rounds) if syntax in SERDI else None
        rapper = best(["rapper", "-q", "-c", "-i", syntax, str(path)], rounds) if syntax in RAPPER else None
        peers = {"pyoxigraph": seconds(oxigraph, "statements", syntax), "serdi": serdi, "rapper -c": rapper}
        goal = "3 times the faster of pyoxigraph and serdi" if syntax in SERDI else "pyoxigraph; 3 times rapper"
        reading.add(f"{label} to statements", seconds(ours, "statements", syntax), peers, goal)
        stores = {
            "pyoxigraph Dataset": seconds(oxigraph, "dataset", syntax),
            "pyoxigraph Store": seconds(oxigraph, "store", syntax),
            "serdi": serdi,
        }
        reading.add(f"{label} into an indexed graph", seconds(ours, "graph", syntax), stores, "all, and serdi")
        size = ours.get(("graph bytes per triple", syntax), (None, None))[1]
        if syntax == "ntriples" and size:
            reading.note(f"The graph of this document takes {size} bytes a triple, its terms included.")
        command = best([TERMCTL, "convert", str(path), "--to", syntax], rounds)
        streamed = best([TERMCTL, "convert", str(path), "--to", syntax, "--stream"], rounds) if syntax in SERDI else None
        rewriting = {"serdi": serdi}
        if syntax in RAPPER:
            rewriting["rapper"] = best(["rapper", "-q", "-i", syntax, "-o", RAPPER_OUTPUT[syntax], str(path)], rounds)
        writing.add(f"{label} to {label}, termctl convert, in order", command, rewriting)
        if syntax in SERDI:
            writing.add(f"{label} to {label}, termctl convert --stream", streamed, rewriting, "3 times serdi")
            passing = {"pyoxigraph": seconds(oxigraph, "pipe", syntax), "serdi": serdi}
            goal = "3 times the faster of pyoxigraph and serdi"
            writing.add(f"{label} to {label}, statement by statement", seconds(ours, "pipe", syntax), passing, goal)
        if syntax == "ntriples" and "jsonld" in files:
            extra = [canonical(ours)]
        if syntax == "ntriples":
            for other in written:
                # serdi cannot but read as well; its time less that of rapper's reading would be a guess.
                peers = {"pyoxigraph from a list": seconds(oxigraph, "write", other)}
                if other in SERDI:
                    peers["serdi, reading too"] = best(["serdi", "-q", "-i", syntax, "-o", other, str(path)], rounds)
                writing.add(f"{NAMES[other]} from a graph", seconds(ours, "write", other), peers, "3 times" if other in SERDI else "–")
    return [reading, writing, *extra]


RAPPER_OUTPUT = {"ntriples": "ntriples", "turtle": "turtle", "rdfxml": "rdfxml-abbrev"}


def json_ld(folder):
    """The table of the algorithms of JSON-LD, on documents that PyLD can hold."""
    table = Table("JSON-LD")
    context = HERE.parent / "spec/context/skos-1.jsonld"
    for name in ("dpv/dpv-2.3.jsonld", "italy/academic-disciplines.jsonld"):
        path = SHARED / "vocabularies" / name
        ours = measured([BENCH, "--json-ld", str(path), str(ROUNDS), str(context)])
        peer = [sys.executable, str(HERE / "pyld_bench.py"), str(path), "1", str(context)] if has("pyld") else None
        pyld = measured(peer)
        for work, goal in (("toRdf", "20 times"), ("expand", "–"), ("compact", "10 times"), ("flatten", "–"), ("frame", "10 times")):
            table.add(f"{work}, {path.name}", seconds(ours, work, "jsonld"), {"PyLD": seconds(pyld, work, "jsonld")}, goal)
    return table


def canonical(ours):
    """The table of canonicalisation, from what rdf-bench printed about iconclass."""
    table = Table("RDFC-1.0: iconclass, without blank nodes")
    peers = {"the same lines made and sorted one by one": seconds(ours, "sort lines", "nquads")}
    table.add("canonical N-Quads of a graph", seconds(ours, "canonicalize", "nquads"), peers, "1.5 times the time of sorting")
    writing = {"writing sorted N-Triples": seconds(ours, "write", "ntriples")}
    table.add("the same beside our writer", seconds(ours, "canonicalize", "nquads"), writing, "1.5 times its time")
    return table


def whole_commands(files, folder):
    """The table of what else termctl does."""
    table = Table("Whole commands")
    for syntax in files:
        command = [TERMCTL, "check", str(files[syntax]), "--no-config", "--profile", "all", "--output", "json", "--out", str(folder / "report.json")]
        table.add(f"termctl check of {NAMES[syntax]}: read, index, all rules, places (iconclass)", best(command, ROUNDS), {})
    rules = measured([BENCH, "--check", str(files["ntriples"]), str(ROUNDS)])
    for work, goal in (("check core", "–"), ("check all", "2 s")):
        name = f"{work}: the rules apart from reading and reports, in one process (iconclass)"
        table.add(name, seconds(rules, work, "ntriples"), {}, goal)
    store, other = folder / "store", folder / "oxigraph"

    def fresh():
        shutil.rmtree(store, ignore_errors=True)
        shutil.rmtree(other, ignore_errors=True)

    iconclass = str(files["ntriples"])
    ours = best([TERMCTL, "vocabulary", "import", iconclass, "--store", str(store)], ROUNDS, fresh)
    peer = [sys.executable, "-c", LOAD, iconclass, str(other)] if has("pyoxigraph") else None
    table.add("import into the store, with labels, links and hashes (iconclass)", ours, {"pyoxigraph bulk_load": best(peer, ROUNDS, fresh)})
    for name, path in (
        ("PhySH 2.7.0 (23,590 triples)", SHARED / "vocabularies/physh/physh-2.7.0.ttl"),
        ("STW (109,659 triples)", unpacked(SHARED / "vocabularies/stw/stw-9.06.ttl.gz", folder)),
    ):
        file = str(path)
        # Skosify reads, checks and writes; so does a check that reports to a file.
        peers = {"skosify": best([SKOSIFY, file, "-o", str(folder / "skosified.ttl")], ROUNDS)}
        options = ["--no-config", "--profile", "core", "--output", "json", "--out", str(folder / "report.json")]
        table.add(f"check {name}, profile core", best([TERMCTL, "check", file, *options], ROUNDS), peers, "50 times")
        options[options.index("core")] = "all"
        table.add(f"check {name}, all profiles", best([TERMCTL, "check", file, *options], ROUNDS), peers, "50 times")
    table.add("termctl --version", best([TERMCTL, "--version"], ROUNDS), {})
    return table


def unpacked(path, folder):
    """A copy of a compressed file without its compression."""
    plain = folder / path.stem
    with gzip.open(path) as packed, open(plain, "wb") as target:
        shutil.copyfileobj(packed, target)
    return plain


def iconclass_files(folder):
    """Iconclass in all syntaxes; ours writes what only N-Triples is given in."""
    plain = unpacked(SHARED / "vocabularies/iconclass/iconclass.nt.gz", folder)
    files = {"ntriples": plain}
    for syntax in ("turtle", "rdfxml", "jsonld"):
        target = folder / f"iconclass.{ENDINGS[syntax]}"
        if shutil.which(TERMCTL) and subprocess.run([TERMCTL, "convert", plain, "--to", syntax, "--out", target]).returncode == 0:
            files[syntax] = target
    return files


def synthetic_files(folder):
    """The large synthetic document, and how many triples it has."""
    command = [sys.executable, str(HERE / "synthesise.py"), str(folder), str(LARGE_TRIPLES)]
    count = int(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return count, {"ntriples": folder / "synthetic.nt", "turtle": folder / "synthetic.ttl"}


def peers_and_machine():
    """What was measured against and on, without names of anybody's machine."""
    versions = []
    if has("pyoxigraph"):
        import pyoxigraph

        versions.append(f"pyoxigraph {pyoxigraph.__version__}")
    else:
        versions.append("pyoxigraph is not installed")
    if has("pyld"):
        versions.append(f"PyLD {metadata.version('PyLD')}")
    else:
        versions.append("PyLD is not installed")
    versions.append(f"Skosify {metadata.version('skosify')}" if has("skosify") else "Skosify is not installed")
    for command, option in (("serdi", "-v"), ("rapper", "--version")):
        if shutil.which(command):
            done = subprocess.run([command, option], capture_output=True, text=True)
            line = (done.stdout or done.stderr).strip().splitlines()[0]
            versions.append(line if command in line else f"{command} {line}")
        else:
            versions.append(f"{command} is not installed")
    model = platform.processor() or platform.machine()
    if os.path.exists("/proc/cpuinfo"):
        models = [line.split(":", 1)[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")]
        model = models[0] if models else model
    return "; ".join(versions), f"{os.cpu_count()} cores ({model}, {platform.machine()}), {platform.system()}"


def main():
    folder = Path(tempfile.mkdtemp(prefix="concordat-bench-"))
    try:
        files = iconclass_files(folder)
        tables = reading_and_writing("iconclass, 1.31 million triples", files, ROUNDS)
        if LARGE_TRIPLES:
            count, large = synthetic_files(folder)
            tables += reading_and_writing(f"synthetic, {count:,} triples", large, 1)
            for path in large.values():
                path.unlink()
        tables.append(json_ld(folder))
        tables.append(whole_commands(files, folder))
    finally:
        shutil.rmtree(folder)
    versions, machine = peers_and_machine()
    text = f"""# Results

Made by `make bench` in one run on one machine: {machine}. Trust the ratios more than the seconds.
Best of {ROUNDS}, for the synthetic document of 1. Peers: {versions}.

How it is measured:

- Ours by `rdf-bench`, in one process with the file in memory, fed in chunks of 256 KiB; rows that say termctl are
  whole commands.
- pyoxigraph in one process too, with the file in memory; it hands every statement to Python, which its own Rust
  library need not do.
- serdi and rapper are whole commands: they start, and read the file, within their times. serdi always writes what it reads; `rapper -c` only counts.
- The synthetic document is made by `synthesise.py`; the same script always makes the same bytes.
- "Times faster" compares with the fastest of the peers in the row; the goal names those that it is about.

To repeat: `make bench`, which takes most of an hour; `ROUNDS=5 LARGE_TRIPLES=0 Benchmarks/run` for more rounds without the large document.

"""
    text += "\n".join(table.text() for table in tables)
    print(text)
    if "--write" in sys.argv:
        path = HERE / "RESULTS.md"
        _, store, _ = store_section.split(path.read_text()) if path.exists() else ("", "", "")
        path.write_text(text + "\n" + store + "\n" + (HERE / "PROFILE.md").read_text())


if __name__ == "__main__":
    main()
