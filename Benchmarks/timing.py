"""Times commands, and reads what the programs print that measure themselves."""
import json
import shutil
import subprocess
import sys
import time


def best(command, rounds, prepare=None):
    """The shortest time of a whole command in seconds, process start included; None if it cannot be run or fails."""
    if command is None or shutil.which(command[0]) is None:
        return None
    times = []
    for _ in range(rounds):
        if prepare:
            prepare()
        start = time.perf_counter()
        done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        # A vocabulary with findings makes `check` end with 1.
        if done.returncode not in (0, 1):
            print(f"  {command[0]}: {done.stderr.decode(errors='replace')[:200]}", file=sys.stderr)
            return None
        times.append(time.perf_counter() - start)
    return min(times)


def measured(command):
    """What a program prints about itself: {(work, syntax): (seconds, count)}; empty if it cannot be run or fails."""
    if command is None or shutil.which(command[0]) is None:
        return {}
    done = subprocess.run(command, capture_output=True, text=True)
    sys.stderr.write(done.stderr)
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    return {(line["work"], line["syntax"]): (line["seconds"], line["count"]) for line in lines}
