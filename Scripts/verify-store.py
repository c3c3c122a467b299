#!/usr/bin/env python3
"""Recomputes the hashes of a store from its database, by spec/store.md alone and without Concordat.

What is kept of change requests (steps, votes, comments, answers, stages) is held against the audit log.

    Scripts/verify-store.py STORE/concordat.sqlite

Prints what does not fit and exits with 1; prints a summary and exits with 0 if everything fits. Reads only.
"""
import hashlib
import json
import re
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


WORDS = (
    ("answer", "change.answer",
     "SELECT stage.ordinal, a.ordinal, member_body, position, procedure, text, account, at "
     "FROM evaluation_answer AS a JOIN stage ON stage.id = a.stage WHERE change_request = ? "
     "ORDER BY stage.ordinal, a.ordinal"),
    ("objection", "change.object",
     "SELECT stage.ordinal, o.ordinal, organisation, text, account, at "
     "FROM objection AS o JOIN stage ON stage.id = o.stage WHERE change_request = ? "
     "ORDER BY stage.ordinal, o.ordinal"),
)
# For the column of what comments are about: a change request, a release candidate or an entry.
COMMENTS = (
    "SELECT id, author, at, type, clause, text, proposed_change, stage, parent, member_body, number, line, "
    "paragraph FROM comment WHERE {} = ?"
)
DELEGATIONS = (
    "SELECT s.ordinal, d.ordinal, member_body, "
    "CASE WHEN delegate IS NOT NULL THEN coalesce((SELECT id FROM account WHERE name = delegate), 0) END, "
    "coalesce((SELECT id FROM account WHERE name = delegated_by), 0), at "
    "FROM delegation AS d JOIN stage AS s ON s.id = d.stage WHERE s.id = ? ORDER BY d.ordinal"
)
DECLARATIONS = (
    "SELECT ballot.id, s.ordinal, ballot.ordinal, declaration FROM ballot JOIN stage AS s ON s.id = ballot.stage "
    "WHERE s.id = ?"
)
# The steps that open a stage, with the states that they lead to then.
OPENINGS = {
    ("announce", "preparation"), ("evaluate", "evaluation"), ("validate", "validation"), ("enquire", "enquiry"),
    ("advance", "approval"),
}
OBSERVATIONS = (
    "SELECT comment, o.ordinal, decision, o.text, account, o.at FROM observation AS o "
    "JOIN comment ON comment.id = o.comment WHERE {} = ? ORDER BY comment, o.ordinal"
)


def fits(digests, records):
    """Whether what is stored and what is on record are one for one; old records vouch for nothing but the number."""
    return len(digests) == len(records) and all(
        found["content"] in (None, digest) for digest, found in zip(digests, records)
    )


def step_digest(name, row):
    """The digest that the audit record of a step has."""
    documents = json.loads(row["documents"] or "[]")
    findings = json.loads(row["findings"] or "{}")
    return record(
        "step", name, row["rule"], row["transition"], row["from_state"], row["to_state"], row["role"],
        row["organisation"], len(documents), *(part for document in documents for part in document),
        row["base_release"], row["content_digest"], len(findings),
        *(part for finding in sorted(findings.items()) for part in finding),
    )


def vote_receipt(row):
    """The receipt of a vote, in hexadecimal."""
    experts = json.loads(row["experts"])
    return record(
        "vote", row["ballot"], row["member_body"], row["choice"], row["cast_by"], row["at"], row["reasons"],
        len(experts), *experts, row["supersedes"],
    ).hex()


