"""Writes a large, deterministic vocabulary in N-Triples and Turtle, for measurements.

    python3 synthesise.py FOLDER [TRIPLES]

SKOS concepts with labels in several scripts, definitions, notes with escapes, notations, a hierarchy, related concepts,
and blank nodes with a source and a date. The same number of triples always gives the same bytes: everything follows
from the number of a concept by arithmetic, and nothing is taken from anybody's vocabulary. About 20 triples a concept.
"""
import sys
from pathlib import Path

BASE = "http://vocabulary.example.org/"
SKOS = "http://www.w3.org/2004/02/skos/core#"
DCT = "http://purl.org/dc/terms/"
RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
XSD = "http://www.w3.org/2001/XMLSchema#"
SYLLABLES = {
    "en": "ar be con der el for gra hol ing jun ker lan mor nal ost pre qui ras ten ur vel wick yor zen".split(),
    "de": "auf bär dorf eis für groß haus ins jahr kür land müh nacht öl pfad quer rös straß tür über wald zeug".split(),
    "fr": "à beau cœur dé être fête gêne hâte île jeu là mère noël où père qué rôle sûr thé une vé".split(),
    "el": "αγ βη γά δε έλ ζω ήλ θέ ιο κό λα μέ νή ξύ ού πα ρέ σή τό ύλ φω χώ ψυ ώρ".split(),
    "ru": "ба во где до ед жи зо ил йо ка лю мо но об пра ры со ту ус фи хо це что шу щи эх юг яр".split(),
    "ar": "أب بح تم ثو جب حر خط دا ذه رم زي سم شج صو ضو طر ظل عل غر فن قل كت لم من نه هو ور يد".split(),
    "hi": "अब आज इस उन एक ओस कर खग गज घर चल छत जल तन दस धन नभ पद फल बल मन यह रस लय वन शत सब हम".split(),
    "ja": "あ い う え お か き く け こ さ し す せ そ 山 川 田 木 火 水 金 土 日 月 星 空 海 石 花".split(),
}
TAGS = {"en": "en", "de": "de-CH-1996", "fr": "fr", "el": "el", "ru": "ru", "ar": "ar", "hi": "hi", "ja": "ja"}


def mix(number, salt):
    """A number that looks random and follows from two others."""
    value = (number * 0x9E3779B97F4A7C15 + salt * 0xBF58476D1CE4E5B9) & 0xFFFFFFFFFFFFFFFF
    value = ((value ^ (value >> 30)) * 0x94D049BB133111EB) & 0xFFFFFFFFFFFFFFFF
    return value ^ (value >> 31)


def words(number, language, count):
    """Some words made of a language's syllables."""
    syllables = SYLLABLES[language]
    made = []
    for index in range(count):
        value = mix(number, index + 1)
        length = 1 + value % 3
        made.append("".join(syllables[(value >> (8 * part + 8)) % len(syllables)] for part in range(length)))
    return " ".join(made)


def quoted(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t") + '"'


def statements(number):
    """What is said of a concept: (predicate, object) pairs; an IRI is (kind, iri), a literal is ready to be written."""
    pairs = [(RDF_TYPE, ("iri", SKOS + "Concept")), (SKOS + "inScheme", ("iri", BASE + "scheme"))]
    for language, tag in TAGS.items():
        pairs.append((SKOS + "prefLabel", ("literal", quoted(words(number, language, 2)), tag)))
    pairs.append((SKOS + "altLabel", ("literal", quoted(words(number + 7, "en", 3)), "en")))
    pairs.append((SKOS + "altLabel", ("literal", quoted(words(number + 11, "de", 2)), "de")))
    pairs.append((SKOS + "hiddenLabel", ("literal", quoted(words(number + 13, "en", 1)), "en")))
    pairs.append((SKOS + "notation", ("typed", quoted(f"{number // 1000}.{number % 1000:03}"), BASE + "notation")))
    pairs.append((SKOS + "definition", ("literal", quoted(words(number + 17, "en", 14)), "en")))
    if number % 4 == 0:
        note = f'See "{words(number, "fr", 2)}"\n\t(C:\\{number})'
        pairs.append((SKOS + "scopeNote", ("literal", quoted(note), "en")))
    if number > 0:
        pairs.append((SKOS + "broader", ("iri", concept((number - 1) // 8))))
    for child in range(8 * number + 1, 8 * number + 3):
        pairs.append((SKOS + "narrower", ("iri", concept(child))))
    pairs.append((SKOS + "related", ("iri", concept(mix(number, 99) % (number + 1)))))
    pairs.append((DCT + "modified", ("typed", quoted(f"20{number % 26:02}-0{1 + number % 9}-1{number % 10}"), XSD + "date")))
    return pairs


def concept(number):
    return f"{BASE}concept/{number}"


def main():
    folder = Path(sys.argv[1])
    wanted = int(sys.argv[2]) if len(sys.argv) > 2 else 13_137_310
    prefixes = {SKOS: "skos:", DCT: "dct:", XSD: "xsd:"}

    def short(iri):
        if iri == RDF_TYPE:
            return "a"
        for namespace, prefix in prefixes.items():
            if iri.startswith(namespace):
                return prefix + iri[len(namespace):]
        return f"c:{iri[len(BASE) + 8:]}" if iri.startswith(BASE + "concept/") else f"<{iri}>"

    count = number = 0
    with open(folder / "synthetic.nt", "w", encoding="utf-8", newline="\n", buffering=1 << 20) as lines, open(
        folder / "synthetic.ttl", "w", encoding="utf-8", newline="\n", buffering=1 << 20
    ) as blocks:
        blocks.write(f"@prefix c: <{BASE}concept/> .\n")
        blocks.writelines(f"@prefix {prefix} <{namespace}> .\n" for namespace, prefix in prefixes.items())
        while count < wanted:
            subject = f"<{concept(number)}>"
            parts = []
            for predicate, (kind, *value) in statements(number):
                if kind == "iri":
                    long, brief = f"<{value[0]}>", short(value[0])
                elif kind == "literal":
                    long = brief = f"{value[0]}@{value[1]}"
                else:
                    long, brief = f"{value[0]}^^<{value[1]}>", f"{value[0]}^^{short(value[1])}"
                lines.write(f"{subject} <{predicate}> {long} .\n")
                parts.append(f"{short(predicate)} {brief}")
                count += 1
            if number % 5 == 0:
                node, source = f"_:n{number}", quoted(words(number, "en", 4))
                lines.write(f"{subject} <{DCT}source> {node} .\n{node} <{DCT}title> {source} .\n")
                lines.write(f"{node} <{DCT}creator> <{BASE}agent/{number % 97}> .\n")
                parts.append(f"dct:source [ dct:title {source} ; dct:creator <{BASE}agent/{number % 97}> ]")
                count += 3
            blocks.write(f"\nc:{number} " + " ;\n    ".join(parts) + " .\n")
            number += 1
    print(count)


if __name__ == "__main__":
    main()
