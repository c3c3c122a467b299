import RDF

/// The members of a result that a client wants; dots lead into objects, and into the objects of arrays.
struct FieldChoice {
  /// What is wanted below each name; an empty tree wants all.
  private indirect enum Tree {
    case all
    case some([String: Tree])
  }

  private let tree: Tree

  /// Reads a choice.
  ///
  /// - Throws: `invalidParams` for a name that the result does not have.
  init(_ names: [String], of schema: Schema) throws(RPCError) {
    var tree = Tree.some([:])
    for name in names {
      let path = name.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
      guard Self.exists(path, in: schema) else {
        throw .parameter("fields", "The result has no member \(Spelling.quoted(name)).")
      }
      Self.add(path[...], to: &tree)
    }
    self.tree = tree
  }

  private static func exists(_ path: [String], in schema: Schema) -> Bool {
    var schema: Schema? = schema
    for name in path { schema = schema.flatMap { member(name, of: $0) } }
    return schema != nil
  }

  private static func member(_ name: String, of schema: Schema) -> Schema? {
    var schema = schema
    while true {
      switch schema {
      case .nullable(let inner), .array(of: let inner, countMax: _): schema = inner
      case .object(let members): return members.first { $0.name == name }?.schema
      default: return nil
      }
    }
  }

  /// Recursion goes as deep as the schema, against which the path was checked.
  private static func add(_ path: ArraySlice<String>, to tree: inout Tree) {
    guard let name = path.first else {
      tree = .all
      return
    }
    guard case .some(var branches) = tree else { return }
    var branch = branches[name] ?? .some([:])
    add(path.dropFirst(), to: &branch)
    branches[name] = branch
    tree = .some(branches)
  }

  /// The chosen part of a result.
  func apply(to result: JSON) -> JSON { Self.part(of: result, tree) }

  private static func part(of value: JSON, _ tree: Tree) -> JSON {
    guard case .some(let branches) = tree else { return value }
    switch value {
    case .array(let elements): return .array(elements.map { part(of: $0, tree) })
    case .object(let object):
      return .object(
        JSON.Object(
          object.members.compactMap { name, value in
            branches[name].map { (name, part(of: value, $0)) }
          }))
    default: return value
    }
  }
}
