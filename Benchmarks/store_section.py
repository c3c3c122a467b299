"""The part of RESULTS.md that measure_store.py writes and measure.py leaves as it is."""

START, END = "<!-- store: made by measure_store.py -->\n", "<!-- end of store -->\n"
# Without markers the part comes before this heading.
NEXT = "## Where the time goes"


def split(results):
    """What stands before the part, the part with its markers, and what stands behind it."""
    if START in results and END in results:
        before, rest = results.split(START, 1)
        inside, after = rest.split(END, 1)
        return before, START + inside + END, after
    before, heading, after = results.partition(NEXT)
    return before, "", "\n" + heading + after if heading else after


def wrapped(text):
    """The part with its markers."""
    return START + text.strip("\n") + "\n" + END
