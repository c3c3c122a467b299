import RDF
import SKOSStore
import Testing

@testable import TermService

@Suite struct TransferTests {
  private let service = TestService()

  /// A client for ann with an upload area of its own.
  private func client(
    _ folder: TemporaryFolder, limits: ServiceLimits = .patient
  ) throws -> (client: InProcessClient, area: TransferArea) {
    let area = TransferArea(folder: folder.path, limits: limits)
    let make = MethodDeclaration(
      "file.make", "Makes a download", access: .account,
      parameters: [.required("text", .string, "What it holds")],
      result: .download,
      handler: { call in
        let text = try call.string("text")
        return try call.makeDownload(name: "a.txt", mediaType: "text/plain") { try $0(Array(text.utf8)) }
      })
    let take = MethodDeclaration(
      "file.take", "Reads an upload", access: .account, parameters: [.upload()],
      result: ResultDeclaration("What it holds", .string),
      handler: { call in
        let file = try call.upload("upload")
        var bytes: [UInt8] = []
        try file.forEachChunk(byteCount: 3) { bytes += $0 }
        return .string(String(validating: bytes, as: UTF8.self) ?? "")
      })
    let dispatcher = try service.dispatcher(limits: limits, transferArea: area, extra: [make, take])
    return (InProcessClient(dispatcher, identity: .account(1)), area)
  }

  private func error(_ body: () throws -> JSON) -> RPCErrorName? {
    do {
      _ = try body()
      return nil
    } catch {
      return (error as? RPCError)?.known
    }
  }

