/// A self-contained HTML page: no script, nothing fetched, light or dark as the reader's system is, fit for print.
struct HTMLPage {
  let title: String
  /// The content, as HTML.
  let body: String

  /// The page.
  var html: String {
    """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
    <meta name="color-scheme" content="light dark">
    <title>\(Self.escaped(title))</title>
    <style>
    \(Self.style)
    </style>
    </head>
    <body>
    <main>
    <h1>\(Self.escaped(title))</h1>
    \(body)
    </main>
    </body>
    </html>

    """
  }

  /// Text that is not ours, for content and for attributes in quotation marks.
  ///
  /// Controls, and those that turn the reading direction, are written out; line feeds and tabs stay.
  static func escaped(_ text: String) -> String { text.escapedForMarkup }

  private static let style = """
    :root { color-scheme: light dark; --text: #1b1f24; --back: #ffffff; --quiet: #57606a; --line: #d0d7de;
      --removed: #b3261e; --removed-back: #fde8e6; --added: #0a6b2d; --added-back: #e2f5e8; --bar: #2f6fb0; }
    @media (prefers-color-scheme: dark) { :root { --text: #e6e8eb; --back: #15181c; --quiet: #9aa4af;
      --line: #39414a; --removed: #ffb4ab; --removed-back: #4a1d1a; --added: #8fdba8; --added-back: #123d22;
      --bar: #6ba6e0; } }
    body { margin: 0; background: var(--back); color: var(--text); font: 1rem/1.5 system-ui, sans-serif; }
    main { max-width: 60rem; margin: 0 auto; padding: 1rem; }
    h1 { font-size: 1.6rem; } h2 { font-size: 1.25rem; border-bottom: 1px solid var(--line); margin-top: 2rem; }
    a { color: inherit; } .iri, .quiet { color: var(--quiet); font-size: .85rem; overflow-wrap: anywhere; }
    section > ul { padding-left: 0; list-style: none; } section > ul > li { margin-top: .8rem; }
    bdi { white-space: pre-line; }
    del { color: var(--removed); background: var(--removed-back); }
    ins { color: var(--added); background: var(--added-back); }
    nav ul { columns: 3 12rem; padding-left: 1.2rem; }
    table { border-collapse: collapse; margin: .5rem 0; font-variant-numeric: tabular-nums; }
    th, td { padding: .15rem .8rem .15rem 0; text-align: left; border-bottom: 1px solid var(--line); }
    th.number, td.number { text-align: right; }
    caption { text-align: left; color: var(--quiet); }
    pre { background: var(--removed-back); overflow-x: auto; padding: .2rem .5rem; }
    summary { cursor: pointer; } details { border-top: 1px solid var(--line); padding: .3rem 0; }
    .wide { overflow-x: auto; }
    svg { max-width: 100%; height: auto; } svg text { fill: var(--text); font: 12px system-ui, sans-serif; }
    svg rect { fill: var(--bar); }
    @media print { body { font-size: 10pt; } main { max-width: none; padding: 0; } nav { display: none; }
      li, tr, figure { break-inside: avoid; } h2 { break-after: avoid; } }
    """
}
