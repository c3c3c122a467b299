public import RDF

/// Describes a service in the terms of OpenRPC 1.3, from the declarations that dispatch uses.
public enum OpenRPC {
  /// Returns the document that `rpc.discover` answers with.
  ///
  /// Methods stand in the order of their declarations; `x-access` and `x-writes` are our extensions.
  /// - Source: https://spec.open-rpc.org/
  /// - Parameter names: the methods to describe; all if nil.
  public static func document(
    for table: MethodTable, server: ServerDescription, only names: Set<String>? = nil
  ) -> JSON {
    [
      "openrpc": "1.3.2",
      "info": [
        "title": .string(server.name), "version": .string(server.version),
        "description": "One JSON text per line; parameters by name. See spec/protocol.md.",
      ],
      "methods": .array(table.declarations.filter { names?.contains($0.name) ?? true }.map(method)),
      "components": ["errors": .object(JSON.Object(RPCErrorName.allCases.map { ($0.rawValue, error($0)) }))],
    ]
  }

  private static func method(_ method: MethodDeclaration) -> JSON {
    [
      "name": .string(method.name),
      "summary": .string(method.summary),
      "paramStructure": "by-name",
      "params": .array(method.parameters.map(parameter)),
      "result": [
        "name": "result", "description": .string(method.result.description),
        "schema": method.result.schema.json,
      ],
      "errors": .array(method.errors.map { ["$ref": .string("#/components/errors/\($0.rawValue)")] }),
      "x-access": .string(method.access.description.filter { $0 != "`" }),
      "x-writes": .bool(method.isWrite),
    ]
  }

  private static func parameter(_ parameter: ParameterDeclaration) -> JSON {
    [
      "name": .string(parameter.name),
      "description": .string(parameter.description),
      "required": .bool(parameter.isRequired),
      "schema": parameter.schema.json,
    ]
  }

  private static func error(_ name: RPCErrorName) -> JSON {
    ["code": .int(name.code), "message": .string(name.meaning), "data": ["name": .string(name.rawValue)]]
  }
}
