/// What an action needs, apart from the transitions of a change request, which its state machine guards.
public enum Permission: String, CaseIterable, Hashable, Sendable {
  /// Reading content, history, requests, comments and releases of a vocabulary.
  case read
  /// Reading releases in preparation, and the comments on them.
  case preview
  /// Adding a comment.
  case comment
  /// Drafting a change request.
  case propose
  /// Bringing content in from a file, past the change requests.
  case importContent
  /// Making a release.
  case release
  /// Granting roles in a vocabulary and changing its settings.
  case administer
  /// Creating a vocabulary in the store.
  case createVocabulary
  /// Creating accounts and their tokens.
  case manageAccounts
  /// Reading the audit log, checking and backing up the store.
  case operate
}

extension Permission {
  /// The roles that carry the permission in a vocabulary; those that only the store's administrator has
  /// are carried by none.
  public var roles: Set<Role> {
    switch self {
    case .read: Set(Role.allCases)
    case .preview: Permission.comment.roles.union([.publisher])
    case .comment: [.commenter, .proposer, .editor, .reviewer, .manager, .chair, .voter, .owner]
    case .propose: [.proposer]
    case .importContent: [.manager, .owner]
    case .release: [.publisher]
    case .administer: [.owner]
    case .createVocabulary, .manageAccounts, .operate: []
    }
  }
}
