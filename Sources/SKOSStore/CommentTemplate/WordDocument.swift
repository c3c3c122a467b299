internal import RDF

/// The parts of a Word document that comments are read from.
struct WordDocument {
  /// The tables of the document's body, in the order in which they begin.
  let tables: [WordTables.Table]
  /// The texts that say what the document is: those of its head, and those outside of tables.
  let headTexts: [String]
  /// The language that texts have which say none.
  let language: LanguageTag?

  private static let headerCountMax = 8

  /// Reads the parts; O(n).
  ///
  /// - Throws: `TemplateFault` for a file that is no document, or whose parts cannot be read.
  init(_ bytes: [UInt8], limits: ZipLimits) throws(TemplateFault) {
    // The signature of the compound files of Word 97 to 2003, in which encrypted documents come as well.
    guard !bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) else {
      throw TemplateFault(
        .oldDocument,
        "the file is encrypted or a document of Word 97 to 2003; save it as .docx without a password"
      )
    }
    let parts = try WordParts(bytes, limits: limits)
    let main = try parts.target("/officeDocument", of: "") ?? "word/document.xml"
    let body = WordTables()
    guard try parts.read(main, to: body) else {
      throw TemplateFault(
        .markup, "the file has no part \"\(main)\"; expected a Word document (.docx)")
    }
    tables = body.tables.sorted { $0.ordinal < $1.ordinal }
    var texts = body.paragraphs
    for header in try parts.targets("/header", of: main).prefix(Self.headerCountMax) {
      let head = WordTables()
      guard try parts.read(header, to: head) else { continue }
      texts += head.paragraphs + head.tables.flatMap { $0.rows.flatMap { $0.cells.map(\.text) } }
    }
    headTexts = texts
    let styles = WordLanguage()
    if let name = try parts.target("/styles", of: main) { _ = try parts.read(name, to: styles) }
    language = styles.language
  }
}

/// The parts of an Open Packaging archive, and how they point at each other.
private struct WordParts {
  private let archive: ZipArchive

  init(_ bytes: [UInt8], limits: ZipLimits) throws(TemplateFault) {
    do throws(ZipFault) {
      archive = try ZipArchive(bytes, limits: limits)
    } catch {
      throw TemplateFault(.archive(error.kind), error.message)
    }
  }

  /// Reads a part; false if there is none.
  func read(_ name: String, to handler: any XMLElementHandler) throws(TemplateFault) -> Bool {
    let content: [UInt8]?
    do throws(ZipFault) {
      content = try archive.content(of: name)
    } catch {
      throw TemplateFault(.archive(error.kind), error.message)
    }
    guard let content else { return false }
    do throws(SyntaxError) {
      try XMLElements.read(content, to: handler)
    } catch {
      throw TemplateFault(.markup, "the part \"\(name)\" cannot be read: \(error)")
    }
    return true
  }

  func target(_ type: String, of part: String) throws(TemplateFault) -> String? {
    try targets(type, of: part).first
  }

  /// The names of the parts that a part points at, by the end of the relation's type.
  func targets(_ type: String, of part: String) throws(TemplateFault) -> [String] {
    var folders = part.split(separator: "/").map(String.init)
    let file = folders.popLast() ?? ""
    let relations = WordRelations()
    _ = try read((folders + ["_rels", file + ".rels"]).joined(separator: "/"), to: relations)
    return relations.targets.filter { $0.type.hasSuffix(type) }.map {
      Self.resolve($0.target, in: folders)
    }
  }

  private static func resolve(_ target: String, in folders: [String]) -> String {
    var parts = target.hasPrefix("/") ? [] : folders
    for step in target.split(separator: "/") {
      switch step {
      case ".": continue
      case "..": _ = parts.popLast()
      default: parts.append(String(step))
      }
    }
    return parts.joined(separator: "/")
  }
}

/// The relations of a part, in their order, without those that lead out of the file.
private final class WordRelations: XMLElementHandler {
  var targets: [(type: String, target: String)] = []

  func startElement(_ name: XMLElementName, _ attributes: [XMLElementName: String])
    throws(SyntaxError)
  {
    func value(_ name: String) -> String? { attributes[XMLElementName(namespace: "", local: name)] }
    guard name.local == "Relationship", value("TargetMode") != "External", let type = value("Type"),
      let target = value("Target")
    else { return }
    targets.append((type, target))
  }

  func endElement(_ name: XMLElementName) throws(SyntaxError) {}
  func characters(_ text: String) throws(SyntaxError) {}
}

/// The language in the defaults of a document's styles.
private final class WordLanguage: XMLElementHandler {
  var language: LanguageTag?
  private var defaultsDepth = 0

  func startElement(_ name: XMLElementName, _ attributes: [XMLElementName: String])
    throws(SyntaxError)
  {
    if name.local == "docDefaults" || defaultsDepth > 0 { defaultsDepth += 1 }
    guard defaultsDepth > 0, name.local == "lang", language == nil else { return }
    let value = attributes[XMLElementName(namespace: name.namespace, local: "val")]
    language = value.flatMap { try? LanguageTag($0) }
  }

  func endElement(_ name: XMLElementName) throws(SyntaxError) {
    if defaultsDepth > 0 { defaultsDepth -= 1 }
  }
  func characters(_ text: String) throws(SyntaxError) {}
}
