"""Reads and writes tables of comments in Word documents, independently of Concordat.

    comment-template.py read FILE.docx             prints the first table of the body as JSON
    comment-template.py write ROWS.json FILE.docx  makes a document with a table of these rows

Uses python-docx where it is installed, and Python's own modules for archives and XML otherwise. What is read is
compared between both where both are there. Documents are written as awkwardly as Word writes them: texts split into
several runs, tracked deletions, another table before the one that is meant.
"""

import json
import sys
import xml.etree.ElementTree as ET
import zipfile
from xml.sax.saxutils import escape

try:
    import docx
except ImportError:
    docx = None

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def paragraph_text(paragraph):
    text = ""
    for node in paragraph.iter():
        if node.tag == W + "t":
            text += node.text or ""
        elif node.tag == W + "tab":
            text += "\t"
    return text


def read_plain(path):
    with zipfile.ZipFile(path) as archive:
        damaged = archive.testzip()
        assert damaged is None, damaged
        for name in archive.namelist():
            ET.fromstring(archive.read(name))
        root = ET.fromstring(archive.read("word/document.xml"))
    table = root.find(W + "body").find(W + "tbl")
    return [
        ["\n".join(paragraph_text(p) for p in cell.findall(W + "p")) for cell in row.findall(W + "tc")]
        for row in table.findall(W + "tr")
    ]


def read(path):
    rows = read_plain(path)
    if docx:
        document = docx.Document(path)
        section = document.sections[0]
        assert section.orientation == 1 and section.page_width > section.page_height
        table = document.tables[0]
        theirs = [[cell.text for cell in row.cells] for row in table.rows]
        assert theirs == rows, (theirs, rows)
        assert document.core_properties.title, "no title"
        assert section.header.tables[0].rows[0].cells[2].text.startswith("Document:")
    print(json.dumps(rows))


def pieces(text):
    """A text in three parts, cut anywhere but within a character."""
    first, second = len(text) // 3, 2 * len(text) // 3
    return [part for part in (text[:first], text[first:second], text[second:]) if part]


def write_with_docx(rows, path):
    from docx.oxml import parse_xml

    document = docx.Document()
    other = document.add_table(rows=1, cols=3)
    for cell, text in zip(other.rows[0].cells, ["Name", "Country", "Email"]):
        cell.text = text
    document.add_paragraph("Comments of all member bodies")
    table = document.add_table(rows=len(rows), cols=len(rows[0]))
    namespace = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    for row, texts in zip(table.rows, rows):
        for cell, text in zip(row.cells, texts):
            lines = text.split("\n")
            for index, line in enumerate(lines):
                paragraph = cell.paragraphs[0] if index == 0 else cell.add_paragraph()
                for part in pieces(line):
                    paragraph.add_run(part)
                deletion = f'<w:del {namespace} w:id="1" w:author="x"><w:r><w:delText>gone</w:delText></w:r></w:del>'
                paragraph._p.append(parse_xml(deletion))
    document.save(path)


def write_plain(rows, path):
    def run(text):
        parts = text.split("\t")
        marks = "<w:tab/>".join(f'<w:t xml:space="preserve">{escape(part)}</w:t>' for part in parts)
        return f"<w:r>{marks}</w:r>"

    def cell(text):
        lines = ("".join(run(part) for part in pieces(line)) for line in text.split("\n"))
        return "<w:tc>" + "".join(f"<w:p>{line}</w:p>" for line in lines) + "</w:tc>"

    body = "".join("<w:tr>" + "".join(cell(text) for text in row) + "</w:tr>" for row in rows)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        namespace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
        archive.writestr(
            "word/document.xml",
            f'<w:document xmlns:w="{namespace}"><w:body><w:tbl>{body}</w:tbl></w:body></w:document>',
        )


if sys.argv[1] == "read":
    read(sys.argv[2])
else:
    with open(sys.argv[2], encoding="utf-8") as file:
        rows = json.load(file)
    (write_with_docx if docx else write_plain)(rows, sys.argv[3])
