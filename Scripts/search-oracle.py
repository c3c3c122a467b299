#!/usr/bin/env python3
"""Searches a vocabulary as spec/store.md says it is searched, by a scan of its statements and without Concordat.

    Scripts/search-oracle.py FILE.nt QUERIES.json

QUERIES.json is an array of [mode, text], mode one of exact, prefix, word, infix. Prints as JSON, for each query, the IRIs
that it finds, sorted. Needs pyoxigraph. SKOS-XL and notes that are blank nodes are left out.
"""
import json
import sys
import unicodedata

import pyoxigraph as ox

SKOS = "http://www.w3.org/2004/02/skos/core#"
LABELS = {SKOS + name for name in ("prefLabel", "altLabel", "hiddenLabel", "notation")}
NOTES = {SKOS + name for name in (
    "definition", "scopeNote", "example", "note", "historyNote", "editorialNote", "changeNote")}
LETTERS = {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ħ": "h", "ı": "i",
           "ŧ": "t", "ς": "σ"}
# Marks upon letters, vowel points, tatweel: what spec/store.md, "Label folding", drops.
DROPPED = [(0x300, 0x36F), (0x483, 0x489), (0x1AB0, 0x1AFF), (0x1DC0, 0x1DFF), (0x20D0, 0x20FF), (0xFE20, 0xFE2F),
           (0x591, 0x5BD), (0x5BF, 0x5BF), (0x5C1, 0x5C2), (0x5C4, 0x5C5), (0x5C7, 0x5C7), (0x610, 0x61A), (0x640, 0x640),
           (0x64B, 0x65F), (0x670, 0x670), (0x6D6, 0x6DC), (0x6DF, 0x6E8), (0x6EA, 0x6ED), (0x8D3, 0x8FF),
           (0xFE00, 0xFE0F)]


def is_dropped(char):
    value = ord(char)
    return unicodedata.category(char) == "Cf" or any(low <= value <= high for low, high in DROPPED)


def fold(text):
    small = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).lower())
    kept, space = [], False
    for char in "".join(LETTERS.get(char, char) for char in small):
        if char.isspace() or unicodedata.category(char) == "Cc":
            space = bool(kept)
        elif not is_dropped(char):
            if space:
                kept.append(" ")
            space = False
            kept.append(char)
    return unicodedata.normalize("NFC", "".join(kept))


def separates(char):
    value = ord(char)
    if value < 0x80:
        return not char.isalnum()
    return value < 0xC0 or value in (0x60C, 0x61B, 0x61F) or 0x2000 <= value < 0x2080 or 0x3000 <= value < 0x3040


def words(text):
    return "".join(" " if separates(char) else char for char in text).split()


def has_word(word, text):
    place = text.find(word)
    while place >= 0:
        if place == 0 or separates(text[place - 1]):
            return True
        place = text.find(word, place + 1)
    return False


def main():
    texts = []
    with open(sys.argv[1], "rb") as file:
        for triple in ox.parse(file.read(), format=ox.RdfFormat.N_TRIPLES):
            name = triple.predicate.value
            if isinstance(triple.subject, ox.NamedNode) and isinstance(triple.object, ox.Literal):
                if name in LABELS or name in NOTES:
                    texts.append((triple.subject.value, name in NOTES, fold(triple.object.value)))
    with open(sys.argv[2], encoding="utf-8") as file:
        queries = json.load(file)
    answers = []
    for mode, typed in queries:
        wanted = fold(typed)
        parts = words(wanted)
        matches = {
            "exact": lambda note, text: not note and text == wanted,
            "prefix": lambda note, text: not note and text.startswith(wanted),
            "infix": lambda note, text: wanted in text,
            "word": lambda note, text: bool(parts) and all(has_word(part, text) for part in parts),
        }[mode]
        answers.append(sorted({iri for iri, note, text in texts if wanted and matches(note, text)}))
    json.dump(answers, sys.stdout)


main()