def comment_faults(db, column, key, name, records):
    """The comments and observations on something that are not those on record."""
    def number(found):
        return int(re.match(r"comment (\d+)", found["detail"]).group(1))

    added, observed = {}, {}
    for found in records:
        if found["action"] == "comment.add":
            added.setdefault(number(found), []).append(found)
        elif found["action"] == "comment.observe":
            observed.setdefault(number(found), []).append(found)
    # Tables that were read before there were digests have one record for all of their comments.
    has_old = any(found["action"] == "comment.import" and found["content"] is None for found in records)
    comments = {row[0]: record("comment", name, *row) for row in db.execute(COMMENTS.format(column), (key,))}
    observations = {}
    for row in db.execute(OBSERVATIONS.format(column), (key,)):
        observations.setdefault(row[0], []).append(record("observation", name, *row))
    for comment in sorted({*comments, *added, *observed}):
        there = [comments[comment]] if comment in comments else []
        if not (has_old and there and comment not in added) and not fits(there, added.get(comment, [])):
            yield f"{name}: comment {comment} is not as it is on record"
        if not has_old and not fits(observations.get(comment, []), observed.get(comment, [])):
            yield f"{name}: the observations of comment {comment} are not those on record"


def conclusion_faults(db, request, name, records):
    """The evaluations that were not concluded as it is on record; the last conclusion of each counts."""
    opened = [row[0] for row in db.execute(
        "SELECT audit_sequence FROM change_transition WHERE change_request = ? AND transition = 'evaluate' "
        "ORDER BY ordinal", (request,))]
    stages = db.execute(
        "SELECT ordinal, conclusion FROM stage WHERE change_request = ? AND kind = 'evaluation' ORDER BY ordinal",
        (request,)).fetchall()
    for index, (ordinal, text) in enumerate(stages):
        start = opened[index] if index < len(opened) else 0
        end = opened[index + 1] if index + 1 < len(opened) else sys.maxsize
        there = [found for found in records
                 if found["action"] == "change.conclude" and start < found["sequence"] < end]
        said = []
        if text is not None:
            value = json.loads(text)
            said = [record("conclusion", name, ordinal, value["conclusion"], value["text"], value["at"])]
        if not fits(said, there[-1:]):
            yield f"{name}: an evaluation was not concluded as it is on record"


def declaration_digest(db, name, row):
    """The digest of what a chair declared; None if nothing was."""
    if row["declaration"] is None:
        return None
    value = json.loads(row["declaration"])
    account = db.execute("SELECT id FROM account WHERE name = ?", (value["by"],)).fetchone()
    objections = value["objections"]
    return record(
        "declaration", name, row[1], row[2], value["finding"], account[0] if account else 0, value["at"],
        len(objections), *(part for objection in objections for part in objection),
    )


def ballot_act_faults(db, stage, name, records):
    """The delegations and declarations in the ballots of a stage that are not those on record."""
    delegations = [record("delegation", name, *row) for row in db.execute(DELEGATIONS, (stage["id"],))]
    declarations = {row["id"]: declaration_digest(db, name, row) for row in db.execute(DECLARATIONS, (stage["id"],))}
    about = {ballot: records.get(f"ballot {ballot}", []) for ballot in declarations}
    delegated = [found for there in about.values() for found in there if found["action"] == "ballot.delegate"]
    if not fits(delegations, sorted(delegated, key=lambda found: found["sequence"])):
        yield f"{name}: the delegations in the {stage['kind']} {stage['ordinal']} are not those on record"
    for ballot, digest in declarations.items():
        there = [found for found in about[ballot] if found["action"] == "ballot.declare"]
        if not fits([] if digest is None else [digest], there[-1:]):
            yield f"{name}: what was declared about {ballot} is not what is on record"


