import Synchronization

@testable import SKOSStore

/// The troubles that a store has told of.
final class Troubles: Sendable {
  private let errors = Mutex<[StoreError]>([])

  var codes: [StoreError.Code] { errors.withLock { $0.map(\.code) } }

  var note: @Sendable (StoreError) -> Void { { [self] error in errors.withLock { $0.append(error) } } }
}
