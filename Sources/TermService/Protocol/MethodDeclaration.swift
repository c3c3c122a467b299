public import RDF
public import SKOSStore

/// A method as dispatch, access control, `rpc.discover` and the documents know it.
public struct MethodDeclaration: Sendable {
  /// Carries the method out; runs on a thread of its own for as long as it likes, never on an event loop.
  public typealias Handler = @Sendable (Call) throws -> JSON

  /// The name: two words of letters, a dot between them, such as `concept.get`.
  public let name: String
  /// What the method does, in one line without a full stop.
  public let summary: String
  /// The parameters, required ones first by habit.
  public let parameters: [ParameterDeclaration]
  /// What comes back.
  public let result: ResultDeclaration
  /// The errors that the method has besides those every method may have.
  public let errors: [RPCErrorName]
  /// Who may call it.
  public let access: MethodAccess
  /// Whether it changes anything that outlives the connection.
  public let isWrite: Bool
  /// What it does.
  public let handler: Handler
  /// Names the answer to a call that gets the same answer for ever; nil for calls, and methods, that do not.
  private(set) var settledKey: (@Sendable (Call) throws -> [UInt8]?)?

  /// Whether a request may carry a key by which it is carried out once.
  var takesIdempotencyKey: Bool { has(Self.idempotencyKey) }
  /// Whether a request may ask to be told how far it has come.
  var takesProgress: Bool { has(Self.progress) }
  /// Whether a request may ask for a part of the result.
  var takesFields: Bool { has(Self.fields) }

  /// Declares a method.
  ///
  /// Methods that write also take an idempotency key, unless they are `unrepeatable`: because what they do or answer
  /// is not kept in the database. Methods that read a vocabulary and answer with an object take a choice of fields, and
  /// so do those that answer a page at a time.
  public init(
    _ name: String, _ summary: String, access: MethodAccess, isWrite: Bool = false,
    isUnrepeatable: Bool = false, reportsProgress: Bool = false,
    parameters: [ParameterDeclaration] = [], result: ResultDeclaration, errors: [RPCErrorName] = [],
    handler: @escaping Handler
  ) {
    var parameters = parameters
    if isWrite && !isUnrepeatable { parameters.append(Self.idempotencyKey) }
    if reportsProgress { parameters.append(Self.progress) }
    if case .object = result.schema, !isWrite,
      Self.readsContent(access) || parameters.contains(where: { $0.name == "cursor" })
    {
      parameters.append(Self.fields)
    }
    self.name = name
    self.summary = summary
    self.parameters = parameters
    self.result = result
    self.errors = errors
    self.access = access
    self.isWrite = isWrite
    self.handler = handler
  }

  /// The same method, some of whose answers never change and may be kept.
  ///
  /// - Parameter key: names the answer by all that it depends on; throws what refuses the call.
  func settled(_ key: @escaping @Sendable (Call) throws -> [UInt8]?) -> MethodDeclaration {
    var method = self
    method.settledKey = key
    return method
  }

  private static func readsContent(_ access: MethodAccess) -> Bool {
    if case .permission(.read, vocabulary: _?) = access { true } else { false }
  }

  private func has(_ parameter: ParameterDeclaration) -> Bool {
    parameters.contains { $0.name == parameter.name }
  }

  static let idempotencyKey = ParameterDeclaration.optional(
    "idempotencyKey", .text(byteCountMax: 128, format: nil),
    "A name that the client makes up, under which the request is carried out once however often it is sent")
  static let progress = ParameterDeclaration.optional(
    "progress", .boolean, "Whether to send rpc.progress meanwhile")
  static let fields = ParameterDeclaration.optional(
    "fields", .array(of: .name, countMax: 64),
    "The members of the result that are wanted, as relations or relations.iri; all if not given")
}

/// A parameter of a method, or a member of an object.
public struct ParameterDeclaration: Hashable, Sendable {
  /// The name.
  public let name: String
  /// What values it takes.
  public let schema: Schema
  /// Whether it has to be there.
  public let isRequired: Bool
  /// What it means, in one line without a full stop.
  public let description: String

  /// Declares a parameter that has to be there.
  public static func required(_ name: String, _ schema: Schema, _ description: String) -> Self {
    Self(name: name, schema: schema, isRequired: true, description: description)
  }

  /// Declares a parameter that may be missing or null.
  public static func optional(_ name: String, _ schema: Schema, _ description: String) -> Self {
    Self(name: name, schema: schema, isRequired: false, description: description)
  }
}

/// What a method gives back.
public struct ResultDeclaration: Hashable, Sendable {
  /// What it is, in one line without a full stop.
  public let description: String
  /// Its shape.
  public let schema: Schema

  /// Declares a result.
  public init(_ description: String, _ schema: Schema) {
    self.description = description
    self.schema = schema
  }
}

/// Who may call a method.
public enum MethodAccess: Hashable, Sendable {
  /// Everybody, also without an account.
  case anyone
  /// Every account.
  case account
  /// Whoever has the permission: in the vocabulary that the parameter names, or in the store if nil.
  case permission(Permission, vocabulary: String?)
  /// Whoever the state machine of change requests lets.
  case transition
}

extension MethodAccess: CustomStringConvertible {
  /// The access in few words, for tables.
  public var description: String {
    switch self {
    case .anyone: "anyone"
    case .account: "any account"
    case .permission(let permission, vocabulary: let parameter?): "`\(permission.rawValue)` in `\(parameter)`"
    case .permission(let permission, vocabulary: nil): "`\(permission.rawValue)`"
    case .transition: "the change request's state"
    }
  }
}
