"""Proposes, reviews, merges and releases a change, each step by another account.

    propose_review_release.py SOCKET VOCABULARY ENTRY AUTHOR REVIEWER MANAGER PUBLISHER

The last four are files with tokens. Prints the hash of the release.
"""
import sys

from concordat import Concordat, Refused


def main(path, vocabulary, entry, *files):
    tokens = [open(file).read().strip() for file in files]
    author, reviewer, manager, publisher = (Concordat(path, token=token, languages=["en"]) for token in tokens)
    heard = []
    follower = Concordat(path, on_notification=lambda method, event: heard.append(event["action"]))
    follower.call("event.subscribe", vocabulary=vocabulary)

    change = author.write(
        "change.create", vocabulary=vocabulary, title="Name it better", justification="Readers look for this word."
    )["number"]
    edit = {"op": "add", "property": "altLabel", "language": "en", "values": ["better name"]}
    author.write("change.edit", vocabulary=vocabulary, change=change, concept=entry, edits=[edit])
    for finding in author.rows("findings", "change.check", vocabulary=vocabulary, change=change):
        print("found:", finding["message"], file=sys.stderr)
    author.write("change.submit", vocabulary=vocabulary, change=change)

    # Nobody decides on a request of their own.
    try:
        author.write("change.approve", vocabulary=vocabulary, change=change)
        sys.exit("the author could approve")
    except Refused as refusal:
        assert refusal.name == "forbidden", refusal.name

    reviewer.write("change.approve", vocabulary=vocabulary, change=change, reason="It is what people say.")
    manager.write("change.merge", vocabulary=vocabulary, change=change)

    key = "release-of-" + str(change)
    parameters = dict(vocabulary=vocabulary, version="9.0.0", notes="A better name.", idempotencyKey=key)
    first = publisher.write("release.create", **parameters)
    again = publisher.write("release.create", **parameters)
    assert first == again, "a request with a key is carried out once"

    shown = follower.call("concept.get", vocabulary=vocabulary, concept=entry, at="9.0.0", fields=["labels.text"])
    assert "better name" in [label["text"] for label in shown["labels"]]
    document = follower.download(follower.call("release.export", vocabulary=vocabulary, version="9.0.0", syntax="ntriples"))
    assert b'"better name"@en' in document
    assert [row["number"] for row in follower.rows("requests", "change.list", vocabulary=vocabulary)] == [change]
    follower.call("rpc.ping")
    wanted = ["change.submit", "change.approve", "change.merge", "release.create"]
    while heard != wanted and len(heard) < len(wanted):
        message = follower.receive()
        heard.append(message["params"]["action"])
    assert heard == wanted, heard
    print(first["canonicalHash"] if "canonicalHash" in first else first["version"])


main(*sys.argv[1:])
