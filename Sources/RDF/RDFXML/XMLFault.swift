import CLibXML2

extension SyntaxError {
  /// Says in our words what libxml2 complains about; nil if it is no error by the rules of XML and namespaces.
  init?(_ error: xmlError, at position: TextPosition) {
    guard error.level.rawValue >= XML_ERR_ERROR.rawValue else { return nil }
    let code = UInt32(bitPattern: error.code)
    // Validity is not asked for, and whether a namespace is an IRI is decided where one is used.
    guard error.domain != Int32(bitPattern: XML_FROM_VALID.rawValue), code != XML_WAR_NS_URI.rawValue,
      code != XML_WAR_NS_URI_RELATIVE.rawValue
    else { return nil }
    let first = XMLText.excerpt(error.str1)
    let second = XMLText.excerpt(error.str2)
    // One code stands for two faults.
    if code == XML_ERR_INVALID_CHAR.rawValue, Self.sentence(error).contains("not proper UTF-8") {
      let (kind, message) = Self.notInEncoding
      self.init(kind, at: position, message)
    } else if let (kind, message) = Self.known(code, first, second) {
      self.init(kind, at: position, message)
    } else {
      self.init(.grammar, at: position, Self.sentence(error))
    }
  }

  private static var notInEncoding: (Code, String) {
    (
      .encoding,
      "the bytes are not in the encoding of the document; expected UTF-8 unless it declares another"
    )
  }

  /// The errors that documents really have, with what was found and what was expected.
  private static func known(_ code: UInt32, _ first: String, _ second: String) -> (Code, String)? {
    switch code {
    case XML_ERR_DOCUMENT_EMPTY.rawValue:
      (.grammar, "the document is empty or starts with text; expected an XML element")
    case XML_ERR_DOCUMENT_END.rawValue:
      (
        .grammar,
        "the document does not end where its root element does; expected one whole element and nothing after it"
      )
    case XML_ERR_INVALID_CHAR.rawValue:
      (.grammar, "a character was found that XML 1.0 does not allow")
    case XML_ERR_INVALID_ENCODING.rawValue, XML_I18N_CONV_FAILED.rawValue:
      (
        .encoding,
        "the bytes are not in the encoding of the document; expected UTF-8 unless it declares another"
      )
    case XML_ERR_UNKNOWN_ENCODING.rawValue, XML_ERR_UNSUPPORTED_ENCODING.rawValue:
      (.encoding, "the declared encoding \"\(first)\" is not known; expected UTF-8")
    case XML_ERR_INVALID_CHARREF.rawValue, XML_ERR_INVALID_DEC_CHARREF.rawValue,
      XML_ERR_INVALID_HEX_CHARREF.rawValue:
      (
        .grammar,
        "a character reference does not name a character that XML 1.0 allows; expected one such as \"&#233;\""
      )
    case XML_ERR_UNDECLARED_ENTITY.rawValue, XML_WAR_UNDECLARED_ENTITY.rawValue:
      (.grammar, "the entity \"\(first)\" is not declared")
    case XML_ERR_ENTITYREF_SEMICOL_MISSING.rawValue, XML_ERR_NAME_REQUIRED.rawValue:
      (.grammar, "a name is missing or not ended; expected \"&amp;\" where an ampersand is meant")
    case XML_ERR_ENTITY_LOOP.rawValue:
      (.limit, "entities refer to each other without end, or expand to far more than the document")
    case XML_ERR_LT_IN_ATTRIBUTE.rawValue:
      (.grammar, "\"<\" may not stand in the value of an attribute; expected \"&lt;\"")
    case XML_ERR_ATTRIBUTE_NOT_STARTED.rawValue:
      (.grammar, "the value of an attribute has no quotes; expected \" or '")
    case XML_ERR_ATTRIBUTE_NOT_FINISHED.rawValue: (.grammar, "the value of an attribute has no closing quote")
    case XML_ERR_ATTRIBUTE_WITHOUT_VALUE.rawValue: (.grammar, "the attribute \"\(first)\" has no value")
    case XML_ERR_ATTRIBUTE_REDEFINED.rawValue:
      // The prefix and the local name, or the name alone if it has no prefix.
      (
        .grammar,
        "an attribute is given twice in one tag: \"\(second.isEmpty ? first : first + ":" + second)\""
      )
    case XML_ERR_TAG_NAME_MISMATCH.rawValue:
      (
        .grammar,
        "an element is closed by the wrong tag: found \"\(second)\", expected the end of \"\(first)\""
      )
    case XML_ERR_TAG_NOT_FINISHED.rawValue, XML_ERR_GT_REQUIRED.rawValue:
      (.grammar, "a tag or element is not finished: \"\(first)\"")
    case XML_ERR_COMMENT_NOT_FINISHED.rawValue: (.grammar, "a comment is not finished; expected \"-->\"")
    case XML_ERR_PI_NOT_FINISHED.rawValue:
      (.grammar, "a processing instruction is not finished; expected \"?>\"")
    case XML_ERR_CDATA_NOT_FINISHED.rawValue: (.grammar, "a CDATA section is not finished; expected \"]]>\"")
    case XML_ERR_DOCTYPE_NOT_FINISHED.rawValue: (.grammar, "the document type declaration is not finished")
    case XML_ERR_NAME_TOO_LONG.rawValue: (.limit, "a name is longer than 50000 bytes")
    case XML_NS_ERR_UNDEFINED_NAMESPACE.rawValue:
      (
        .prefix,
        "the prefix \"\(first)\" of \"\(second)\" is not declared; expected xmlns:\(first)=\"…\" here or above"
      )
    case XML_NS_ERR_ATTRIBUTE_REDEFINED.rawValue:
      (.grammar, "two attributes of one tag have the name \"\(first)\" in the namespace \"\(second)\"")
    default: nil
    }
  }

  /// Anything else: libxml2's own words, without their line feed.
  private static func sentence(_ error: xmlError) -> String {
    guard let message = error.message, let text = String(validatingCString: message) else {
      return "the document is not well-formed XML (libxml2 error \(error.code))"
    }
    let words = text.unicodeScalars.prefix(200).map { $0.properties.isWhitespace ? " " : String($0) }.joined()
    let trimmed = words.split(separator: " ").joined(separator: " ")
    return "the document is not well-formed XML: \(trimmed)"
  }
}
