"""Draws the curves of the store over the size of the vocabulary as one SVG: small multiples, both axes logarithmic."""
import math
from xml.sax.saxutils import escape

WIDTH, HEIGHT = 1080, 1010
COLUMNS = 3
PANEL_WIDTH, PANEL_HEIGHT = 345, 290
LEFT, RIGHT, TOP, BOTTOM = 48, 104, 46, 42
LIGHT = {"paper": "#ffffff", "ink": "#1f2328", "faint": "#6b7280", "grid": "#e5e7eb",
         "a": "#0b63b5", "b": "#b54708", "c": "#2e7d32", "d": "#7b3fa0"}
DARK = {"paper": "#0d1117", "ink": "#e6edf3", "faint": "#9aa4b0", "grid": "#2b323b",
        "a": "#6cb6ff", "b": "#f0a35e", "c": "#7bd389", "d": "#d2a8ff"}
COLOURS = "abcd"


def style(colours):
    """The rules that give everything its colour; written out, as not all programs that draw SVG know variables."""
    rules = [
        f".paper {{ fill: {colours['paper']}; }}", f"text {{ fill: {colours['ink']}; }}",
        f"text.faint {{ fill: {colours['faint']}; }}", f".grid {{ stroke: {colours['grid']}; }}",
        f".budget {{ stroke: {colours['faint']}; }}",
    ]
    for name in COLOURS:
        rules += [f"text.{name}, .dot.{name} {{ fill: {colours[name]}; }}", f".line.{name}, .ring.{name} {{ stroke: {colours[name]}; }}"]
    return " ".join(rules)


STYLE = f"""
  text {{ font: 12px system-ui, sans-serif; }} .title {{ font-size: 18px; font-weight: 600; }}
  .head {{ font-size: 13px; font-weight: 600; }} .small {{ font-size: 11px; }}
  .budget {{ stroke-dasharray: 4 4; }} .line {{ fill: none; stroke-width: 2; }} .ring {{ stroke-width: 1.5; }}
  {style(LIGHT)}
  @media (prefers-color-scheme: dark) {{ {style(DARK)} }}
"""


def at(run, *path):
    """A value within a run, or None."""
    for part in path:
        run = run.get(part) if isinstance(run, dict) else None
    return run


def mark(times, name):
    """A percentile of some times: of the processor's, where they were measured, else of those on the wall."""
    return times.get("cpu" + name.capitalize(), times.get(name))


def percentile(factor, *path):
    """A percentile, named last in the path, times a factor."""

    def of(run):
        times = at(run, *path[:-1])
        return mark(times, path[-1]) * factor if times else None

    return of


def per_triple(value):
    return lambda run: value(run) / at(run, "import", "triples") if value(run) and at(run, "import", "triples") else None


def scaled(factor, *path):
    return lambda run: at(run, *path) * factor if at(run, *path) else None


def ratio(name):
    def of(run):
        new, old = at(run, "past", name + "Head"), at(run, "past", name + "Old")
        return mark(old, "p50") / mark(new, "p50") if new and old else None

    return of


# Title, unit, the series with their names, and the budget if there is one.
PANELS = [
    ("Import, file to disk", "seconds", [("ours", scaled(1, "import", "seconds")), ("pyoxigraph", scaled(1, "oxigraph", "seconds"))], None),
    ("On disk", "bytes per triple", [
        ("ours", per_triple(scaled(1, "import", "bytes"))),
        ("pyoxigraph", per_triple(scaled(1, "oxigraph", "bytes"))),
        ("N-Triples file", per_triple(scaled(1, "documentBytes"))),
    ], None),
    ("Peak memory of the import", "MiB", [
        ("ours", scaled(2**-20, "import", "memoryPeak")), ("pyoxigraph", scaled(2**-20, "oxigraph", "memoryPeak")),
    ], None),
    ("One entry by IRI", "microseconds", [
        ("ours p50", percentile(1e6, "read", "entry", "p50")), ("pyoxigraph p50", percentile(1e6, "oxigraph", "entry", "p50")),
        ("ours p99", percentile(1e6, "read", "entry", "p99")),
    ], 10),
    ("Search by beginning, 3 to 5 letters", "milliseconds", [
        ("p50", percentile(1e3, "search", "prefix", "p50")), ("p99", percentile(1e3, "search", "prefix", "p99")),
    ], 5),
    ("Other searches, p50", "milliseconds", [
        ("whole label", percentile(1e3, "search", "exact", "p50")), ("part", percentile(1e3, "search", "infix", "p50")),
        ("misspelt", percentile(1e3, "search", "typo", "p50")), ("words", percentile(1e3, "search", "word", "p50")),
    ], None),
    ("One-entry change, draft to merge", "milliseconds", [
        ("p50", percentile(1e3, "commit", "commit", "p50")), ("p99", percentile(1e3, "commit", "commit", "p99")),
        ("processor p50", percentile(1e3, "commit", "commitProcessorTime", "p50")),
    ], None),
    ("Old revision over head, p50", "ratio", [
        ("entry", ratio("entry")), ("description", ratio("description")), ("beginning", ratio("prefix")),
    ], 1.5),
    ("Opening the store", "milliseconds", [
        ("open", scaled(1e3, "read", "openSeconds")), ("first answer", scaled(1e3, "read", "firstAnswerSeconds")),
    ], 200),
]


