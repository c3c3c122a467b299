#!/bin/sh
# Prints the label and definitions of an entry: look-up.sh SOCKET VOCABULARY ENTRY [LANGUAGE]
# Needs socat and jq.
set -eu
socket=$1 vocabulary=$2 entry=$3 language=${4:-en}
jq -nc --arg vocabulary "$vocabulary" --arg entry "$entry" --arg language "$language" \
  '{jsonrpc: "2.0", id: 1, method: "concept.get",
    params: {vocabulary: $vocabulary, concept: $entry, languages: [$language]}}' |
  socat -t 10 - "UNIX-CONNECT:$socket" |
  jq -r 'if .error then .error.message | halt_error(1) else
    .result | "\(.label.text)  <\(.iri)>", (.notes[] | select(.property == "definition") | "  " + .text) end'
