import RDF
import SKOSStore

/// What comments are about, on the wire: exactly one of a change request, a release candidate and an entry.
enum CommentTargets {
  static let parameters: [ParameterDeclaration] = [
    .optional("change", .integer(1...Int.max), "The change request's number"),
    .optional("release", .name, "The version of the release that is or was in preparation"),
    .optional(
      "concept", .iri,
      "The entry of the working edition: its IRI, what follows the namespace, its notation, or its preferred label"
    ),
  ]

  static let members: [ParameterDeclaration] = [
    .required("change", .nullable(.count), "The change request that it is about"),
    .required("release", .nullable(.name), "The version of the release that it is about"),
    .required("entry", .nullable(.iri), "The entry that it is about"),
  ]

  static func json(_ target: Comment.Target) -> [(String, JSON)] {
    switch target {
    case .request(let number): [("change", .int(Int(number))), ("release", .null), ("entry", .null)]
    case .candidate(let version): [("change", .null), ("release", .string(version)), ("entry", .null)]
    case .entry(let iri): [("change", .null), ("release", .null), ("entry", .string(iri.string))]
    }
  }

  /// What a call is about.
  ///
  /// - Parameter orEver: whether an entry may have ended.
  static func target(_ call: Call, _ store: Store, orEver: Bool = true) throws -> Comment.Target {
    guard parameters.count(where: { call.has($0.name) }) == 1 else {
      throw RPCError.parameter(
        "change", "Comments are about one thing; give one of change, release and concept.")
    }
    if let number = try call.optionalInt("change") { return .request(Int64(number)) }
    if let version = try call.optionalString("release") { return .candidate(version) }
    let text = try call.string("concept")
    return .entry(
      try store.snapshot(grant: call.grant(.read, store)) { try $0.find(text, orEver: orEver) })
  }

  /// A part of the name of a file.
  static func fileName(_ target: Comment.Target) -> String {
    switch target {
    case .request(let number): String(number)
    case .candidate(let version): version
    case .entry(let iri):
      String(
        iri.string.split(whereSeparator: { "/#:?".contains($0) }).last.map {
          $0.filter { $0.isASCII && ($0.isLetter || $0.isNumber || "._-".contains($0)) }
        } ?? "entry")
    }
  }
}
