"""Measures pyoxigraph's store on disk as store-bench measures ours: bulk load, size, reading what is said of a subject.

    pyoxigraph_store_bench.py FILE FOLDER SAMPLES

Prints one JSON object.
"""
import json
import random
import resource
import sys
import time
from pathlib import Path

import pyoxigraph

CONCEPT = pyoxigraph.NamedNode("http://www.w3.org/2004/02/skos/core#Concept")
TYPE = pyoxigraph.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")


def cpu_seconds():
    use = resource.getrusage(resource.RUSAGE_SELF)
    return use.ru_utime + use.ru_stime


def memory(name):
    """A line of /proc/self/status in bytes; 0 where there is no such file."""
    try:
        lines = Path("/proc/self/status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) << 10 for line in lines if line.startswith(name + ":")), 0)


def byte_count(folder):
    return sum(path.stat().st_size for path in Path(folder).rglob("*") if path.is_file())


def main():
    path, folder, samples = sys.argv[1], sys.argv[2], int(sys.argv[3])
    cpu, start = cpu_seconds(), time.perf_counter()
    store = pyoxigraph.Store(folder)
    store.bulk_load(path=path, format=pyoxigraph.RdfFormat.N_TRIPLES)
    store.flush()
    result = {
        "mode": "pyoxigraph",
        "seconds": time.perf_counter() - start,
        "importCpuSeconds": cpu_seconds() - cpu,
        "memoryPeak": memory("VmHWM"),
        "bytes": byte_count(folder),
    }
    subjects = [quad.subject for quad in store.quads_for_pattern(None, TYPE, CONCEPT)]
    random.seed(1)
    chosen = random.sample(subjects, min(samples, len(subjects)))
    for _ in range(2):
        times = []
        for subject in chosen:
            start = time.thread_time()
            for _ in store.quads_for_pattern(subject, None, None):
                pass
            times.append(time.thread_time() - start)
    times.sort()
    result["entry"] = {"p50": times[len(times) // 2], "p99": times[int((len(times) - 1) * 0.99)]}
    print(json.dumps(result))


if __name__ == "__main__":
    main()
