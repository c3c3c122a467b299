import ArgumentParser
import Foundation
import RDF
import SKOSStore
import TermService

/// What a command ends with when it cannot do what was asked: a status for scripts and a message for people.
struct Failure: Error {
  /// The exit statuses, as `termctl --help` lists them.
  enum Status: Int32 {
    case no = 1
    case usage = 2
    case unreadable = 3
    case forbidden = 4
    case notFound = 5
    case refused = 6
    case unreachable = 7
    case fault = 70
  }

  let status: Status
  let message: String

  init(_ status: Status, _ message: String) {
    self.status = status
    self.message = message
  }

  /// A file that is malformed, with what mends it where an option of the command does.
  static func malformed(_ file: String, _ error: SyntaxError) -> Failure {
    let hint = error.code == .JSONLD.loadingRemoteContextFailed ? " (--context IRI=FILE)" : ""
    return Failure(.unreadable, "\(file):\(error)\(hint)")
  }

  /// Says what went wrong and ends the process.
  static func exit(with error: any Error) -> Never {
    if error is OutputFile.ClosedPipe { Foundation.exit(0) }
    if let failure = described(error) {
      Terminal.complain(failure.message)
      Foundation.exit(failure.status.rawValue)
    }
    // Help and version are no failures; ArgumentParser's own status for wrong usage is ours for it.
    let code = Termctl.exitCode(for: error)
    if code == .success {
      print(Termctl.fullMessage(for: error))
      Foundation.exit(0)
    }
    if error is ExitCode { Foundation.exit(code.rawValue) }
    Terminal.write(Termctl.fullMessage(for: error) + "\n", to: .standardError)
    Foundation.exit(Status.usage.rawValue)
  }

  private static func described(_ error: any Error) -> Failure? {
    switch error {
    case let failure as Failure: failure
    case let error as RPCError: Failure(status(of: error), text(error))
    case let error as StoreError: Failure(status(of: error.code), error.description)
    case let error as SyntaxError: Failure(.unreadable, error.description)
    case let error as SerializationError: Failure(.refused, error.description)
    case let fault as ReleaseFault: Failure(.unreadable, fault.description)
    case let error as CanonicalizationError: Failure(.refused, error.description)
    case let error as ServerError: Failure(.unreachable, error.message)
    case let error as ClientError: Failure(.unreachable, error.description)
    case is ExitCode, is CleanExit, is ValidationError: nil
    default: Termctl.exitCode(for: error) == .failure ? Failure(.fault, "\(error)") : nil
    }
  }

  private static func text(_ error: RPCError) -> String {
    let lines = (error.details["details"] ?? error.details["candidates"])?.array?.compactMap(\.string) ?? []
    let edits = (error.details["edits"]?.array ?? []).prefix(10).map { edit in
      [edit["at"], edit["by"], edit["action"], edit["item"]].compactMap { $0?.string }.joined(separator: "  ")
    }
    return ([commands(in: error.message)] + (lines + edits).map { "  " + Terminal.visible($0) })
      .joined(separator: "\n")
  }

  /// A message in which methods that it advises to call are named as commands.
  private static func commands(in message: String) -> String {
    commands.reduce(message) { $0.replacing($1.key, with: "termctl \($1.value)") }
  }

  /// The commands of the methods that messages advise to call.
  static let commands = [
    "vocabulary.list": "vocabulary list", "concept.search": "concept search", "change.get": "change show",
    "change.check": "change check", "change.add": "change concept", "comment.observe": "comment observe",
    "ballot.list": "ballot list", "committee.add": "committee add", "release.list": "release list",
    "release.drafts": "release drafts", "release.prepare": "release prepare",
    "review.open": "release review open", "store.check": "store check",
  ]

  private static func status(of error: RPCError) -> Status {
    switch error.known {
    case .unauthenticated, .forbidden: .forbidden
    case .notFound: .notFound
    case .conflict, .staleRevision, .invalidState, .validationFailed, .alreadyExists, .importRefused: .refused
    case .syntaxError: .unreadable
    case .invalidParams, .limitExceeded: .usage
    case .storageUnavailable, .stopping, .cancelled, .versionMismatch: .unreachable
    default: .fault
    }
  }

  private static func status(of code: StoreError.Code) -> Status {
    switch code {
    case .forbidden: .forbidden
    case .notFound: .notFound
    case .invalidArgument: .usage
    case .storeOwned, .storageFull, .readOnly, .cancelled: .unreachable
    case .storeUnreadable: .unreadable
    case .damaged, .storageFailed: .fault
    case .alreadyExists, .invalidState, .staleRevision, .conflict, .validationFailed, .importRefused: .refused
    }
  }
}