class Axis:
    """A logarithmic scale between two lengths."""

    def __init__(self, low, high, start, end):
        self.low, self.high, self.start, self.end = math.log10(low), math.log10(high), start, end

    def place(self, value):
        return self.start + (math.log10(value) - self.low) / (self.high - self.low) * (self.end - self.start)


def ticks(low, high):
    """Powers of ten within a range, with 2 and 5 between them where there are few."""
    first, last = math.floor(math.log10(low)), math.ceil(math.log10(high))
    steps = (1, 2, 5) if math.log10(high / low) < 2 else (1,)
    return [
        step * 10**power for power in range(first, last + 1) for step in steps
        if low * 0.999 <= step * 10**power <= high * 1.001
    ]


def number(value):
    """A number for people: 0.05, 20, 3,000, 1 million."""
    if value >= 1e6:
        return f"{value / 1e6:g} m"
    return f"{value:,.0f}" if value >= 1 and value == int(value) else f"{value:g}"


def spread(labels, least, low, high):
    """Moves labels apart vertically: (place, text, colour) in the order of places."""
    labels = sorted(labels)
    places = []
    for place, *_ in labels:
        places.append(max(place, places[-1] + least) if places else max(place, low))
    overflow = max(0, places[-1] - high) if places else 0
    return [(place - overflow, *rest) for place, (_, *rest) in zip(places, labels)]


def panel(title, unit, series, budget, runs, left, top):
    """One drawing with its axes."""
    curve = [run for run in runs if run["name"] != "iconclass"]
    real = [run for run in runs if run["name"] == "iconclass"]
    values = [value(run) for _, value in series for run in runs if value(run)]
    parts = [
        f'<g transform="translate({left} {top})">',
        f'<text class="head" x="{LEFT}" y="18">{escape(title)}</text>',
        f'<text class="faint small" x="{LEFT}" y="34">{escape(unit)}</text>',
    ]
    if not values:
        return parts + [f'<text class="faint small" x="{LEFT}" y="80">not measured</text>', "</g>"]
    if budget:
        values.append(budget)
    low, high = min(values) / 1.3, max(values) * 1.3
    if high / low < 8:
        middle = math.sqrt(low * high)
        low, high = min(low, middle / 2.9), max(high, middle * 2.9)
    sizes = [run["concepts"] for run in runs]
    across = Axis(min(sizes) / 1.2, max(max(sizes), 10 * min(sizes)) * 1.05, LEFT, PANEL_WIDTH - RIGHT)
    up = Axis(low, high, PANEL_HEIGHT - BOTTOM, TOP)
    for tick in ticks(low, high):
        y = up.place(tick)
        parts.append(f'<line class="grid" x1="{LEFT}" x2="{PANEL_WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}"/>')
        parts.append(f'<text class="faint small" text-anchor="end" x="{LEFT - 6}" y="{y + 4:.1f}">{number(tick)}</text>')
    for tick in (size for size in (1e3, 1e4, 1e5, 1e6) if min(sizes) <= size <= max(sizes)):
        x = across.place(tick)
        parts.append(f'<line class="grid" x1="{x:.1f}" x2="{x:.1f}" y1="{TOP}" y2="{PANEL_HEIGHT - BOTTOM}"/>')
        parts.append(f'<text class="faint small" text-anchor="middle" x="{x:.1f}" y="{PANEL_HEIGHT - BOTTOM + 16}">{number(tick)}</text>')
    labels = []
    if budget:
        y = up.place(budget)
        parts.append(f'<line class="budget" x1="{LEFT}" x2="{PANEL_WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}"/>')
        labels.append((y, f"goal {number(budget)}", None))
    for (name, value), colour in zip(series, COLOURS):
        points = [(across.place(run["concepts"]), up.place(value(run))) for run in curve if value(run)]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        parts.append(f'<polyline points="{path}" class="line {colour}"/>')
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.5" class="dot {colour}"/>' for x, y in points]
        for run in real:
            if value(run):
                x, y = across.place(run["concepts"]), up.place(value(run))
                parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" class="paper ring {colour}"/>')
        if points:
            labels.append((points[-1][1], name, colour))
    for y, text, colour in spread(labels, 14, TOP, PANEL_HEIGHT - BOTTOM):
        name = colour or "faint"
        parts.append(f'<text class="{name}" x="{PANEL_WIDTH - RIGHT + 8}" y="{y + 4:.1f}">{escape(text)}</text>')
    return parts + ["</g>"]


def drawing(runs):
    """The whole drawing as a string."""
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-labelledby="title">',
        '<title id="title">The store over the size of the vocabulary</title>',
        f"<style>{STYLE}</style>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" class="paper"/>',
        '<text class="title" x="24" y="36">The store over the size of the vocabulary</text>',
        '<text class="faint small" x="24" y="58">Across: concepts of a synthetic vocabulary, some 11 triples and 6 labels each. '
        "Circles: iconclass. Both axes are logarithmic; less is better.</text>",
    ]
    for index, one in enumerate(PANELS):
        left, top = 12 + index % COLUMNS * (PANEL_WIDTH + 8), 80 + index // COLUMNS * (PANEL_HEIGHT + 14)
        parts += panel(*one, runs, left, top)
    return "\n".join(parts + ["</svg>", ""])
