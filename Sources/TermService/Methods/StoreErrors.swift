import RDF
import SKOS
import SKOSStore

/// What clients are told of errors from the floors below.
enum StoreErrors {
  /// The error for clients; nil for what is nobody's business and goes to the log.
  static func describe(_ error: any Error) -> RPCError? {
    switch error {
    case let error as RPCError: error
    case let error as StoreError: describe(error)
    case let error as StaleHead:
      RPCError(.staleRevision, sentence(error.description), details: ["head": .int(Int(error.head))])
    case let error as StaleEdition: RPCError(.conflict, sentence(error.description), details: details(error))
    case let error as SyntaxError: RPCError(error)
    case let error as SerializationError: RPCError(.validationFailed, sentence(error.description))
    case let error as EntryError: RPCError(.invalidParams, sentence(error.description))
    default: nil
    }
  }

  private static func details(_ error: StaleEdition) -> JSON.Object {
    let edits = error.edits.map { edit -> JSON in
      [
        "by": .string(edit.by), "at": .string(edit.at.iso8601), "action": .string(edit.action),
        "item": .optional(edit.item),
      ]
    }
    return [
      "change": .int(Int(error.changeRequest)), "expectedEdition": .int(Int(error.expected)),
      "edition": .int(Int(error.edition)), "items": .array(error.items.map(JSON.string)),
      "edits": .array(edits),
    ]
  }

  private static func describe(_ error: StoreError) -> RPCError? {
    guard let name = name(of: error.code) else { return nil }
    var details = JSON.Object()
    if !error.details.isEmpty { details["details"] = .array(error.details.map(JSON.string)) }
    return RPCError(name, sentence(error.message), details: details)
  }

  private static func name(of code: StoreError.Code) -> RPCErrorName? {
    switch code {
    case .notFound: .notFound
    case .alreadyExists: .alreadyExists
    case .forbidden: .forbidden
    case .invalidState: .invalidState
    case .staleRevision: .staleRevision
    case .conflict: .conflict
    case .invalidArgument: .invalidParams
    case .validationFailed: .validationFailed
    case .importRefused: .importRefused
    case .cancelled: .cancelled
    case .storageFull, .readOnly: .storageUnavailable
    case .storeOwned, .storeUnreadable: .storageUnavailable
    case .damaged, .storageFailed: nil
    }
  }

  /// A message with its full stop; what it starts with may be a name, so its case stays.
  private static func sentence(_ message: String) -> String {
    message.hasSuffix(".") ? message : message + "."
  }
}
