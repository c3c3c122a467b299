/// What a name means to the grammar of RDF/XML.
///
/// - Source: RDF 1.1 XML Syntax §6.2.1 to §6.2.8, "coreSyntaxTerms", "syntaxTerms" and "oldTerms".
enum RDFXMLTerm {
  /// Any name but the following; it stands for the property or class with its IRI.
  case ordinary
  case RDF, ID, about, parseType, resource, nodeID, datatype
  case Description, li
  /// `rdf:aboutEach`, `rdf:aboutEachPrefix` and `rdf:bagID`, which RDF 1.0 withdrew.
  case withdrawn
  /// `rdf:type`, special only as an attribute, where its value is an IRI.
  case type

  init(localName: String) {
    self =
      switch localName {
      case "RDF": .RDF
      case "ID": .ID
      case "about": .about
      case "parseType": .parseType
      case "resource": .resource
      case "nodeID": .nodeID
      case "datatype": .datatype
      case "Description": .Description
      case "li": .li
      case "aboutEach", "aboutEachPrefix", "bagID": .withdrawn
      case "type": .type
      default: .ordinary
      }
  }
}

/// The names of a document by their pointers: what each means, its IRI, and where the sink's handle for it is.
///
/// Equal names have equal pointers for as long as the XML reader lives, so that looking one up neither
/// compares text nor makes any.
struct RDFXMLNames: ~Copyable {
  struct Entry {
    let term: RDFXMLTerm
    /// The namespace and the local name, end to end in `text`.
    fileprivate let iri: Range<Int>
    /// Where the sink's handle is, once it has been asked for.
    var slot: RDFXMLTape.Slot?
    fileprivate let namespace: UnsafePointer<UInt8>
    fileprivate let local: UnsafePointer<UInt8>
  }

  private(set) var entries = OwnedArray<Entry>()
  /// The IRIs of all names.
  private var text = OwnedArray<UInt8>()
  /// Open addressing, linear probing: index of an entry + 1, 0 for a free place.
  ///
  /// The size is a power of two.
  private var table = Self.emptyTable(128)

  private static func emptyTable(_ size: Int) -> OwnedArray<Int32> {
    var table = OwnedArray<Int32>(capacity: size)
    for _ in 0..<size { table.append(0) }
    return table
  }

  /// The index of a name that has been added, or nil.
  func index(_ namespace: UnsafePointer<UInt8>, _ local: UnsafePointer<UInt8>) -> Int? {
    var slot = self.slot(namespace, local)
    while table[slot] != 0 {
      let index = Int(table[slot]) - 1
      if entries[index].local == local && entries[index].namespace == namespace { return index }
      slot = (slot + 1) & (table.count - 1)
    }
    return nil
  }

  /// Adds a name that is not there yet and returns its index.
  mutating func add(_ namespace: UnsafePointer<UInt8>, _ local: UnsafePointer<UInt8>) -> Int {
    let namespaceBytes = XMLText.bytes(namespace)
    let localBytes = XMLText.bytes(local)
    let isRDF = namespaceBytes.elementsEqual(IRI.RDF.namespace.utf8)
    let term = isRDF ? RDFXMLTerm(localName: XMLText.string(localBytes)) : .ordinary
    let start = text.count
    text.append(contentsOf: namespaceBytes)
    text.append(contentsOf: localBytes)
    entries.append(Entry(term: term, iri: start..<text.count, slot: nil, namespace: namespace, local: local))
    if entries.count * 2 > table.count { grow() } else { place(entries.count - 1) }
    return entries.count - 1
  }

  /// The IRI of a name, valid until another name is added.
  func iri(at index: Int) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(rebasing: text.elements[entries[index].iri])
  }

  mutating func setSlot(_ slot: RDFXMLTape.Slot, at index: Int) { entries[index].slot = slot }

  private func slot(_ namespace: UnsafePointer<UInt8>, _ local: UnsafePointer<UInt8>) -> Int {
    // Pointers into one dictionary differ in their lower bits; the product spreads them upwards.
    let mixed = (UInt(bitPattern: local) ^ (UInt(bitPattern: namespace) << 1)) &* 0x9E37_79B9_7F4A_7C15
    return Int(truncatingIfNeeded: mixed >> 32) & (table.count - 1)
  }

  private mutating func place(_ index: Int) {
    var slot = self.slot(entries[index].namespace, entries[index].local)
    while table[slot] != 0 { slot = (slot + 1) & (table.count - 1) }
    table[slot] = Int32(truncatingIfNeeded: index + 1)
  }

  private mutating func grow() {
    table = Self.emptyTable(table.count * 2)
    for index in 0..<entries.count { place(index) }
  }
}
