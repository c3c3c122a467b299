extension SyntaxError.Code {
  /// The codes of JSON-LD, spelled as the specification spells them.
  ///
  /// - Source: JSON-LD 1.1 Processing Algorithms and API §9.6, `JsonLdErrorCode`; JSON-LD 1.1 Framing §5.2,
  ///   `JsonLdFramingErrorCode`.
  public enum JSONLD {
    /// Two keys of an object expand to the same keyword.
    public static let collidingKeywords = SyntaxError.Code("colliding keywords")
    /// A node has several values of `@index`.
    public static let conflictingIndexes = SyntaxError.Code("conflicting indexes")
    /// Contexts refer to each other too often.
    public static let contextOverflow = SyntaxError.Code("context overflow")
    /// A term is defined by means of itself.
    public static let cyclicIRIMapping = SyntaxError.Code("cyclic IRI mapping")
    /// The value of `@id` is not a string.
    public static let invalidIDValue = SyntaxError.Code("invalid @id value")
    /// The value of `@import` is not a string.
    public static let invalidImportValue = SyntaxError.Code("invalid @import value")
    /// The value of `@included` has something that is no node object.
    public static let invalidIncludedValue = SyntaxError.Code("invalid @included value")
    /// The value of `@index` is not a string.
    public static let invalidIndexValue = SyntaxError.Code("invalid @index value")
    /// The value of `@nest` is invalid.
    public static let invalidNestValue = SyntaxError.Code("invalid @nest value")
    /// The value of `@prefix` is not a Boolean.
    public static let invalidPrefixValue = SyntaxError.Code("invalid @prefix value")
    /// The value of `@propagate` is not a Boolean.
    public static let invalidPropagateValue = SyntaxError.Code("invalid @propagate value")
    /// The value of `@protected` is not a Boolean.
    public static let invalidProtectedValue = SyntaxError.Code("invalid @protected value")
    /// The value of `@reverse` is not an object.
    public static let invalidReverseValue = SyntaxError.Code("invalid @reverse value")
    /// The value of `@version` is not 1.1.
    public static let invalidVersionValue = SyntaxError.Code("invalid @version value")
    /// The value of `@direction` is not `ltr`, `rtl` or null.
    public static let invalidBaseDirection = SyntaxError.Code("invalid base direction")
    /// The value of `@base` is no IRI, and there is none to resolve it against.
    public static let invalidBaseIRI = SyntaxError.Code("invalid base IRI")
    /// The value of `@container` is none of the combinations allowed.
    public static let invalidContainerMapping = SyntaxError.Code("invalid container mapping")
    /// A context has an entry that is not allowed there.
    public static let invalidContextEntry = SyntaxError.Code("invalid context entry")
    /// A null context would remove protected terms.
    public static let invalidContextNullification = SyntaxError.Code("invalid context nullification")
    /// The default language is not a string.
    public static let invalidDefaultLanguage = SyntaxError.Code("invalid default language")
    /// A term stands for no IRI.
    public static let invalidIRIMapping = SyntaxError.Code("invalid IRI mapping")
    /// A literal of type `rdf:JSON` is no JSON.
    public static let invalidJSONLiteral = SyntaxError.Code("invalid JSON literal")
    /// A keyword has an alias that it must not have.
    public static let invalidKeywordAlias = SyntaxError.Code("invalid keyword alias")
    /// A value of a language map is not a string.
    public static let invalidLanguageMapValue = SyntaxError.Code("invalid language map value")
    /// The language of a term is not a string.
    public static let invalidLanguageMapping = SyntaxError.Code("invalid language mapping")
    /// The value of `@language` is not a string.
    public static let invalidLanguageTaggedString = SyntaxError.Code("invalid language-tagged string")
    /// Something else than a string has a language.
    public static let invalidLanguageTaggedValue = SyntaxError.Code("invalid language-tagged value")
    /// A context is neither null, string nor object.
    public static let invalidLocalContext = SyntaxError.Code("invalid local context")
    /// A context document has no usable `@context`.
    public static let invalidRemoteContext = SyntaxError.Code("invalid remote context")
    /// A reverse property is defined with entries that exclude it.
    public static let invalidReverseProperty = SyntaxError.Code("invalid reverse property")
    /// A keyword stands among reverse properties.
    public static let invalidReversePropertyMap = SyntaxError.Code("invalid reverse property map")
    /// The value of a reverse property is no node.
    public static let invalidReversePropertyValue = SyntaxError.Code("invalid reverse property value")
    /// The context of a term is invalid.
    public static let invalidScopedContext = SyntaxError.Code("invalid scoped context")
    /// A script in HTML is no JSON.
    public static let invalidScriptElement = SyntaxError.Code("invalid script element")
    /// A set or list object has entries that are not allowed there.
    public static let invalidSetOrListObject = SyntaxError.Code("invalid set or list object")
    /// A term is defined by something that is no definition.
    public static let invalidTermDefinition = SyntaxError.Code("invalid term definition")
    /// The type of a term is invalid.
    public static let invalidTypeMapping = SyntaxError.Code("invalid type mapping")
    /// The value of `@type` is neither a string nor an array of strings.
    public static let invalidTypeValue = SyntaxError.Code("invalid type value")
    /// A document that is read as a stream has an entry where it comes too late.
    ///
    /// - Source: Streaming JSON-LD, the streaming document form.
    public static let invalidStreamingKeyOrder = SyntaxError.Code("invalid streaming key order")
    /// The type of a value is no IRI.
    public static let invalidTypedValue = SyntaxError.Code("invalid typed value")
    /// A value object has entries that are not allowed there.
    public static let invalidValueObject = SyntaxError.Code("invalid value object")
    /// The value of `@value` is neither scalar nor null.
    public static let invalidValueObjectValue = SyntaxError.Code("invalid value object value")
    /// The value of `@vocab` is no IRI.
    public static let invalidVocabMapping = SyntaxError.Code("invalid vocab mapping")
    /// The scheme of an IRI is also a prefix, so that it cannot be written in full.
    public static let iriConfusedWithPrefix = SyntaxError.Code("IRI confused with prefix")
    /// A keyword is defined as a term.
    public static let keywordRedefinition = SyntaxError.Code("keyword redefinition")
    /// A document could not be had.
    public static let loadingDocumentFailed = SyntaxError.Code("loading document failed")
    /// A context could not be had.
    public static let loadingRemoteContextFailed = SyntaxError.Code("loading remote context failed")
    /// A server names several contexts for a document.
    public static let multipleContextLinkHeaders = SyntaxError.Code("multiple context link headers")
    /// A context is for another version of JSON-LD.
    public static let processingModeConflict = SyntaxError.Code("processing mode conflict")
    /// A protected term is defined anew.
    public static let protectedTermRedefinition = SyntaxError.Code("protected term redefinition")
    /// A frame is not one object, or asks for blank nodes by their labels.
    public static let invalidFrame = SyntaxError.Code("invalid frame")
    /// The value of `@embed` is none of those allowed.
    public static let invalidEmbedValue = SyntaxError.Code("invalid @embed value")
  }
}
