import Testing

@testable import RDF

@Suite struct JSONLDLoadingTests {
  private func scripts(_ html: String) -> [String] {
    let scripts = HTMLScripts(Array(html.utf8))
    return scripts.elements.filter(\.isScript).map {
      String(decoding: Array(html.utf8)[$0.content], as: UTF8.self)
    }
  }

  @Test(arguments: [
    ("<script>a</script>", ["a"]), ("<SCRIPT >a</sCript\n>b", ["a"]), ("<script>a", ["a"]),
    ("<!-- <script>a</script> --><script>b</script>", ["b"]), ("<!--><script>a</script>", ["a"]),
    ("<title><script>a</script></title><script>b</script>", ["b"]),
    ("<p title='<script>a</script>'><script>b</script>", ["b"]),
    ("<script>a</scripts></script>", ["a</scripts>"]), ("<scripts>a</scripts>", []),
    // HTML §13.2.5.4: behind "<!--", a script in the script has an end of its own.
    ("<script><!-- <script>a</script> --></script>b", ["<!-- <script>a</script> -->"]),
    ("<script><!-- </script>b", ["<!-- "]), ("<script", []), ("<", []), ("</", []), ("<!", []), ("<!-", []),
    ("<a =b=c/><script x y=1>a</script>", ["a"]), ("<a '\">", []),
  ])
  func `scripts are found as HTML tells them`(_ html: String, _ expected: [String]) {
    #expect(scripts(html) == expected)
  }

  @Test func `every beginning of a page is read`() {
    let page = Array(
      "<!DOCTYPE html><!--c--><base href=\"x&amp;y&#x41;&#0;&bad;\"><script id='a' type=t><!--<script></script>"
        .utf8)
    for end in 0...page.count { _ = HTMLScripts(Array(page[..<end])) }
    #expect(HTMLScripts(page).base == "x&yA&#0;&bad;")
  }

  @Test(arguments: [
    ("<a>; rel=x", ["a x"]), ("<a>;rel=\"x y\", <b> ; type=t;rel = y", ["a x y", "b y"]),
    ("<a>; title=\"<b>, \\\"; rel=z\"; rel=x", ["a x"]), ("", []), ("<a", []), ("a; rel=x", []),
    ("<a>; rel=x; rel=y", ["a x"]), ("<a>;;;", ["a "]), ("<a>; rel=\"x", ["a x"]),
  ])
  func `link fields are read as RFC 8288 has it`(_ field: String, _ expected: [String]) {
    #expect(
      LinkHeader(field).links.map { $0.target + " " + $0.relations.joined(separator: " ") } == expected)
  }

  private func loader(_ answer: @escaping @Sendable (IRI) -> JSONLDDocumentLoader.Response) -> ParserOptions {
    var options = ParserOptions()
    options.jsonLD.documentLoader = JSONLDDocumentLoader { (iri) throws(SyntaxError) in answer(iri) }
    return options
  }

  private func code(_ body: () throws -> Void) -> SyntaxError.Code? {
    do {
      try body()
      return nil
    } catch {
      return (error as? SyntaxError)?.code
    }
  }

  @Test func `without a loader nothing is loaded`() throws {
    let iri = try IRI("http://a/b")
    #expect(code { _ = try JSONLD.load(iri) } == .JSONLD.loadingDocumentFailed)
    #expect(
      code { _ = try JSONLD.expand(["@context": "http://a/b"]) } == .JSONLD.loadingRemoteContextFailed)
  }

  @Test func `links to other forms are followed as often as allowed and no more`() throws {
    // The address counts down to a document.
    func options(_ limit: Int) -> ParserOptions {
      var options = loader { iri in
        let number = Int(iri.localName) ?? 0
        return JSONLDDocumentLoader.Response(
          iri: iri, contentType: number > 0 ? "text/plain" : "application/ld+json",
          links: ["<http://a/\(number - 1)>; rel=alternate; type=\"application/ld+json\""],
          body: Array("{}".utf8))
      }
      options.limits.remoteContextCountMax = limit
      return options
    }
    #expect(try JSONLD.load(IRI("http://a/3"), options: options(4)).documentIRI.string == "http://a/0")
    #expect(
      code { _ = try JSONLD.load(IRI("http://a/4"), options: options(4)) } == .JSONLD.loadingDocumentFailed)
  }

  @Test func `a document is loaded up to the longest allowed`() throws {
    func load(_ limit: Int) throws {
      var options = loader { iri in
        JSONLDDocumentLoader.Response(iri: iri, contentType: "application/ld+json", body: Array("[1]".utf8))
      }
      options.limits.jsonLDByteCountMax = limit
      _ = try JSONLD.load(IRI("http://a/b"), options: options)
    }
    try load(3)
    #expect(code { try load(2) } == .limit)
  }

  @Test func `a fault in a script has its place in the page`() throws {
    let page = "<html>\n <script type=\"application/ld+json\">\n  {\"a\": x}</script>"
    let options = loader { iri in
      JSONLDDocumentLoader.Response(iri: iri, contentType: "text/html; charset=utf-8", body: Array(page.utf8))
    }
    let error = #expect(throws: SyntaxError.self) {
      try JSONLD.load(IRI("http://a/b"), options: options)
    }
    #expect(error?.code == .JSONLD.invalidScriptElement)
    #expect(error?.position?.description == "3:9")
  }

  @Test func `each context is asked for once`() throws {
    let counter = Counter()
    let options = loader { iri in
      counter.count += 1
      return JSONLDDocumentLoader.Response(
        iri: iri, contentType: "application/ld+json",
        body: Array("{\"@context\": {\"p\": \"http://a/p\"}}".utf8))
    }
    let node: JSON = ["@context": "http://a/context", "p": 1]
    #expect(try JSONLD.expand([node, node], options: options).array?.count == 2)
    #expect(counter.count == 1)
  }

  /// Counts in one thread only.
  private final class Counter: @unchecked Sendable {
    var count = 0
  }
}
