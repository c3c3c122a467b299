/// What the service accepts and keeps before it refuses; every limit with its default and its reason.
///
/// `rows` lists them for `spec/protocol.md`, where a test compares the two.
public struct ServiceLimits: Hashable, Sendable {
  // MARK: Messages

  /// The longest request line, in bytes without its end: 8 MiB, twice the longest string of JSON.
  public var requestByteCountMax = 8 << 20
  /// The longest answer line, in bytes without its end: 8 MiB, so that peers need one size of buffer.
  public var responseByteCountMax = 8 << 20
  /// The most requests in one batch: 100, as many as a page of a list has rows.
  public var batchCountMax = 100
  /// The deepest nesting of a request: 128; requests of real clients nest 6 levels.
  public var nestingDepthMax = 128
  /// The longest string in a request, in bytes: 4 MiB, room for 1 MiB of base64 and for any literal.
  public var stringByteCountMax = 4 << 20
  /// The longest number in a request, in bytes: 64; the longest 64-bit integer has 20.
  public var numberByteCountMax = 64
  /// The most values in a request, containers included: 262,144; they take 24 bytes and more in memory each.
  public var valueCountMax = 1 << 18
  /// The longest request id, in bytes: 256; a UUID has 36, and every id is kept until it is answered.
  public var idByteCountMax = 256

  // MARK: Identity

  /// How many wrong tokens a connection may present: 5; a person mistypes twice, a guesser does not stop.
  public var wrongTokenCountMax = 5
  /// How long the answer to a wrong token is held back, in milliseconds: 500, ten times what a person notices.
  public var wrongTokenDelayMilliseconds = 500
  /// The longest token, in bytes: 512; ours have 50.
  public var tokenByteCountMax = 512
  /// The most languages a client may prefer: 32, more than the largest committee works in.
  public var languageCountMax = 32

  // MARK: Connections

  /// The most connections at once: 10,000; each idle one costs about 10 KiB and a descriptor.
  public var connectionCountMax = 10_000
  /// How many descriptors are kept back for the store, its log and uploads when the connections are counted: 64.
  public var descriptorCountReserved = 64
  /// How long a connection may be idle, in seconds: 3,600, a long meeting.
  public var idleSecondsMax = 3_600
  /// How long a connection without an account may be idle, in seconds: 60, enough to paste a token.
  public var anonymousIdleSecondsMax = 60
  /// How long a request line may take from its first byte, in seconds: 20, as web servers give to a head.
  public var lineSecondsMax = 20
  /// The bytes that earn a request line one more second: 500, the slowest link that web servers serve.
  public var lineBytesPerSecondMin = 500
  /// How long a peer may leave its answers untouched, in seconds: 60; each 64 KiB taken starts it anew.
  public var sendStallSecondsMax = 60
  /// The bytes of answers that may wait for a peer before its next request is begun: 1 MiB.
  public var unsentByteCountMax = 1 << 20
  /// How long a request may run before it is asked to stop, in seconds: 600, a large import on a slow disk.
  public var requestSecondsMax = 600
  /// How long a graceful stop waits for requests in work, in seconds: 10, less than service managers give.
  public var stopSecondsMax = 10

  /// How long a stopping server still reads, in milliseconds: 100, so that what is on its way gets an answer.
  public var stopDrainMilliseconds = 100
  /// How long a connection is read and thrown away after its last answer, in seconds: 2, so that a peer that is
  /// still sending gets to see that answer.
  public var lingerSecondsMax = 2
  /// The threads that methods run on: 8; SQLite's readers wait for little, and more would only share the cores.
  public var methodThreadCount = 8

  // MARK: Transfers

  /// The most bytes in one part of an upload or download: 1 MiB, so that its base64 fits in a request.
  public var transferPartByteCountMax = 1 << 20
  /// The most bytes in the transfers of one connection together: 1 GiB, five times the largest vocabulary we know.
  public var transferByteCountMax = 1 << 30
  /// The most transfers that one connection has open: 4; a command needs one or two.
  public var transferCountMax = 4
  /// The most bytes in the transfers of all connections together: 8 GiB, what a server's temporary folder can spare.
  public var transferTotalByteCountMax = 8 << 30

