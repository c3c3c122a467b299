/// The errors that a request may be answered with; `spec/protocol.md` and the OpenRPC document list them from here.
///
/// The raw value is the name that travels as `data.name`. Codes from -32000 to -32099 are the server's own
/// (JSON-RPC 2.0 §5.1).
public enum RPCErrorName: String, CaseIterable, Hashable, Sendable {
  /// The line is not JSON.
  case parseError
  /// The JSON is not a request.
  case invalidRequest
  /// No method has the name.
  case methodNotFound
  /// A parameter is missing, unknown or wrong.
  case invalidParams
  /// The server failed in a way that the request did not cause.
  case internalError
  /// The connection has no account, and the method needs one.
  case unauthenticated
  /// The account may not do this.
  case forbidden
  /// What the request names does not exist.
  case notFound
  /// Somebody else changed the same thing.
  case conflict
  /// The revision the request was made against is no longer the head.
  case staleRevision
  /// The thing is in a state in which this cannot be done.
  case invalidState
  /// The content breaks rules of severity "error".
  case validationFailed
  /// A text that the request brings is not what it claims to be.
  case syntaxError
  /// Something is larger than the server takes or gives.
  case limitExceeded
  /// The store cannot take the change now.
  case storageUnavailable
  /// Client and server speak different versions of the protocol.
  case versionMismatch
  /// The name or IRI is taken.
  case alreadyExists
  /// An import would do what its options do not allow.
  case importRefused
  /// The server is stopping.
  case stopping
  /// The request ran too long, or its client went away or cancelled it.
  case cancelled
}

extension RPCErrorName {
  /// The number that travels as `code`.
  public var code: Int {
    switch self {
    case .parseError: -32700
    case .invalidRequest: -32600
    case .methodNotFound: -32601
    case .invalidParams: -32602
    case .internalError: -32603
    case .unauthenticated: -32001
    case .forbidden: -32002
    case .notFound: -32003
    case .conflict: -32004
    case .staleRevision: -32005
    case .invalidState: -32006
    case .validationFailed: -32007
    case .syntaxError: -32008
    case .limitExceeded: -32009
    case .storageUnavailable: -32010
    case .versionMismatch: -32011
    case .alreadyExists: -32012
    case .importRefused: -32013
    case .stopping: -32014
    case .cancelled: -32015
    }
  }

  /// What has happened, in one sentence.
  public var meaning: String {
    switch self {
    case .parseError: "The line is not a JSON text in UTF-8."
    case .invalidRequest: "The JSON is not a JSON-RPC 2.0 request."
    case .methodNotFound: "No method has this name."
    case .invalidParams: "A parameter is missing, unknown, of the wrong type or out of range."
    case .internalError: "The server failed in a way that the request did not cause."
    case .unauthenticated: "The method needs an account, and the connection has none."
    case .forbidden: "The account may not do this."
    case .notFound: "What the request names does not exist, or is not the account's to see."
    case .conflict: "Somebody else changed the same thing."
    case .staleRevision: "The revision that the request expects is no longer the head."
    case .invalidState: "The thing is in a state in which this cannot be done."
    case .validationFailed: "The content breaks rules that must hold."
    case .syntaxError: "A text that the request brings is not well formed."
    case .limitExceeded: "Something is larger than the server takes or gives."
    case .storageUnavailable: "The store cannot take the change now, for instance because its disk is full."
    case .versionMismatch: "Client and server have no version of the protocol in common."
    case .alreadyExists: "The name or IRI is taken."
    case .importRefused: "The import would do what its options do not allow."
    case .stopping: "The server is stopping and has not carried out the request."
    case .cancelled:
      "The request ran longer than allowed, or its client went away or cancelled it; nothing was changed."
    }
  }

  /// What the client does about it, in one sentence.
  public var remedy: String {
    switch self {
    case .parseError: "Send one JSON text per line; `data` has line, column and byte offset."
    case .invalidRequest: "Mend the request as `message` says."
    case .methodNotFound: "Take the name from `rpc.discover`; `data.nearest` has the likeliest."
    case .invalidParams: "Mend the parameter that `data.parameter` names."
    case .internalError: "Report it with `data.incident`, which the server's log has too."
    case .unauthenticated:
      "Call `rpc.hello` with a token, or connect by the Unix socket as a user with an account."
    case .forbidden: "Ask an owner of the vocabulary for the role that `message` names."
    case .notFound: "Check the name or IRI, and the revision or release asked for."
    case .conflict: "Read the other side from `data`, then send the change anew."
    case .staleRevision: "Read the head, which `data.head` numbers, and send the change against it."
    case .invalidState: "Do first what `message` says, or nothing if it is done."
    case .validationFailed: "Mend the findings in `data.findings`."
    case .syntaxError: "Mend the text at `data.line` and `data.column`."
    case .limitExceeded: "Ask for less, or use an upload or download; `data.limit` names the limit."
    case .storageUnavailable: "Try again later; the operator is told by the log."
    case .versionMismatch: "Use a client that speaks one of `data.supported`."
    case .alreadyExists: "Choose another name, or change the thing that has it."
    case .importRefused: "Look at the import's preview, then set the option that `message` names."
    case .stopping: "Send it again when the server is back."
    case .cancelled: "Nothing if you cancelled it; otherwise ask for less at a time."
    }
  }
}