def stage_faults(db, request, name, records):
    """The delegations, declarations and closing dates of a request that are not those on record."""
    opened = [row["audit_sequence"] for row in db.execute(
        "SELECT audit_sequence, transition, to_state FROM change_transition WHERE change_request = ? "
        "ORDER BY ordinal", (request,)) if (row["transition"], row["to_state"]) in OPENINGS]
    stages = db.execute(
        "SELECT id, ordinal, kind, closes_at FROM stage WHERE change_request = ? ORDER BY ordinal", (request,)
    ).fetchall()
    if len(opened) != len(stages):
        yield f"{name}: its stages are not those that its steps opened"
        return
    extended = [found for found in records.get(f"change request {name.rsplit('/', 1)[1]}", [])
                if found["action"] == "change.extend"]
    for stage, start, end in zip(stages, opened, opened[1:] + [sys.maxsize]):
        yield from ballot_act_faults(db, stage, name, records)
        there = [found for found in extended if start < found["sequence"] < end]
        if there and there[-1]["content"] not in (
            None, record("closing", name, stage["ordinal"], stage["closes_at"])
        ):
            yield f"{name}: the {stage['kind']} {stage['ordinal']} does not close when it is on record"


def request_faults(db, request, name, records):
    """What of the steps, votes and words of a change request is not as it is on record."""
    for row in db.execute(
        "SELECT change_transition.*, account.name, audit.content, audit.actor AS recorded_actor, audit.detail "
        "FROM change_transition JOIN audit ON sequence = audit_sequence "
        "JOIN account ON account.id = change_transition.actor "
        "WHERE change_request = ? AND rule IS NOT NULL AND transition <> 'publish' ORDER BY ordinal", (request,),
    ):
        said = (step_digest(name, row), row["name"], row["reason"])
        if (row["content"], row["recorded_actor"], row["detail"]) != said:
            yield f"{name}: the step {row['transition']} is not as its audit record vouches"
    for ballot in db.execute(
        "SELECT ballot.id FROM ballot JOIN stage ON stage.id = ballot.stage WHERE change_request = ?", (request,)
    ).fetchall():
        yield from vote_faults(db, ballot["id"], name, records)
    there = records.get(f"change request {name.rsplit('/', 1)[1]}", [])
    for kind, action, sql in WORDS:
        said = [record(kind, name, *row) for row in db.execute(sql, (request,))]
        if not fits(said, [found for found in there if found["action"] == action]):
            yield f"{name}: the {kind}s are not those on record"
    yield from comment_faults(db, "change_request", request, name, there)
    yield from conclusion_faults(db, request, name, there)
    yield from stage_faults(db, request, name, records)


def terms_digest(ballot, stage):
    """The digest that the record of the opening of a ballot has, which belongs to no change request."""
    seats = json.loads(stage["electorate"])["seats"]
    return record(
        "ballot", ballot["id"], stage["type"], stage["release_version"], ballot["question"], stage["profile"],
        stage["opened_at"], stage["closes_at"], len(seats), *(part for seat in seats for part in seat),
    )


def vote_faults(db, ballot, name, records):
    """The votes of a ballot that do not have their receipts, or are not those on record."""
    votes = db.execute("SELECT * FROM vote WHERE ballot = ? ORDER BY ordinal", (ballot,)).fetchall()
    if any(not row["is_redacted"] and row["receipt"] != vote_receipt(row) for row in votes):
        yield f"{name}: a vote in {ballot} does not have the receipt that was given for it"
    there = [found["content"] for found in records.get(f"ballot {ballot}", []) if found["action"] == "ballot.vote"]
    if there != [sha(row["receipt"].encode()) for row in votes]:
        yield f"{name}: the votes in {ballot} are not those on record"


def ballot_faults(db, vocabulary, records):
    """What of the ballots that belong to no change request is not on record."""
    openings = {
        target: [found["content"] for found in there if found["action"] in ("ballot.open", "review.open")]
        for target, there in records.items() if target.startswith("ballot ")
    }
    known = set()
    for stage in db.execute(
        "SELECT * FROM stage WHERE vocabulary = ? ORDER BY ordinal", (vocabulary["id"],)
    ).fetchall():
        ballots = db.execute("SELECT * FROM ballot WHERE stage = ?", (stage["id"],)).fetchall()
        for ballot in ballots:
            known.add(f"ballot {ballot['id']}")
            yield from vote_faults(db, ballot["id"], vocabulary["name"], records)
            yield from ballot_act_faults(db, stage, f"{vocabulary['name']}/ballot {ballot['id']}", records)
            if openings.get(f"ballot {ballot['id']}") != [terms_digest(ballot, stage)]:
                yield f"{vocabulary['name']}: {ballot['id']} was not opened as it is on record"
    for target, there in openings.items():
        if there and target not in known:
            yield f"{vocabulary['name']}: {target} is on record and not there"


