import RDF
public import SKOS

extension CommentTemplate {
  /// The comments as comma-separated values, with the headings of the template in the first row.
  ///
  /// What a spreadsheet program might take for a formula gets an apostrophe in front. The document, project, date and
  /// language are not in it. O(n).
  /// - Parameter hasByteOrderMark: whether to begin with the mark by which Excel knows UTF-8.
  public func csv(separator: CSVSeparator = .comma, hasByteOrderMark: Bool = false) -> [UInt8] {
    var writer = CSVWriter(separator: separator, hasByteOrderMark: hasByteOrderMark)
    writer.write(row: TemplateColumn.allCases.map(\.heading))
    for comment in comments {
      writer.write(row: TemplateColumn.allCases.map { CellText.guarded(comment[$0]) })
    }
    return writer.take()
  }

  /// The comments as a Word document: one table on landscape pages, whose headings stand on every page.
  ///
  /// The same comments give the same bytes. O(n).
  /// - Throws: `TemplateFault` for a text with a character that XML does not have, and for more than 4 GiB.
  public func docx() throws(TemplateFault) -> [UInt8] { try WordWriter(self).bytes() }
}
