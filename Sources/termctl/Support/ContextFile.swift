import Foundation
import RDF

/// The servers and stores that a person works with, by names of their own choice.
struct ContextFile {
  /// Where a store is found, and with what.
  struct Context {
    var name: String
    var store: String?
    var server: String?
    var tokenFile: String?
    var authorities: String?
    var vocabulary: String?
    var languages: String?
  }

  private(set) var contexts: [Context] = []
  /// The name of the one that counts when none is named.
  var current: String?

  /// Where the file is: `TERMCTL_CONFIG`, or `termctl/config.json` where configuration files are.
  static var path: String {
    let environment = ProcessInfo.processInfo.environment
    if let path = environment["TERMCTL_CONFIG"] { return path }
    let folder = environment["XDG_CONFIG_HOME"] ?? (environment["HOME"] ?? "") + "/.config"
    return folder + "/termctl/config.json"
  }

  /// Reads the file; one that does not exist has no contexts.
  static func read() throws -> ContextFile {
    guard let data = FileManager.default.contents(atPath: path) else { return ContextFile() }
    let json: JSON
    do {
      json = try JSON(parsing: [UInt8](data))
    } catch {
      throw Failure(.unreadable, "\(path):\(error)")
    }
    var file = ContextFile()
    file.current = json["current"]?.string
    for member in json["contexts"]?.object?.members ?? [] {
      file.set(
        Context(
          name: member.name, store: member.value["store"]?.string, server: member.value["server"]?.string,
          tokenFile: member.value["tokenFile"]?.string, authorities: member.value["authorities"]?.string,
          vocabulary: member.value["vocabulary"]?.string, languages: member.value["languages"]?.string))
    }
    return file
  }

  /// The context to use: the one that `TERMCTL_CONTEXT` names, or the current one; nil without any.
  static func chosen() throws -> Context? {
    let file = try read()
    let named = ProcessInfo.processInfo.environment["TERMCTL_CONTEXT"]
    guard let name = named ?? file.current else { return nil }
    guard let context = file.context(name) else {
      throw Failure(.usage, "there is no context \(name); termctl context list shows those there are")
    }
    return context
  }

  func context(_ name: String) -> Context? { contexts.first { $0.name == name } }

  /// Adds a context, or replaces the one of its name.
  mutating func set(_ context: Context) {
    contexts.removeAll { $0.name == context.name }
    contexts.append(context)
    contexts.sort { $0.name < $1.name }
  }

  /// Takes a context out; false if there is none of the name.
  mutating func remove(_ name: String) -> Bool {
    let count = contexts.count
    contexts.removeAll { $0.name == name }
    if current == name { current = nil }
    return contexts.count < count
  }

  /// The file as JSON.
  var json: JSON {
    var all = JSON.Object()
    for context in contexts { all[context.name] = .object(context.json) }
    return ["current": .optional(current), "contexts": .object(all)]
  }

  /// Writes the file whole or not at all, for its owner alone.
  func write() throws {
    let path = Self.path
    let folder = (path as NSString).deletingLastPathComponent
    let temporary = path + ".new"
    do {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
      unlink(temporary)
      let bytes = Data(json.serialized(.indented) + [0x0A])
      guard
        FileManager.default.createFile(
          atPath: temporary, contents: bytes, attributes: [.posixPermissions: 0o600])
      else { throw CocoaError(.fileWriteUnknown) }
      guard rename(temporary, path) == 0 else { throw CocoaError(.fileWriteUnknown) }
    } catch {
      throw Failure(.unreadable, "\(path) cannot be written: \(error.localizedDescription)")
    }
  }
}

extension ContextFile.Context {
  fileprivate var json: JSON.Object {
    var object = JSON.Object()
    object["store"] = store.map(JSON.string)
    object["server"] = server.map(JSON.string)
    object["tokenFile"] = tokenFile.map(JSON.string)
    object["authorities"] = authorities.map(JSON.string)
    object["vocabulary"] = vocabulary.map(JSON.string)
    object["languages"] = languages.map(JSON.string)
    return object
  }
}

/// A file that holds a token.
enum CredentialFile {
  /// The token in a file; spaces and line ends around it do not count.
  ///
  /// - Throws: `Failure` if others than its owner can read it, because they could then act for its account. A pipe is
  ///   nobody else's, whatever its mode.
  static func token(at path: String) throws -> String {
    // The file that is looked at is the one that is read, also if its name goes to another meanwhile.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    var status = stat()
    guard descriptor >= 0 else { throw Failure(.unreadable, "the token file \(path) cannot be read") }
    let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    guard fstat(descriptor, &status) == 0,
      status.st_mode & S_IFMT != S_IFREG || status.st_mode & 0o077 == 0
    else {
      throw Failure(
        .unreadable,
        "the token file \(path) can be read by others than its owner; take that from them first: chmod 600 \(path)"
      )
    }
    guard let data = try? file.readToEnd() ?? Data(), let text = String(data: data, encoding: .utf8) else {
      throw Failure(.unreadable, "the token file \(path) cannot be read")
    }
    return text.trimmingCharacters(in: .whitespacesAndNewlines)
  }
}