def review_faults(db, vocabulary):
    """The decisions of reviews that are not as they are on record."""
    name = vocabulary["name"]
    decided, recorded = {}, {}
    for row in db.execute(
        "SELECT * FROM release_review WHERE vocabulary = ? ORDER BY version, ordinal", (vocabulary["id"],)
    ):
        decided.setdefault(row["version"], []).append(record(
            "review", f"{name}/{row['version']}", row["ordinal"], row["ballot"], row["decision"], row["reason"],
            row["account"], row["at"], row["next_due"],
        ))
    for row in db.execute(
        "SELECT target, content FROM audit WHERE vocabulary = ? AND action = 'review.decide' ORDER BY sequence",
        (name,),
    ):
        recorded.setdefault(row["target"], []).append(row["content"])
    for version in sorted({*decided, *recorded}):
        if decided.get(version) != recorded.get(version):
            yield f"{name} release {version}: what its review decided is not as it is on record"


def subjects(db, vocabulary, targets):
    """The release candidates and entries that comments or their records are about: column, row and record of each."""
    found = {}
    for row in db.execute(
        "SELECT id, version, ordinal FROM release_candidate WHERE vocabulary = ?", (vocabulary["id"],)
    ):
        found[f"candidate {row['version']}/{row['ordinal']}"] = ("candidate", row["id"])
    for row in db.execute("SELECT id, iri FROM entry WHERE vocabulary = ?", (vocabulary["id"],)):
        target = f"entry {row['iri']}"
        if target in targets or db.execute("SELECT 1 FROM comment WHERE entry = ?", (row["id"],)).fetchone():
            found[target] = ("entry", row["id"])
    for target in targets:
        if target.startswith(("candidate ", "entry ")):
            found.setdefault(target, ("entry", None))
    return found


def workflow_faults(db, vocabulary, version):
    """What of the change requests of a vocabulary, and of other comments, is not as it is on record."""
    records = {}
    for row in db.execute(
        "SELECT sequence, target, action, detail, content FROM audit WHERE vocabulary = ? AND target IS NOT NULL "
        "AND action IN ('ballot.open', 'review.open', 'ballot.vote', 'ballot.delegate', 'ballot.declare', 'comment.add', "
        "'comment.import', 'comment.observe', 'change.answer', 'change.object', 'change.conclude', 'change.extend') "
        "ORDER BY sequence", (vocabulary["name"],),
    ):
        records.setdefault(row["target"], []).append(row)
    for row in db.execute(
        "SELECT id, number FROM change_request WHERE vocabulary = ? ORDER BY number", (vocabulary["id"],)
    ).fetchall():
        yield from request_faults(db, row["id"], f"{vocabulary['name']}/{row['number']}", records)
    # Ballots belong to more than change requests since version 10.
    if version >= 10:
        yield from ballot_faults(db, vocabulary, records)
        yield from review_faults(db, vocabulary)
    # Comments are about more than change requests since version 9.
    if version >= 9:
        for target, (column, key) in sorted(subjects(db, vocabulary, records).items()):
            name = f"{vocabulary['name']}/{target}"
            yield from comment_faults(db, column, key, name, records.get(target, []))


def main(path):
    db = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    db.row_factory = sqlite3.Row
    faults = []
    versions = revisions = records = 0
    # The tables of committees are there since version 7.
    version = db.execute("PRAGMA user_version").fetchone()[0]
    has_committees = version >= 7

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
        if has_committees:
            faults.extend(workflow_faults(db, vocabulary, version))

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