  @Test func `an upload in parts is one file for the method that takes it`() async throws {
    let folder = try TemporaryFolder()
    let (client, area) = try client(folder)
    var parts: [[UInt8]] = [Array("Grüße".utf8), Array(" aus".utf8), Array(" Bern".utf8), []]
    let upload = try await client.upload(name: "a.txt") { parts.removeFirst() }
    #expect(
      try await client.call("file.take", JSON.Object([("upload", .string(upload))])) == "Grüße aus Bern")
    #expect(area.byteCount == "Grüße aus Bern".utf8.count)
    _ = try client.callNow("upload.discard", JSON.Object([("upload", .string(upload))]))
    #expect(area.byteCount == 0)
    #expect(
      error { try client.callNow("upload.discard", JSON.Object([("upload", .string(upload))])) } == .notFound)
  }

  @Test func `a part that comes twice or too early is refused with the right place`() throws {
    let folder = try TemporaryFolder()
    let (client, _) = try client(folder)
    let upload = try #require(try client.callNow("upload.begin")["upload"])
    func append(_ offset: Int) throws -> JSON {
      try client.callNow(
        "upload.append", JSON.Object([("upload", upload), ("offset", .int(offset)), ("data", "Zm9v")]))
    }
    #expect(try append(0) == ["byteCount": 3])
    #expect(error { try append(0) } == .conflict)
    #expect(error { try append(4) } == .conflict)
    #expect(try append(3) == ["byteCount": 6])
  }

  @Test func `a download comes in parts of whole characters`() async throws {
    let folder = try TemporaryFolder()
    let (client, area) = try client(folder)
    let text = "aä€🎉é"
    let made = try client.callNow("file.make", JSON.Object([("text", .string(text))]))
    #expect(made["byteCount"] == .int(text.utf8.count))
    #expect(made["mediaType"] == "text/plain")
    let download = try #require(made["download"])
    var (offset, read) = (0, "")
    while offset < text.utf8.count {
      let part = try client.callNow(
        "download.read",
        JSON.Object([
          ("download", download), ("offset", .int(offset)), ("byteCount", 4), ("encoding", "text"),
        ]))
      read += try #require(part["text"]?.string)
      offset = try #require(part["offset"]?.int)
      #expect(part["eof"] == .bool(offset == text.utf8.count))
    }
    #expect(read == text)
    var bytes: [UInt8] = []
    try await client.fetch(made) { bytes += $0 }
    #expect(bytes == Array(text.utf8))
    #expect(area.byteCount == 0)
  }

  @Test func `an empty download has one part`() async throws {
    let folder = try TemporaryFolder()
    let (client, _) = try client(folder)
    let made = try client.callNow("file.make", JSON.Object([("text", "")]))
    var count = 0
    try await client.fetch(made) { bytes in
      count += 1
      #expect(bytes.isEmpty)
    }
    #expect(count == 1)
  }

  @Test func `a place behind the end is refused`() throws {
    let folder = try TemporaryFolder()
    let (client, _) = try client(folder)
    let download = try #require(try client.callNow("file.make", JSON.Object([("text", "abc")]))["download"])
    func read(_ offset: Int) throws -> JSON {
      try client.callNow("download.read", JSON.Object([("download", download), ("offset", .int(offset))]))
    }
    #expect(try read(2)["data"] == "Yw==")
    #expect(try read(3)["eof"] == true)
    #expect(error { try read(4) } == .invalidParams)
    #expect(error { try read(-1) } == .invalidParams)
    #expect(error { try read(.max) } == .invalidParams)
  }

  @Test func `bytes that are no text are refused as text`() throws {
    let folder = try TemporaryFolder()
    let area = TransferArea(folder: folder.path)
    let make = MethodDeclaration(
      "file.make", "Makes a download", access: .anyone, result: .download,
      handler: { call in try call.makeDownload { try $0([0x61, 0xE2, 0x82]) } })
    let dispatcher = try service.dispatcher(transferArea: area, extra: [make])
    let client = InProcessClient(dispatcher, identity: .none)
    let download = try #require(try client.callNow("file.make")["download"])
    let place = JSON.Object([("download", download), ("offset", 0)])
    #expect(try client.callNow("download.read", place)["data"] == "YeKC")
    var asText = place
    asText["encoding"] = "text"
    #expect(error { try client.callNow("download.read", asText) } == .invalidState)
  }

  @Test func `four transfers are open at most`() throws {
    let folder = try TemporaryFolder()
    let (client, _) = try client(folder)
    for _ in 0..<4 { _ = try client.callNow("upload.begin") }
    #expect(error { try client.callNow("upload.begin") } == .limitExceeded)
    #expect(error { try client.callNow("file.make", JSON.Object([("text", "")])) } == .limitExceeded)
    _ = try client.callNow("upload.discard", JSON.Object([("upload", "upload-2")]))
    #expect(try client.callNow("upload.begin")["upload"] == "upload-5")
  }

  @Test(arguments: [(9, true), (10, true), (11, false)])
  func `the transfers of a connection have a size together`(_ count: Int, _ isTaken: Bool) throws {
    var limits = ServiceLimits()
    limits.transferByteCountMax = 30
    let folder = try TemporaryFolder()
    let (client, area) = try client(folder, limits: limits)
    _ = try client.callNow("file.make", JSON.Object([("text", .string(String(repeating: "x", count: 20)))]))
    let upload = try #require(try client.callNow("upload.begin")["upload"])
    let data = JSON.string(Base64.encode([UInt8](repeating: 0, count: count)))
    let result = error {
      try client.callNow("upload.append", JSON.Object([("upload", upload), ("offset", 0), ("data", data)]))
    }
    #expect(result == (isTaken ? nil : .limitExceeded))
    #expect(area.byteCount == 20 + (isTaken ? count : 0))
  }

  @Test(arguments: [(29, true), (30, true), (31, false)])
  func `an announced size over the limit is refused at once`(_ count: Int, _ isTaken: Bool) throws {
    var limits = ServiceLimits()
    limits.transferByteCountMax = 30
    let folder = try TemporaryFolder()
    let (client, _) = try client(folder, limits: limits)
    let result = error { try client.callNow("upload.begin", JSON.Object([("byteCount", .int(count))])) }
    #expect(result == (isTaken ? nil : .limitExceeded))
  }

  @Test func `the transfers of all connections have a size together`() async throws {
    var limits = ServiceLimits()
    limits.transferTotalByteCountMax = 30
    let folder = try TemporaryFolder()
    let area = TransferArea(folder: folder.path, limits: limits)
    let dispatcher = try service.dispatcher(limits: limits, transferArea: area)
    let clients = (1...2).map { InProcessClient(dispatcher, identity: .account($0)) }
    func append(_ client: InProcessClient, _ count: Int) -> RPCErrorName? {
      error {
        let upload = try client.callNow("upload.begin")["upload"] ?? .null
        let data = JSON.string(Base64.encode([UInt8](repeating: 0, count: count)))
        return try client.callNow(
          "upload.append", JSON.Object([("upload", upload), ("offset", 0), ("data", data)]))
      }
    }
    #expect(append(clients[0], 20) == nil)
    #expect(append(clients[1], 11) == .limitExceeded)
    #expect(append(clients[1], 10) == nil)
    await clients[0].close()
    #expect(area.byteCount == 10)
    #expect(append(clients[1], 20) == nil)
  }

  @Test func `another account on the same connection does not see the transfers`() throws {
    let folder = try TemporaryFolder()
    let (client, area) = try client(folder)
    let made = try client.callNow("file.make", JSON.Object([("text", "secret")]))
    _ = try client.callNow("rpc.hello", JSON.Object([("protocolVersion", 1), ("token", "tok-bob")]))
    #expect(area.byteCount == 0)
    let place = JSON.Object([("download", made["download"] ?? .null), ("offset", 0)])
    #expect(error { try client.callNow("download.read", place) } == .notFound)
  }

  @Test func `the folder never shows a file`() throws {
    let folder = try TemporaryFolder()
    let (client, _) = try client(folder)
    _ = try client.callNow("file.make", JSON.Object([("text", "secret")]))
    #expect(folder.isEmpty)
  }

  @Test func `a server without a folder says so`() throws {
    let client = InProcessClient(try service.dispatcher(), identity: .account(1))
    #expect(error { try client.callNow("upload.begin") } == .storageUnavailable)
  }

  @Test func `a folder that is gone is the operator's to mend`() throws {
    let area = TransferArea(folder: "/nonexistent/folder")
    let client = InProcessClient(try service.dispatcher(transferArea: area), identity: .account(1))
    #expect(error { try client.callNow("upload.begin") } == .storageUnavailable)
  }
}
