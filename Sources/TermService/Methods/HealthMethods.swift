import RDF
import SKOSStore

/// The method by which whoever watches over a server sees whether it does its work.
struct HealthMethods: Sendable {
  let store: Store

  var declarations: [MethodDeclaration] { [health] }

  private var health: MethodDeclaration {
    MethodDeclaration(
      "rpc.health", "Tells whether the server can do its work", access: .anyone,
      result: ResultDeclaration(
        "How the server is",
        .object([
          .required("ready", .boolean, "Whether the store answers"),
          .required("writable", .boolean, "Whether the store takes changes"),
          .required("reason", .nullable(.string), "Why not, if it does not"),
          .required("version", .name, "The server's version"),
        ])),
      handler: { _ in
        // A store that does not answer throws, and the error is the answer.
        _ = try store.eventPlace()
        return [
          "ready": true, "writable": .bool(store.readOnlyReason == nil),
          "reason": .optional(store.readOnlyReason), "version": .string(Service.version),
        ]
      })
  }
}
