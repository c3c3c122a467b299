/// All methods of a service, by name.
public struct MethodTable: Sendable {
  /// The declarations, in the order given.
  public let declarations: [MethodDeclaration]
  private let byName: [String: MethodDeclaration]

  /// A mistake of whoever wrote the declarations.
  public struct Mistake: Error, Hashable, Sendable, CustomStringConvertible {
    /// The method.
    public let method: String
    /// What is wrong with it.
    public let sentence: String
    /// `method: sentence`.
    public var description: String { "\(method): \(sentence)" }
  }

  /// Puts the declarations together.
  ///
  /// - Throws: `Mistake` for names that are no names or occur twice, and for access by a parameter that is
  ///   not declared as required.
  public init(_ declarations: [MethodDeclaration]) throws(Mistake) {
    var byName: [String: MethodDeclaration] = [:]
    for declaration in declarations {
      try Self.check(declaration)
      guard byName.updateValue(declaration, forKey: declaration.name) == nil else {
        throw Mistake(method: declaration.name, sentence: "is declared twice")
      }
    }
    self.declarations = declarations
    self.byName = byName
  }

  /// The declaration of a method; names are compared byte by byte.
  public subscript(name: String) -> MethodDeclaration? {
    // A dictionary of strings compares by canonical equivalence; all our names are ASCII, so nothing else may match.
    guard name.utf8.allSatisfy({ $0 < 0x80 }) else { return nil }
    return byName[name]
  }

  /// The names, in order of the declarations.
  public var names: [String] { declarations.map(\.name) }

  private static func check(_ declaration: MethodDeclaration) throws(Mistake) {
    func mistake(_ sentence: String) -> Mistake { Mistake(method: declaration.name, sentence: sentence) }
    let words = declaration.name.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    let letters = words.joined().allSatisfy { (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0) }
    guard words.count == 2, words.allSatisfy({ !$0.isEmpty }), letters else {
      throw mistake("is not two words of letters with a dot between them")
    }
    guard Set(declaration.parameters.map(\.name)).count == declaration.parameters.count else {
      throw mistake("has two parameters of the same name")
    }
    if case .permission(_, vocabulary: let parameter?) = declaration.access,
      !declaration.parameters.contains(where: { $0.name == parameter && $0.isRequired })
    {
      throw mistake("takes its permission from \(parameter), which is not a required parameter")
    }
  }
}
