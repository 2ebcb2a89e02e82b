import ArgumentParser
import Diagnostics
import Files
import SiteBuild
import SystemPackage
import Text

/// The name of a tool in the arguments.
struct ToolArgument {
  private let tool: any ForeignTool.Type

  /// - Throws: `ValidationError` for a tool that is not known.
  init(_ name: String) throws {
    guard let tool = ForeignTools.named(name) else {
      let known = ForeignTools.all.map { $0.name }
      let near = nearestMatch(to: name.lowercased(), in: known)
      throw ValidationError(
        "The configuration of '\(name)' is not known."
          + (near.map { " Did you mean '\($0)'?" } ?? "")
          + " Known are " + known.joined(separator: ", ") + ".")
    }
    self.tool = tool
  }

  /// Reads the tool's configuration in a folder.
  ///
  /// `name` is the folder as in the arguments.
  ///
  /// - Throws: `ValidationError` where there is none, and `ExitStatus` where it cannot be read, which is shown.
  func migration(in folder: FilePath, named name: String) throws -> Migration {
    guard let migration = Migration(from: tool, in: MigrationFolder(disk: folder)) else {
      let files = tool.files.map { "`\($0)`" }
      throw ValidationError(
        "There is no configuration of \(tool.title) in '\(name)': looked for "
          + files.prefix(4).joined(separator: ", ") + (files.count > 4 ? " and others" : "") + ".")
    }
    guard migration.diagnostics.isEmpty else {
      let renderer = TextRenderer(isColored: Terminal.hasColors(.errors))
      Terminal.write(rendered: renderer.render(migration.diagnostics) + "\n", to: .errors)
      Terminal.write("Nothing was changed.\n", to: .errors)
      throw ExitStatus.errors
    }
    return migration
  }
}

extension MigrationFolder {
  /// The largest size of a file with settings.
  private static let fileLimit = 1 << 20

  /// A folder on disk.
  init(disk folder: FilePath) {
    self.init(
      read: { try? FileSystem.read(folder.appending($0), limit: Self.fileLimit) },
      isFile: { FileSystem.status(folder.appending($0))?.type == .regular },
      isFolder: { FileSystem.status(folder.appending($0))?.type == .directory },
      names: { path in
        ((try? FileSystem.names(in: folder.appending(path))) ?? []).map(\.string).sorted()
      })
  }
}
