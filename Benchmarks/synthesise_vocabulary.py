"""Writes a synthetic SKOS vocabulary of a given number of concepts in N-Triples, for measurements of the store.

    python3 synthesise_vocabulary.py FILE CONCEPTS [SEED]

Each concept has a preferred label and some alternative ones in three languages, a definition, a notation that says where
it stands, one broader concept (one in twenty has two), now and then a related one, and a date; about a dozen triples.
Words are drawn from an invented lexicon of 20,000 for each language, frequent ones more often (Zipf), so that beginnings of
labels are shared about as often as in real thesauri: the most frequent beginning of three letters is shared by 1.6 per cent
of all labels. Most concepts have no narrower ones, some have hundreds. Equal numbers and seeds give equal bytes, and nothing
is taken from anybody's vocabulary.
"""
import bisect
import itertools
import random
import sys

BASE = "http://vocabulary.example.org/"
SKOS = "http://www.w3.org/2004/02/skos/core#"
RDF_TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
MODIFIED = "<http://purl.org/dc/terms/modified>"
DATE = "<http://www.w3.org/2001/XMLSchema#date>"
SCHEME = f"<{BASE}scheme>"
LANGUAGES = {
    "en": (
        "b c d f g h l m n p r s t v w st tr pr ch sh br cr fl gr pl sp th".split() + [""] * 3,
        "a e i o u ea ou ai".split(),
        "n r l t s d m ck nd st ng ll rt".split() + [""] * 9,
        "al er ing ion ity ment ness ous".split() + [""] * 10,
    ),
    "de": (
        "b d f g h k l m n r s t w z sch st br fr gr kr pf schl tr v".split() + [""] * 3,
        "a e i o u ä ö ü ei au ie".split(),
        "n r l t s ch nd rt ng ck lt ß".split() + [""] * 6,
        "ung heit keit er lich el en".split() + [""] * 9,
    ),
    "fr": (
        "b c d f g j l m n p qu r s t v ch br cr fl pr tr pl".split() + [""] * 4,
        "a e i o u é è ê ou ai oi eau".split(),
        "n r l t s nt ss nn".split() + [""] * 10,
        "age eur ion ique ment té ère".split() + [""] * 9,
    ),
}
LEXICON_COUNT = 20_000


class Lexicon:
    """The words of one language, to be drawn by their frequency."""

    def __init__(self, language, draw):
        onsets, vowels, codas, endings = LANGUAGES[language]
        # Some sounds begin words more often than others, in every language.
        onset_weights = list(itertools.accumulate(1 / (place + 4) for place in range(len(onsets))))
        seen = {}
        while len(seen) < LEXICON_COUNT:
            syllables = [
                draw.choices(onsets, cum_weights=onset_weights)[0] + draw.choice(vowels) + draw.choice(codas)
                for _ in range(draw.choice((1, 2, 2, 2, 3, 3)))
            ]
            word = "".join(syllables) + draw.choice(endings)
            if len(word) > 2:
                seen.setdefault(word)
        self.words = list(seen)
        self.weights = list(itertools.accumulate(1 / (place + 30) ** 0.8 for place in range(LEXICON_COUNT)))

    def draw(self, draw, count):
        total = self.weights[-1]
        return [self.words[bisect.bisect(self.weights, draw.random() * total)] for _ in range(count)]


def parent_of(number, draw):
    """A concept that is broader than a later one: some have many narrower ones, most have none."""
    return int(number * draw.random() ** 2 / 3)


def write(lines, count, seed):
    """Writes the vocabulary; returns how many triples it has."""
    draw = random.Random(seed)
    lexicons = {language: Lexicon(language, draw) for language in LANGUAGES}
    skos = {name: f"<{SKOS}{name}>" for name in (
        "Concept", "ConceptScheme", "altLabel", "broader", "definition", "hasTopConcept", "inScheme", "notation",
        "prefLabel", "related", "topConceptOf",
    )}
    written = 0
    used = {language: set() for language in LANGUAGES}
    parents = []
    children = [0] * count

    def say(subject, predicate, value):
        nonlocal written
        lines.write(f"{subject} {predicate} {value} .\n")
        written += 1

    say(SCHEME, RDF_TYPE, skos["ConceptScheme"])
    for language in LANGUAGES:
        say(SCHEME, skos["prefLabel"], f'"Synthetic vocabulary"@{language}')
    notations = []
    for number in range(count):
        subject = f"<{BASE}concept/{number}>"
        say(subject, RDF_TYPE, skos["Concept"])
        say(subject, skos["inScheme"], SCHEME)
        if number == 0:
            parents.append(0)
            notations.append("1")
            say(subject, skos["topConceptOf"], SCHEME)
            say(SCHEME, skos["hasTopConcept"], subject)
        else:
            parent = parent_of(number, draw)
            parents.append(parent)
            children[parent] += 1
            notations.append(f"{notations[parent]}.{children[parent]}")
            say(subject, skos["broader"], f"<{BASE}concept/{parent}>")
            other = draw.randrange(number) if draw.random() < 0.05 else parent
            if other != parent:
                say(subject, skos["broader"], f"<{BASE}concept/{other}>")
            # Siblings are related, which no hierarchy forbids, unless the one is above the other.
            if number > 1 and draw.random() < 0.3 and parents[number - 1] != number and other != number - 1 != parent:
                say(subject, skos["related"], f"<{BASE}concept/{number - 1}>")
        say(subject, skos["notation"], f'"{notations[number]}"')
        for language, lexicon in lexicons.items():
            words = lexicon.draw(draw, draw.choice((1, 2, 2, 2, 3)))
            label = " ".join(words)
            # No two concepts of a scheme share a preferred label.
            while label in used[language]:
                label += " " + lexicon.draw(draw, 1)[0]
            used[language].add(label)
            say(subject, skos["prefLabel"], f'"{label}"@{language}')
            for _ in range(draw.choice((0, 0, 0, 1, 1, 2))):
                say(subject, skos["altLabel"], f'"{" ".join(lexicon.draw(draw, draw.choice((1, 2, 2))))}"@{language}')
        definition = " ".join(lexicons["en"].draw(draw, draw.randint(8, 20))).capitalize()
        say(subject, skos["definition"], f'"{definition}."@en')
        say(subject, MODIFIED, f'"20{draw.randrange(10, 26)}-{draw.randrange(1, 13):02}-{draw.randrange(1, 29):02}"^^{DATE}')
    return written


def main():
    path, count = sys.argv[1], int(sys.argv[2])
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else 1
    with open(path, "w", encoding="utf-8", newline="\n", buffering=1 << 20) as lines:
        print(write(lines, count, seed))


if __name__ == "__main__":
    main()