  /// Bytes of answers that cannot change, kept for whoever asks the same again; 64 MiB, 0 for none.
  public var answerCacheByteCountMax = 64 << 20
  /// Bytes of requests that are read while one is in work; 64 KiB, so that a cancellation is seen and a
  /// pipeline flows, and no more of what a client sends in advance lies in memory.
  public var readAheadByteCountMax = 64 << 10
  /// Subscriptions of a connection; 16: one for each vocabulary that a person follows, and some to spare.
  public var subscriptionCountMax = 16

  /// Creates the default limits.
  public init() {}
}

extension ServiceLimits {
  /// One limit, for lists of them.
  public struct Row: Hashable, Sendable {
    /// The limit's name, as the property and as `rpc.hello` spell it.
    public let name: String
    /// The value in force.
    public let value: Int
    /// What is limited.
    public let meaning: String
    /// Whether a client is told, because it has to act on it.
    public let isTold: Bool
  }

  /// All limits, in the order of their declarations.
  public var rows: [Row] {
    [
      told("requestByteCountMax", requestByteCountMax, "bytes of a request line"),
      told("responseByteCountMax", responseByteCountMax, "bytes of an answer line"),
      told("batchCountMax", batchCountMax, "requests in a batch"),
      told("nestingDepthMax", nestingDepthMax, "levels of arrays and objects in a request"),
      told("stringByteCountMax", stringByteCountMax, "bytes of a string in a request"),
      told("numberByteCountMax", numberByteCountMax, "bytes of a number in a request"),
      told("valueCountMax", valueCountMax, "values in a request, containers included"),
      told("idByteCountMax", idByteCountMax, "bytes of a request id"),
      kept("wrongTokenCountMax", wrongTokenCountMax, "wrong tokens before the connection is closed"),
      kept(
        "wrongTokenDelayMilliseconds", wrongTokenDelayMilliseconds,
        "milliseconds that the answer to one waits"),
      told("tokenByteCountMax", tokenByteCountMax, "bytes of a token"),
      told("languageCountMax", languageCountMax, "languages a client prefers"),
      kept("connectionCountMax", connectionCountMax, "connections at once"),
      kept(
        "descriptorCountReserved", descriptorCountReserved, "file descriptors that connections leave free"),
      told("idleSecondsMax", idleSecondsMax, "seconds without a request"),
      told(
        "anonymousIdleSecondsMax", anonymousIdleSecondsMax, "seconds without a request and without an account"
      ),
      told("lineSecondsMax", lineSecondsMax, "seconds from a line's first byte to its end"),
      told("lineBytesPerSecondMin", lineBytesPerSecondMin, "bytes that earn a line one more second"),
      told(
        "sendStallSecondsMax", sendStallSecondsMax, "seconds in which a peer takes no 64 KiB of its answers"),
      kept(
        "unsentByteCountMax", unsentByteCountMax, "bytes of answers that wait while the next request begins"),
      told("requestSecondsMax", requestSecondsMax, "seconds that a request runs"),
      kept("stopSecondsMax", stopSecondsMax, "seconds that a stopping server waits for requests in work"),
      kept("stopDrainMilliseconds", stopDrainMilliseconds, "milliseconds that a stopping server still reads"),
      kept("lingerSecondsMax", lingerSecondsMax, "seconds that input is thrown away after a last answer"),
      kept("methodThreadCount", methodThreadCount, "requests carried out at once"),
      told("transferPartByteCountMax", transferPartByteCountMax, "bytes in one part of a transfer"),
      told("transferByteCountMax", transferByteCountMax, "bytes in all transfers of a connection"),
      told("transferCountMax", transferCountMax, "open transfers of a connection"),
      kept(
        "transferTotalByteCountMax", transferTotalByteCountMax, "bytes in the transfers of all connections"),
      kept("answerCacheByteCountMax", answerCacheByteCountMax, "bytes of answers kept for the next who asks"),
      kept("readAheadByteCountMax", readAheadByteCountMax, "bytes of requests read while one is in work"),
      told("subscriptionCountMax", subscriptionCountMax, "subscriptions of a connection"),
    ]
  }

  private func told(_ name: String, _ value: Int, _ meaning: String) -> Row {
    Row(name: name, value: value, meaning: meaning, isTold: true)
  }

  private func kept(_ name: String, _ value: Int, _ meaning: String) -> Row {
    Row(name: name, value: value, meaning: meaning, isTold: false)
  }
}
