"""Measures the service over its Unix socket: a client process and a server process on one machine.

    measure_service.py SERVICE-BENCH [--write] [CONCEPTS]

Makes a vocabulary of so many concepts (100,000) and a store of it, serves it, and sends requests on 16 connections.
`--write` puts the table between its markers into RESULTS.md.
"""
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).parent
CONNECTIONS, DEPTH, SECONDS = 16, 16, float(os.environ.get("SERVICE_SECONDS", "5"))
# As many as leave room below the server's limit of 10,000 connections for those that are measured.
IDLE = int(os.environ.get("SERVICE_IDLE", "9900"))


class Server:
    """A server in a process of its own, and what that process uses."""

    def __init__(self, bench, *arguments, socket):
        start = time.monotonic()
        self.socket = socket
        self.process = subprocess.Popen([bench, *map(str, arguments), str(socket)], stdin=subprocess.PIPE)
        self.first_answer = None
        while not socket.exists():
            time.sleep(0.001)
        self.started = start

    def cpu(self):
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(") ", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def resident(self):
        for line in Path(f"/proc/{self.process.pid}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) * 1024
        return 0

    def stop(self):
        self.process.stdin.close()
        self.process.wait()


def ask(path, line):
    """One answer, over a connection of its own."""
    import socket

    with socket.socket(socket.AF_UNIX) as connection:
        connection.connect(str(path))
        connection.sendall(line.encode())
        return connection.makefile().readline()


def load(bench, server, requests, rate=0, depth=DEPTH):
    before = server.cpu()
    done = subprocess.run(
        [bench, "load", server.socket, requests, str(SECONDS), str(CONNECTIONS), str(depth), str(rate)],
        capture_output=True, text=True, check=True)
    found = json.loads(done.stdout)
    # The second that does not count is in the server's time too.
    answered = found["answers"] * (SECONDS + 1) / SECONDS
    found["serverMicroseconds"] = (server.cpu() - before) / max(1, answered) * 1e6
    return found


def requests(folder, concepts, labels):
    """The files of requests: what is asked for, drawn by a seed."""
    draw = random.Random(1)
    numbers = list(range(concepts))
    draw.shuffle(numbers)

    def write(name, method, parameters):
        path = folder / name
        with open(path, "w") as file:
            for number, own in enumerate(parameters):
                request = {"jsonrpc": "2.0", "id": number % 10_000, "method": method, "params": own}
                file.write(json.dumps(request, ensure_ascii=False, separators=(",", ":")) + "\n")
        return path

    def get(number):
        return {"vocabulary": "measured", "concept": f"http://vocabulary.example.org/concept/{number}"}

    draw.shuffle(labels)
    beginnings = [label[: draw.choice([3, 4, 5])] for label in labels[:50_000]]
    known = beginnings[:2_000]

    def prefix(text):
        return {"vocabulary": "measured", "text": text, "mode": "prefix", "limit": 10}

    return {
        "ping": write("ping", "rpc.ping", [{}] * 1000),
        "get": write("get", "concept.get", [get(n) for n in numbers[:10_000]]),
        "get, each for the first time": write("get-all", "concept.get", [get(n) for n in numbers]),
        "prefix": write("prefix", "concept.search", [prefix(text) for text in known]),
        "prefix, mostly for the first time": write(
            "prefix-all", "concept.search", [prefix(text) for text in dict.fromkeys(beginnings)]),
    }


def warm(bench, server, path):
    """Has each request of a file answered once."""
    global SECONDS
    kept, SECONDS = SECONDS, 1
    count = sum(1 for _ in open(path))
    answered = 0
    while answered < 1.2 * count:
        answered += load(bench, server, path)["answers"] * 2
    SECONDS = kept


def row(*cells):
    return "| " + " | ".join(str(cell) for cell in cells) + " |"


def main(bench, concepts):
    bench = str(Path(bench).resolve())
    folder = Path(tempfile.mkdtemp(prefix="concordat-service-bench-"))
    lines = [
        row("request", "answers/s", "p50 / p99, ms", "server, µs/answer", "client, µs/answer", "at half of it: p50 / p99, ms"),
        row(*["---"] * 6),
    ]
    try:
        document, store = folder / "synthetic.nt", folder / "store"
        subprocess.run([sys.executable, HERE / "synthesise_vocabulary.py", document, str(concepts)], check=True, stdout=subprocess.DEVNULL)
        labels = [line.split('"')[1] for line in open(document) if "prefLabel" in line and line.rstrip().endswith("@en .")]
        files = requests(folder, concepts, labels)
        subprocess.run([bench, "make", store, document], check=True)
        echo = Server(bench, "echo", socket=folder / "echo")
        measure(bench, echo, "NIO alone, bytes sent back", files["ping"], lines)
        echo.stop()
        begin = time.monotonic()
        server = Server(bench, "serve", store, socket=folder / "socket")
        first = ask(server.socket, open(files["get"]).readline())
        start_milliseconds = (time.monotonic() - begin) * 1000
        assert '"result"' in first, first
        empty = server.resident()
        idle = subprocess.Popen([bench, "idle", server.socket, str(IDLE)], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        assert idle.stdout.readline().startswith(b"open"), "the connections were not opened"
        ask(server.socket, open(files["ping"]).readline())
        idle_bytes = (server.resident() - empty) / IDLE
        with_idle = load(bench, server, files["ping"], rate=2000)
        idle.stdin.close()
        idle.wait()
        measure(bench, server, "`rpc.ping`", files["ping"], lines)
        for name, title in (("get, each for the first time", "`concept.get`, each entry for the first time"), ("prefix, mostly for the first time", "`concept.search` by beginning, most for the first time")):
            measure(bench, server, title, files[name], lines)
        goals = []
        for name, title, goal in (("get", "`concept.get` of 10,000 entries, again", 50_000), ("prefix", "`concept.search` by beginning, again", 20_000)):
            warm(bench, server, files[name])
            full = measure(bench, server, title, files[name], lines)
            half = load(bench, server, files[name], rate=goal / 2)
            goals += [
                row(title, f"{goal:,}/s", f"{full['rate']:,.0f}/s"),
                row(f"{title}, p99 at {goal // 2:,}/s", "5 ms", f"{half['p99ms']:.2f} ms"),
            ]
        lines += [
            "",
            row("what", "goal", "found"), row(*["---"] * 3), *goals,
            row(f"start to the first answer, {concepts:,} concepts", "200 ms", f"{start_milliseconds:.0f} ms"),
            row("memory of an idle connection", "10 KiB", f"{idle_bytes / 1024:.1f} KiB"),
            row(f"`rpc.ping` beside {IDLE:,} idle connections, p99", "50 ms", f"{with_idle['p99ms']:.2f} ms"),
            row("memory after all of it", "", f"{server.resident() / 2**20:.0f} MiB"),
        ]
        server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return "\n".join(lines)


def measure(bench, server, title, path, lines):
    full = load(bench, server, path)
    half = load(bench, server, path, rate=full["rate"] / 2)
    assert full["errors"] == half["errors"] == 0, title
    lines.append(row(
        title, f"{full['rate']:,.0f}", f"{full['p50ms']:.2f} / {full['p99ms']:.2f}", f"{full['serverMicroseconds']:.1f}",
        f"{full['clientCPUSeconds'] / full['answers'] * 1e6:.1f}", f"{half['p50ms']:.2f} / {half['p99ms']:.2f}"))
    print(lines[-1], file=sys.stderr, flush=True)
    return full


if __name__ == "__main__":
    arguments = [argument for argument in sys.argv[1:] if argument != "--write"]
    table = main(arguments[0], int(arguments[1]) if len(arguments) > 1 else 100_000)
    print(table)
    if "--write" in sys.argv:
        results = HERE / "RESULTS.md"
        before, rest = results.read_text().split("<!-- service: begin -->\n", 1)
        after = rest.split("<!-- service: end -->", 1)[1]
        results.write_text(before + "<!-- service: begin -->\n\n" + table + "\n\n<!-- service: end -->" + after)
