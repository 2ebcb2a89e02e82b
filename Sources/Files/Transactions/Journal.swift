import Concurrency

/// The changes of a transaction and the original files.
///
/// The existence of its file is the commit point.
///
/// A journal may come from an untrusted folder. So its paths cannot leave that folder, its size is limited, and a
/// checksum reveals damage.
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

  /// The original of a file.
  struct Original: Sendable, Hashable {
    let bytes: [UInt8]
    let attributes: OpenFolder.Attributes
  }

  /// The change of one file.
  struct Change: Sendable, Hashable {
    let path: RelativePath
    /// The file before the change; `nil` for a file that the change creates.
    let original: Original?
    /// The content after the change; `nil` for a file that the change removes.
    let new: Digest?

    var old: Digest? { original.map { Digest($0.bytes) } }
  }

  /// The command that makes the changes, without the tool's name.
  var command: [String]
  /// Distinguishes the temporary files of this transaction.
  var token: UInt64
  /// The folders that are created for new files, parents first.
  var folders: [RelativePath] = []
  /// Removals come first: on a case-insensitive disk a new file may need the name of a removed one.
  var changes: [Change] = []

  // MARK: Temporary names

  /// The temporary name of a new file; after the exchange, the old file has this name.
  func staged(_ index: Int) -> String { name("new", index) }

  /// The temporary name of a restored original, where a change is undone.
  func restored(_ index: Int) -> String { name("old", index) }

  /// The temporary name of an original that is still being written.
  func partial(_ index: Int) -> String { name("part", index) }

  private func name(_ kind: String, _ index: Int) -> String {
    ".waymark-\(kind)-\(String(token, radix: 16))-\(index)"
  }
}
