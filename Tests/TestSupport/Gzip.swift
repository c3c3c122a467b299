import Foundation

/// The program `gzip`, which is not ours.
public enum Gzip {
  /// The bytes, compressed at the best level, without name and time.
  public static func compressed(_ bytes: [UInt8]) throws -> [UInt8] { try run("-n9c", bytes) }

  /// The bytes decompressed; nothing if they are no gzip.
  public static func decompressed(_ bytes: [UInt8]) throws -> [UInt8] { try run("-dc", bytes) }

  private static func run(_ options: String, _ bytes: [UInt8]) throws -> [UInt8] {
    // By a file, since a program that writes before it has read all would wait for us, and we for it.
    let file = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString + ".gz")
    try Data(bytes).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let gzip = Process()
    gzip.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    gzip.arguments = ["gzip", options, "-f", file.path]
    let output = Pipe()
    gzip.standardOutput = output
    try gzip.run()
    let data = try output.fileHandleForReading.readToEnd() ?? Data()
    gzip.waitUntilExit()
    return [UInt8](data)
  }
}
