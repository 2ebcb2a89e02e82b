import Concurrency

/// What an unfinished transaction changes, and what each file held before: the file that is its commit point.
///
/// A journal is read from a folder that anybody may have written, so its paths cannot leave that folder, its sizes are
/// bounded, and a checksum tells of damage.
struct Journal: Sendable {
  /// A file's size and fingerprint.
  struct Digest: Sendable, Hashable {
    let size: Int
    let fingerprint: Fingerprint

    init(size: Int, fingerprint: Fingerprint) {
      self.size = size
      self.fingerprint = fingerprint
    }

    init(_ bytes: [UInt8]) {
      size = bytes.count
      fingerprint = Fingerprint(bytes)
    }
  }

  /// A file as it was.
  struct Original: Sendable, Hashable {
    let bytes: [UInt8]
    let attributes: OpenFolder.Attributes
  }

  /// The change of one file.
  struct Change: Sendable, Hashable {
    let path: RelativePath
    /// `nil` for a file that the change makes.
    let original: Original?
    /// `nil` for a file that the change removes.
    let new: Digest?

    var old: Digest? { original.map { Digest($0.bytes) } }
  }

  /// The command that makes the changes, without the tool's name.
  var command: [String]
  /// Distinguishes the temporary files of this transaction.
  var token: UInt64
  /// The folders that are made for new files, each after the one that holds it.
  var folders: [RelativePath] = []
  /// Removals first: on a disk that takes `A` for `a` the new file may need the old one's name.
  var changes: [Change] = []

  // MARK: Temporary names

  /// What the new bytes of a change are called until they are in place, and then what was in that place.
  func staged(_ index: Int) -> String { name("new", index) }

  /// The same for the original, where a change is undone.
  func restored(_ index: Int) -> String { name("old", index) }

  /// An original that is not complete yet.
  func partial(_ index: Int) -> String { name("part", index) }

  private func name(_ kind: String, _ index: Int) -> String {
    ".waymark-\(kind)-\(String(token, radix: 16))-\(index)"
  }
}
