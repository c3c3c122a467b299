#!/usr/bin/env python3
"""Writes the manual page of termctl from what the program says of its commands.

    termctl --experimental-dump-help | Scripts/man-page.py > termctl.1
"""
import json
import sys


def escaped(text):
    """Text as roff has it: backslashes and hyphens are escaped, and no line begins with a control character."""
    text = text.replace("\\", "\\e").replace("-", "\\-")
    return "\n".join("\\&" + line if line[:1] in (".", "'") else line for line in text.split("\n"))


def spelled(argument):
    """An argument as it stands on the command line."""
    names = []
    for name in argument.get("names", []):
        dash = "-" if name["kind"] == "short" else "--"
        names.append(dash + name["name"])
    value = argument.get("valueName", "")
    if argument["kind"] == "positional":
        text = f"<{value}>"
    elif argument["kind"] == "flag":
        text = ", ".join(names)
    else:
        text = ", ".join(names) + f" <{value}>"
    return text + (" ..." if argument.get("isRepeating") else "")


def paragraphs(text):
    return "\n.PP\n".join(escaped(part.strip("\n")) for part in text.split("\n\n"))


def section(command, path, lines, inherited):
    arguments = [each for each in command.get("arguments", []) if each.get("shouldDisplay", True)]
    own = [each for each in arguments if spelled(each) not in inherited]
    lines.append(f".SS {escaped(' '.join(path))}")
    lines.append(escaped(command.get("abstract", "")))
    if command.get("discussion"):
        lines += [".PP", paragraphs(command["discussion"])]
    for argument in own:
        lines += [".TP", f"\\fB{escaped(spelled(argument))}\\fR", escaped(argument.get("abstract", "") or "")]
    for each in command.get("subcommands", []):
        if each["commandName"] != "help" and each.get("shouldDisplay", True):
            section(each, path + [each["commandName"]], lines, inherited)


def count(command, found):
    for argument in command.get("arguments", []):
        if argument.get("shouldDisplay", True):
            found.setdefault(spelled(argument), []).append(argument)
    for each in command.get("subcommands", []):
        count(each, found)


def main():
    root = json.load(sys.stdin)["command"]
    found = {}
    count(root, found)
    # What nearly every command takes is said once.
    common = {name: uses[0] for name, uses in found.items() if len(uses) >= 12}
    lines = [
        '.TH TERMCTL 1 "" "Concordat" "Concordat"', ".SH NAME", "termctl \\- " + escaped(root["abstract"]),
        ".SH SYNOPSIS", ".B termctl", "\\fIcommand\\fR [\\fIsubcommand\\fR] [\\fIoptions\\fR]", ".SH DESCRIPTION",
        ".nf", escaped(root.get("discussion", "")), ".fi", ".SH COMMON OPTIONS",
    ]
    for name, argument in sorted(common.items()):
        lines += [".TP", f"\\fB{escaped(name)}\\fR", escaped(argument.get("abstract", "") or "")]
    lines.append(".SH COMMANDS")
    for each in root.get("subcommands", []):
        if each["commandName"] != "help":
            section(each, [root["commandName"], each["commandName"]], lines, common)
    print("\n".join(line for line in lines if line))


main()
