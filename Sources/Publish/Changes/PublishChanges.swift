import SiteModel

/// The difference between what a target has and what will be published.
package struct PublishChanges: Sendable {
  /// A file that changes.
  package struct Change: Sendable, Equatable {
    /// What happens to the file.
    package enum Kind: String, Sendable, CaseIterable {
      case added
      case changed
      case removed
    }

    /// What happens to the file.
    package let kind: Kind
    /// The file.
    package let path: OutputPath
    /// The size in bytes: the new one, or that of a removed file.
    package let size: Int
  }

  /// The changes, sorted by path; pages come before assets.
  package let changes: [Change]
  /// The number of files that stay the same.
  package let unchanged: Int
  /// Assets of the last publish that stay until the next one.
  package let kept: Set<OutputPath>

  /// Compares the files of the last publish with new ones.
  package init(from old: PublishRecord, to new: [OutputPath: PublishedFile]) {
    var changes: [Change] = []
    var unchanged = 0
    for (path, file) in new {
      switch old.files[path] {
      case file?: unchanged += 1
      case nil: changes.append(Change(kind: .added, path: path, size: file.size))
      default: changes.append(Change(kind: .changed, path: path, size: file.size))
      }
    }
    for (path, file) in old.files where new[path] == nil {
      changes.append(Change(kind: .removed, path: path, size: file.size))
    }
    self.changes = changes.sorted {
      $0.path.isAsset == $1.path.isAsset ? $0.path < $1.path : $1.path.isAsset
    }
    self.unchanged = unchanged
    kept = old.followed(by: new).kept
  }

  /// What was published, in a line, such as `Publish 1 added, 2 changed`.
  var summary: String {
    let counts = Change.Kind.allCases.compactMap { kind -> String? in
      let count = changes.count { $0.kind == kind }
      return count == 0 ? nil : "\(count) \(kind.rawValue)"
    }
    return "Publish " + counts.joined(separator: ", ")
  }
}
