import Diagnostics
import SiteModel

/// A file of the built site.
package struct OutputFile: Sendable {
  /// The path below the output folder.
  package let path: OutputPath
  /// The content.
  package var bytes: [UInt8]
  /// The source of the file for messages: a source file, or a part of the build.
  let origin: String
  /// The origin of files that are made from no source.
  private static let build = "the site itself"
  /// What the origins of pages without a source begin with.
  private static let madePage = "the page made for /"

  /// The same file in a folder, whose path ends in a slash.
  func moved(to folder: String) -> OutputFile {
    OutputFile(OutputPath(folder + path.text), bytes, origin: origin)
  }

  /// Makes a file.
  package init(_ path: OutputPath, _ bytes: [UInt8], origin: String? = nil) {
    self.path = path
    self.bytes = bytes
    self.origin = origin ?? Self.build
  }

  /// The origin of a page that the build makes.
  static func origin(ofPageAt route: Route) -> String { madePage + route.text }

  /// The location of an origin.
  static func location(ofOrigin origin: String) -> Location {
    origin == build || origin.hasPrefix(madePage)
      ? Location(outside: origin) : Location(path: origin)
  }
}
