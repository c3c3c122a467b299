#!/usr/bin/env python3
"""Recomputes the hashes of a store from its database, by spec/store.md alone and without Concordat.

    Scripts/verify-store.py STORE/concordat.sqlite

Prints what does not fit and exits with 1; prints a summary and exits with 0 if everything fits. Reads only.
"""
import hashlib
import sqlite3
import sys

ORIGIN = bytes(32)


def sha(data):
    return hashlib.sha256(data).digest()


def record(*fields):
    """Netstrings of the fields; None is absent."""
    parts = []
    for field in fields:
        if field is None:
            parts.append(b"-,")
            continue
        data = field if isinstance(field, bytes) else str(field).encode()
        parts.append(b"%d:%s," % (len(data), data))
    return sha(b"".join(parts))


def root(entries):
    """The root of the content tree over (IRI, content hash) pairs."""
    buckets = {}
    for iri, content in entries:
        buckets.setdefault(sha(iri.encode()).hex()[:3], []).append((iri.encode(), content))
    level = {
        node: record("bucket", *(field for entry in sorted(inside) for field in entry))
        for node, inside in buckets.items()
    }
    for _ in range(3):
        parents = {}
        for node in sorted(level):
            parents.setdefault(node[:-1], []).extend((node[-1], level[node]))
        level = {node: record("node", *children) for node, children in parents.items()}
    return level.get("", sha(b""))


def commitment(salt, place, text):
    """What stands for a text that may name people."""
    return record("commitment", salt, place, text)


def revision_hash(row, vocabulary, number, previous):
    """The hash that a revision should state; one from before version 7 names its author itself."""
    kind, author = "revision-2", row["author_commitment"]
    if author is None and row["author_salt"] is not None:
        author = commitment(row["author_salt"], "author", row["author_name"])
    if author is None:
        kind, author = "revision", row["author_name"]
    return record(kind, previous, vocabulary, number, author, row["at"], row["message"], row["content_hash"])


def audit_hash(row, previous):
    """The hash that an audit record should state; one from before version 7 has its texts themselves."""
    kind, content = "audit-2", [row["content"].hex() if row["content"] is not None else None]
    if row["commitments"] is not None:
        kept = row["commitments"]
        actor, target, detail = kept[:32], kept[32:64], kept[64:]
    elif row["salt"] is not None:
        actor, target, detail = (commitment(row["salt"], name, row[name]) for name in ("actor", "target", "detail"))
    else:
        kind, content = "audit", []
        actor, target, detail = row["actor"], row["target"], row["detail"]
    return record(
        kind, previous, row["sequence"], row["at"], actor, row["action"], row["vocabulary"], target,
        row["revision_before"], row["revision_after"], detail, *content,
    )


def length(data, place, short):
    """A length of LZ4, which goes on in further bytes while they are 255; and where it ends."""
    if short == 15:
        while True:
            byte = data[place]
            short, place = short + byte, place + 1
            if byte != 255:
                break
    return short, place


def unpacked(stored, iri, dictionaries):
    """The body that a row holds: spec/store.md, "Packed bodies"."""
    if not stored or stored[0] >= 0x20:
        return stored
    count, place, shift = 0, 1, 0
    while True:
        byte = stored[place]
        count, place, shift = count | (byte & 0x7F) << shift, place + 1, shift + 7
        if byte < 0x80:
            break
    text = bytearray(dictionaries[stored[0]] + b" .\n<" + iri.encode() + b"> <")
    start, end = len(text), len(stored) - 4
    while place < end:
        token = stored[place]
        literals, place = length(stored, place + 1, token >> 4)
        text += stored[place:place + literals]
        place += literals
        if place >= end:
            break
        distance = stored[place] | stored[place + 1] << 8
        extra, place = length(stored, place + 2, token & 15)
        for _ in range(extra + 4):
            text.append(text[-distance])
    checksum = 2166136261
    for byte in stored[:end]:
        checksum = (checksum ^ byte) * 16777619 & 0xFFFFFFFF
    if len(text) - start != count or checksum != int.from_bytes(stored[end:], "big"):
        return b""
    return bytes(text[start:])


def main(path):
    db = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    db.row_factory = sqlite3.Row
    faults = []
    versions = revisions = records = 0

    dictionaries = dict(db.execute("SELECT number, text FROM body_dictionary").fetchall())
    history = {}
    for row in db.execute(
        "SELECT entry.vocabulary, iri, from_revision, to_revision, content_hash, body "
        "FROM entry_version JOIN entry ON entry.id = entry_version.entry"
    ):
        versions += 1
        content = sha(unpacked(row["body"], row["iri"], dictionaries))
        if content != row["content_hash"]:
            faults.append(f"<{row['iri']}> at revision {row['from_revision']}: the body has another hash")
        history.setdefault(row["vocabulary"], []).append(
            (row["from_revision"], row["to_revision"], row["iri"], content)
        )

    for vocabulary in db.execute("SELECT * FROM vocabulary ORDER BY name").fetchall():
        name, previous, number = vocabulary["name"], ORIGIN, 0
        for row in db.execute(
            "SELECT revision.*, account.name AS author_name FROM revision "
            "JOIN account ON account.id = revision.author WHERE vocabulary = ? ORDER BY number",
            (vocabulary["id"],),
        ):
            revisions += 1
            number += 1
            there = [
                (iri, content)
                for start, end, iri, content in history.get(vocabulary["id"], [])
                if start <= number < end
            ]
            if root(there) != row["content_hash"]:
                faults.append(f"{name} revision {number}: the entries have another content hash")
            computed = revision_hash(row, name, number, previous)
            if (row["number"], row["previous_hash"], row["hash"]) != (number, previous, computed):
                faults.append(f"{name} revision {number}: it does not continue the one before it")
            previous = row["hash"]
        if number != vocabulary["head_revision"]:
            faults.append(f"{name}: {number} revisions, but the head is {vocabulary['head_revision']}")

    previous = ORIGIN
    for row in db.execute("SELECT * FROM audit ORDER BY sequence"):
        records += 1
        computed = audit_hash(row, previous)
        if (row["sequence"], row["previous_hash"], row["hash"]) != (records, previous, computed):
            faults.append(f"audit record {row['sequence']}: it does not continue the one before it")
            break
        previous = row["hash"]

    for fault in faults:
        print(fault)
    if not faults:
        print(f"{versions} entry versions, {revisions} revisions, {records} audit records: all fit")
        print(f"last audit record: {previous.hex()}")
    return 1 if faults else 0


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1]))
