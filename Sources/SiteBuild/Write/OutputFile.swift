import SiteModel

/// A file of the built site.
package struct OutputFile: Sendable {
  /// The path below the output folder.
  package let path: OutputPath
  /// The content.
  package var bytes: [UInt8]
  /// The source of the file for messages: a source file, or a part of the build.
  let origin: String

  /// The same file in a folder, whose path ends in a slash.
  func moved(to folder: String) -> OutputFile {
    OutputFile(OutputPath(folder + path.text), bytes, origin: origin)
  }

  /// Makes a file.
  package init(_ path: OutputPath, _ bytes: [UInt8], origin: String = "the site itself") {
    self.path = path
    self.bytes = bytes
    self.origin = origin
  }
}
