"""Measures the versioned store and pyoxigraph's store on the same files in one run.

    measure_store.py STORE-BENCH SHARED [--write] [--raw FILE] [--from FILE]

Makes vocabularies of the sizes in STORE_SIZES (concepts; "1000,10000,100000,1000000" unless the environment says
otherwise, empty for none), and takes iconclass too if SHARED has it. `--write` puts the tables between their markers into
RESULTS.md, and the curves into store-curves.svg. `--raw` keeps the measurements as JSON; `--from` takes them from there
and measures nothing.
"""
import gzip
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import store_curves
import store_section
import store_tables

SIZES = [int(size) for size in os.environ.get("STORE_SIZES", "1000,10000,100000,1000000").split(",") if size.strip()]
HERE = Path(__file__).parent
# Imports of files up to this size are timed STORE_ROUNDS times, others once: the noise is in the short ones.
REPEATED_BYTE_COUNT_MAX = 200 << 20
ROUNDS = int(os.environ.get("STORE_ROUNDS", "2"))
SAMPLES = 5000
COMMITS = 300


def run(*command):
    """The JSON object that a program prints about itself; None if it fails."""
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True)
    sys.stderr.write(done.stderr)
    if done.returncode != 0:
        print(f"  {command[0]} failed with {done.returncode}", file=sys.stderr)
        return None
    return json.loads(done.stdout.splitlines()[-1])


def measure(bench, name, concepts, document, folder):
    """Everything about one vocabulary."""
    store, other = folder / "store", folder / "oxigraph"
    rounds = ROUNDS if document.stat().st_size <= REPEATED_BYTE_COUNT_MAX else 1
    found = {"name": name, "concepts": concepts, "documentBytes": document.stat().st_size}
    for _ in range(rounds):
        for key, path, command in (
            ("import", store, [bench, "import", store, document]),
            ("oxigraph", other, [sys.executable, HERE / "pyoxigraph_store_bench.py", document, other, SAMPLES]),
        ):
            shutil.rmtree(path, ignore_errors=True)
            result = run(*command)
            if result and result["seconds"] < found.get(key, {"seconds": float("inf")})["seconds"]:
                found[key] = result
            shutil.rmtree(other, ignore_errors=True)
    # The searches come before the changes, so that they are those of a vocabulary as it was imported.
    for mode, count in (("read", SAMPLES), ("search", 2000), ("commit", COMMITS), ("past", SAMPLES), ("diff", 200)):
        result = run(bench, mode, store, count)
        if result:
            found[mode] = result
        print(name, json.dumps(result), flush=True)
    shutil.rmtree(store, ignore_errors=True)
    return found


def measure_all(bench, shared, keep):
    folder = Path(tempfile.mkdtemp(prefix="concordat-store-bench-"))
    runs = []
    try:
        packed = shared / "vocabularies/iconclass/iconclass.nt.gz"
        if packed.exists():
            document = folder / "iconclass.nt"
            with gzip.open(packed) as source, open(document, "wb") as target:
                shutil.copyfileobj(source, target)
            runs.append(measure(bench, "iconclass", 40_703, document, folder))
            document.unlink()
            keep(runs)
        for size in sorted(SIZES):
            document = folder / "synthetic.nt"
            subprocess.run([sys.executable, HERE / "synthesise_vocabulary.py", document, str(size)], check=True, stdout=sys.stderr)
            runs.append(measure(bench, f"{size:,} concepts", size, document, folder))
            document.unlink()
            keep(runs)
    finally:
        shutil.rmtree(folder)
    return runs


def write(text):
    """Puts the tables between their markers, or before the profile if there are none yet."""
    path = HERE / "RESULTS.md"
    before, _, after = store_section.split(path.read_text())
    path.write_text(before + store_section.wrapped(text) + after)


def option(name):
    return Path(sys.argv[sys.argv.index(name) + 1]) if name in sys.argv else None


def main():
    raw, source = option("--raw"), option("--from")

    def keep(runs):
        if raw:
            raw.write_text(json.dumps(runs, indent=1))

    runs = json.loads(source.read_text()) if source else measure_all(sys.argv[1], Path(sys.argv[2]), keep)
    text = store_tables.text(runs)
    print(text)
    if "--write" in sys.argv:
        write(text)
        (HERE / "store-curves.svg").write_text(store_curves.drawing(runs))


if __name__ == "__main__":
    main()
