/// A tool whose configuration `waymark init --from` reads.
///
/// A new tool is one new file in `Tools`, and its name in `ForeignTools.all`.
package protocol ForeignTool: Sendable {
  /// The word after `--from`.
  static var name: String { get }
  /// The name that people know.
  static var title: String { get }
  /// The usual paths of its configuration, the first of which is read.
  static var files: [String] { get }
  /// Keys that only this tool's configuration has: they tell its file from that of another tool, and the settings from
  /// other objects in a script. Empty where the name of the file is enough.
  static var marks: Set<String> { get }
  /// What becomes of each key.
  static var keys: [KeyRule] { get }
  /// Whether keys in capitals are the same.
  static var ignoresCase: Bool { get }
  /// The paths of the files to read; `nil` where the tool has none in the folder.
  static func configuration(in folder: MigrationFolder) -> [String]?
  /// The key that a file is the value of; `nil` for most files.
  static func prefix(of file: String) -> String?
  /// Sets what follows from several keys, or from the folder.
  static func finish(_ migration: inout Migration)
}

extension ForeignTool {
  /// No marks.
  package static var marks: Set<String> { [] }
  /// Names differ in capitals.
  package static var ignoresCase: Bool { false }
  /// No prefix.
  package static func prefix(of file: String) -> String? { nil }
  /// Changes nothing.
  package static func finish(_ migration: inout Migration) {}
  /// The names of the first configuration that the folder has.
  package static func configuration(in folder: MigrationFolder) -> [String]? {
    files.first(where: folder.isFile).map { [$0] }
  }
}

/// Every tool whose configuration can be read.
package enum ForeignTools {
  /// The tools, sorted by name.
  package static let all: [any ForeignTool.Type] = [
    DocusaurusTool.self, HugoTool.self, JekyllTool.self, MdBookTool.self, MkDocsTool.self,
    ObsidianTool.self, QuartzTool.self, StarlightTool.self, VitePressTool.self, ZolaTool.self,
  ]

  /// The tool with a name.
  package static func named(_ name: String) -> (any ForeignTool.Type)? {
    all.first { $0.name == name.lowercased() }
  }

  /// The tool whose configuration is in a folder; `nil` where there is none.
  package static func found(in folder: MigrationFolder) -> (any ForeignTool.Type)? {
    all.first { Migration.recognizes($0, in: folder) }
  }
}

/// The folder whose configuration is read; the command that reads it supplies the disk.
package struct MigrationFolder: Sendable {
  /// The bytes of a file, by its path below the folder; `nil` where there is none that can be read.
  let read: @Sendable (String) -> [UInt8]?
  /// Whether there is a file at a path.
  let isFile: @Sendable (String) -> Bool
  /// Whether there is a folder at a path.
  let isFolder: @Sendable (String) -> Bool
  /// The names in a folder, sorted.
  let names: @Sendable (String) -> [String]

  /// Makes a folder from functions of paths.
  package init(
    read: @escaping @Sendable (String) -> [UInt8]?,
    isFile: @escaping @Sendable (String) -> Bool,
    isFolder: @escaping @Sendable (String) -> Bool,
    names: @escaping @Sendable (String) -> [String]
  ) {
    self.read = read
    self.isFile = isFile
    self.isFolder = isFolder
    self.names = names
  }
}
