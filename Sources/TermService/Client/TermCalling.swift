public import RDF

/// Something that carries out methods of the service: a server at the other end of a socket, or one in this process.
public protocol TermCalling: Sendable {
  /// Carries out a method and returns its result.
  ///
  /// - Throws: `RPCError` when the service refuses, `ClientError` when it cannot be asked.
  func call(_ method: String, _ parameters: JSON.Object) async throws -> JSON

  /// Ends the connection; calls under way fail.
  func close() async
}

extension TermCalling {
  /// Carries out a method without parameters.
  public func call(_ method: String) async throws -> JSON { try await call(method, JSON.Object()) }

  /// Introduces the client; the token, if any, says for whom it acts from now on.
  @discardableResult public func hello(
    client: String? = nil, token: AccessToken? = nil, languages: [String] = []
  ) async throws -> JSON {
    var parameters = JSON.Object([("protocolVersion", .int(ServerDescription.protocolVersions[0]))])
    parameters["client"] = client.map(JSON.string)
    parameters["token"] = token.map { .string($0.secret) }
    if !languages.isEmpty { parameters["languages"] = .array(languages.map(JSON.string)) }
    return try await call("rpc.hello", parameters)
  }

  /// Brings content to the service and returns the upload's name, for the method that takes it.
  ///
  /// `next` returns the next part, of any size, and nothing at the end.
  public func upload(name: String? = nil, _ next: () throws -> [UInt8]) async throws -> String {
    var parameters = JSON.Object()
    parameters["name"] = name.map(JSON.string)
    let begun = try await call("upload.begin", parameters)
    guard let upload = begun["upload"]?.string, let partMax = begun["partByteCountMax"]?.int, partMax > 0
    else {
      throw ClientError(code: .malformedAnswer, message: "The server did not name the upload.")
    }
    var offset = 0
    while true {
      var rest = try next()[...]
      if rest.isEmpty { return upload }
      while !rest.isEmpty {
        let part = Array(rest.prefix(partMax))
        rest = rest.dropFirst(partMax)
        _ = try await call(
          "upload.append",
          JSON.Object([
            ("upload", .string(upload)), ("offset", .int(offset)), ("data", .string(Base64.encode(part))),
          ]))
        offset += part.count
      }
    }
  }

  /// Fetches a download that a method has made, part by part, and discards it.
  public func fetch(_ result: JSON, _ sink: ([UInt8]) throws -> Void) async throws {
    guard let download = result["download"]?.string else {
      throw ClientError(code: .malformedAnswer, message: "The server did not name the download.")
    }
    var offset = 0
    while true {
      let part = try await call(
        "download.read", JSON.Object([("download", .string(download)), ("offset", .int(offset))]))
      guard let bytes = part["data"]?.string.flatMap(Base64.decode), let eof = part["eof"]?.bool,
        eof || !bytes.isEmpty
      else {
        throw ClientError(
          code: .malformedAnswer, message: "The server sent a part of a download without data.")
      }
      try sink(bytes)
      offset += bytes.count
      if eof { break }
    }
    _ = try await call("download.discard", JSON.Object([("download", .string(download))]))
  }
}
