import RDF

/// The methods that carry large content in parts.
struct TransferMethods: Sendable {
  let limits: ServiceLimits

  var declarations: [MethodDeclaration] { [begin, append, discardUpload, read, discardDownload] }

  private static let empty = ResultDeclaration("An empty object", .object([]))
  private static let upload = ParameterDeclaration.required(
    "upload", .name, "The upload, as upload.begin called it")
  private static let download = ParameterDeclaration.required(
    "download", .name, "The download, as the method that made it called it")

  /// The longest base64 of one part.
  private var base64ByteCountMax: Int { (limits.transferPartByteCountMax + 2) / 3 * 4 }

  // MARK: Uploads

  private var begin: MethodDeclaration {
    MethodDeclaration(
      "upload.begin", "Begins to bring content to the server", access: .account,
      parameters: [
        .optional("name", .name, "The file's name, for messages"),
        .optional(
          "byteCount", .integer(0...Int.max),
          "How many bytes will come, so that a content too large is refused at once"),
      ],
      result: ResultDeclaration(
        "The new upload",
        .object([
          .required("upload", .name, "What it is called on this connection"),
          .required("partByteCountMax", .count, "How many bytes upload.append takes at once"),
        ])),
      errors: [.limitExceeded, .storageUnavailable],
      handler: { call in
        let upload = try call.requireTransfers().beginUpload(
          name: try call.optionalString("name"), byteCount: try call.optionalInt("byteCount"))
        return ["upload": .string(upload), "partByteCountMax": .int(limits.transferPartByteCountMax)]
      })
  }

  private var append: MethodDeclaration {
    MethodDeclaration(
      "upload.append", "Adds the next part to an upload", access: .account,
      parameters: [
        Self.upload,
        .required(
          "offset", .integer(0...Int.max),
          "How many bytes the server has already, so that no part counts twice"),
        .required("data", .text(byteCountMax: base64ByteCountMax, format: "byte"), "The bytes in base64"),
      ],
      result: ResultDeclaration(
        "The upload so far", .object([.required("byteCount", .count, "How many bytes the server has now")])),
      errors: [.notFound, .conflict, .limitExceeded, .storageUnavailable],
      handler: { call in
        guard let bytes = Base64.decode(try call.string("data")) else {
          throw RPCError.parameter(
            "data", "The parameter \"data\" is base64 with padding (RFC 4648, section 4).")
        }
        let byteCount = try call.requireTransfers().append(
          bytes, to: try call.string("upload"), at: try call.int("offset"))
        return ["byteCount": .int(byteCount)]
      })
  }

  private var discardUpload: MethodDeclaration {
    MethodDeclaration(
      "upload.discard", "Throws an upload away", access: .account, parameters: [Self.upload],
      result: Self.empty,
      errors: [.notFound],
      handler: { call in
        try call.requireTransfers().discardUpload(try call.string("upload"))
        return [:]
      })
  }

  // MARK: Downloads

  private enum Encoding: String, CaseIterable {
    case base64, text
  }

  private var read: MethodDeclaration {
    MethodDeclaration(
      "download.read", "Gives the next part of a download", access: .anyone,
      parameters: [
        Self.download,
        .required("offset", .integer(0...Int.max), "The first byte wanted, from 0"),
        .optional(
          "byteCount", .integer(4...limits.transferPartByteCountMax),
          "The most bytes wanted; the limit by default"),
        .optional(
          "encoding", .choice(of: Encoding.self), "base64, or text for content in UTF-8; base64 by default"),
      ],
      result: ResultDeclaration(
        "The part",
        .object([
          .optional("data", .text(byteCountMax: base64ByteCountMax, format: "byte"), "The bytes in base64"),
          .optional(
            "text", .text(byteCountMax: limits.transferPartByteCountMax, format: nil),
            "The text, whole characters"),
          .required("offset", .count, "The offset of the next part"),
          .required("byteCount", .count, "How many bytes the download has in all"),
          .required("eof", .boolean, "Whether this was the last part"),
        ])),
      errors: [.notFound, .invalidState],
      handler: readPart)
  }

  private var readPart: MethodDeclaration.Handler {
    { call in
      let transfers = try call.requireTransfers()
      let offset = try call.int("offset")
      let wanted = try call.optionalInt("byteCount") ?? limits.transferPartByteCountMax
      let isText = try call.optionalChoice("encoding", as: Encoding.self) == .text
      let part = try transfers.read(try call.string("download"), at: offset, byteCount: wanted)
      var bytes = part.bytes
      var result = JSON.Object()
      if isText {
        let text = try Self.wholeCharacters(bytes, isLast: part.isLast)
        bytes = Array(text.utf8)
        result["text"] = .string(text)
      } else {
        result["data"] = .string(Base64.encode(bytes))
      }
      // The sum cannot overflow: the offset lies inside the file.
      result["offset"] = .int(offset + bytes.count)
      result["byteCount"] = .int(part.byteCount)
      result["eof"] = .bool(offset + bytes.count == part.byteCount)
      return .object(result)
    }
  }

  /// The characters that are whole in a part; the start of one more is left for the next part.
  private static func wholeCharacters(_ bytes: [UInt8], isLast: Bool) throws(RPCError) -> String {
    for dropped in 0...min(3, bytes.count) where dropped == 0 || !isLast {
      if let text = String(validating: bytes.dropLast(dropped), as: UTF8.self) { return text }
    }
    throw RPCError(.invalidState, "The download is not UTF-8 here; read it with the encoding base64.")
  }

  private var discardDownload: MethodDeclaration {
    MethodDeclaration(
      "download.discard", "Throws a download away", access: .anyone, parameters: [Self.download],
      result: Self.empty, errors: [.notFound],
      handler: { call in
        try call.requireTransfers().discardDownload(try call.string("download"))
        return [:]
      })
  }
}
