public import Foundation
public import Testing

/// The conformance suites and real vocabularies that tests read but the repository does not hold.
///
/// They lie in the folder named by the environment variable `CONCORDAT_SHARED`, by default in `../shared`
/// as seen from the package. A test that needs them says so with the trait `.needsSharedData(...)` and is
/// skipped, with one line, where they are absent.
public enum SharedData {
  /// The folder, whether or not it exists.
  public static let root: URL = {
    if let path = ProcessInfo.processInfo.environment["CONCORDAT_SHARED"], !path.isEmpty {
      return URL(fileURLWithPath: path, isDirectory: true)
    }
    var package = URL(fileURLWithPath: #filePath)
    for _ in 0..<3 { package.deleteLastPathComponent() }
    return package.deletingLastPathComponent().appendingPathComponent("shared", isDirectory: true)
  }()

  /// The place of a file or folder, or nil if it does not exist.
  public static func url(_ path: String) -> URL? {
    let url = root.appendingPathComponent(path)
    return FileManager.default.fileExists(atPath: url.path) ? url : nil
  }

  /// The bytes of a file; one that ends in `.gz` is decompressed.
  ///
  /// - Throws: `Missing` if there is no such file, or whatever reading it throws.
  public static func bytes(_ path: String) throws -> [UInt8] {
    guard let url = url(path) else { throw Missing(path: path) }
    return url.pathExtension == "gz" ? try decompressed(url) : [UInt8](try Data(contentsOf: url))
  }

  /// The paths, relative to the shared folder, of the files below a folder that have one of the endings; sorted.
  public static func files(in folder: String, endingIn endings: String...) -> [String] {
    guard let url = url(folder), let walk = FileManager.default.enumerator(atPath: url.path) else {
      return []
    }
    return walk.compactMap { $0 as? String }
      .filter { path in endings.contains { path.hasSuffix($0) } }
      .map { folder + "/" + $0 }
      .sorted()
  }

  /// A shared file that a test asked for and that is not there.
  public struct Missing: Error, CustomStringConvertible {
    /// The path, relative to the shared folder.
    public let path: String
    /// One sentence for people.
    public var description: String { "\(SharedData.root.path)/\(path) does not exist" }
  }

  /// A file that `gzip` could not decompress.
  public struct Damaged: Error, CustomStringConvertible {
    /// The file.
    public let url: URL
    /// One sentence for people.
    public var description: String { "\(url.path) cannot be decompressed" }
  }

  private static func decompressed(_ url: URL) throws -> [UInt8] {
    let gzip = Process()
    gzip.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    gzip.arguments = ["gzip", "-dc", url.path]
    let output = Pipe()
    gzip.standardOutput = output
    try gzip.run()
    let data = try output.fileHandleForReading.readToEnd() ?? Data()
    gzip.waitUntilExit()
    guard gzip.terminationStatus == 0 else { throw Damaged(url: url) }
    return [UInt8](data)
  }
}

extension Trait where Self == ConditionTrait {
  /// Skips a test or suite, with one line, where a path of the shared data is absent.
  public static func needsSharedData(_ path: String) -> Self {
    .enabled(
      if: SharedData.url(path) != nil, "needs \(path) below \(SharedData.root.path) (CONCORDAT_SHARED)")
  }
}
