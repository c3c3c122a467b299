/// Statements with the terms they need, to be played to a sink.
///
/// What makes statements here is not generic, and so as fast as the compiler can make it; only the player is,
/// which knows the sink.
struct StatementTape {
  /// A part of `text`.
  typealias Text = Range<Int>

  /// The number of a term: from 0 for those that stay, such as predicates, so that the sink is asked for them
  /// once; below 0 for those that are forgotten when the tape has been played.
  typealias Slot = Int

  enum Instruction {
    case lastingIRI(Text)
    case iri(Text)
    case blankNode(Text)
    case literal(Text)
    case languageTagged(Text, language: Text)
    case typed(Text, datatype: Slot)
    case statement(Slot, Slot, Slot, graph: Slot?)
    case prefix(Text, namespace: Text)
  }

  private var instructions: [Instruction] = []
  /// The text of all terms, end to end; it comes from strings, which are UTF-8.
  private var text: [UInt8] = []
  private var lastingCount = 0
  private var passingCount = 0
  /// The slots of xsd:string: a literal of that datatype is a plain one (RDF 1.1 Concepts §3.3).
  private var stringDatatypes: [Slot] = []

  private mutating func add(_ instruction: Instruction) -> Slot {
    instructions.append(instruction)
    passingCount += 1
    return -passingCount
  }

  private mutating func append(_ string: String) -> Text {
    let start = text.count
    text.append(contentsOf: string.utf8)
    return start..<text.count
  }

  /// Adds an IRI that is likely to come again.
  mutating func lastingIRI(_ iri: String) -> Slot {
    instructions.append(.lastingIRI(append(iri)))
    lastingCount += 1
    if iri == IRI.XSD.string.string { stringDatatypes.append(lastingCount - 1) }
    return lastingCount - 1
  }

  mutating func iri(_ iri: String) -> Slot { add(.iri(append(iri))) }
  mutating func blankNode(_ label: String) -> Slot { add(.blankNode(append(label))) }
  mutating func literal(_ form: String) -> Slot { add(.literal(append(form))) }
  mutating func literal(_ form: String, language: String) -> Slot {
    add(.languageTagged(append(form), language: append(language)))
  }
  mutating func literal(_ form: String, datatype: Slot) -> Slot {
    if stringDatatypes.contains(datatype) { return literal(form) }
    return add(.typed(append(form), datatype: datatype))
  }

  mutating func statement(_ subject: Slot, _ predicate: Slot, _ object: Slot, graph: Slot?) {
    instructions.append(.statement(subject, predicate, object, graph: graph))
  }

  mutating func prefix(_ name: String, _ namespace: String) {
    instructions.append(.prefix(append(name), namespace: append(namespace)))
  }

  /// The handles that a sink has given for the terms of a tape.
  struct Handles<Handle> {
    var lasting: [Handle] = []
    var passing: [Handle] = []

    subscript(slot: Slot) -> Handle { slot >= 0 ? lasting[slot] : passing[-slot - 1] }
  }

  /// Hands everything to a sink.
  func play<Sink: StatementSink>(to sink: inout Sink, _ handles: inout Handles<Sink.Handle>) {
    let text = text.span
    for instruction in instructions {
      switch instruction {
      case .lastingIRI(let iri): handles.lasting.append(sink.iri(text.extracting(iri)))
      case .iri(let iri): handles.passing.append(sink.iri(text.extracting(iri)))
      case .blankNode(let label): handles.passing.append(sink.blankNode(text.extracting(label)))
      case .literal(let form): handles.passing.append(sink.literal(text.extracting(form)))
      case .languageTagged(let form, let language):
        handles.passing.append(sink.literal(text.extracting(form), language: text.extracting(language)))
      case .typed(let form, let datatype):
        handles.passing.append(sink.literal(text.extracting(form), datatype: handles[datatype]))
      case .statement(let subject, let predicate, let object, let graph):
        sink.statement(
          handles[subject], handles[predicate], handles[object], graph: graph.map { handles[$0] }, at: .start)
      case .prefix(let name, let namespace):
        sink.prefix(string(text.extracting(name)), string(text.extracting(namespace)))
      }
    }
    handles.passing.removeAll(keepingCapacity: true)
  }

  /// Forgets what has been played.
  mutating func rewind() {
    instructions.removeAll(keepingCapacity: true)
    text.removeAll(keepingCapacity: true)
    passingCount = 0
  }

  /// A place to go back to.
  struct Mark {
    fileprivate let instructionCount: Int
    fileprivate let passingCount: Int
  }

  var mark: Mark { Mark(instructionCount: instructions.count, passingCount: passingCount) }

  /// Forgets what has been taken down since, but for the terms that stay: others may have kept their numbers.
  mutating func takeBack(to mark: Mark) {
    let lasting = instructions[mark.instructionCount...].filter {
      if case .lastingIRI = $0 { true } else { false }
    }
    instructions.replaceSubrange(mark.instructionCount..., with: lasting)
    passingCount = mark.passingCount
  }

  private func string(_ utf8: Span<UInt8>) -> String {
    utf8.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
  }
}
