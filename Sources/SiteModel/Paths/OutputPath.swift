import Diagnostics
import Text

/// The path of a file in the built site, without a leading slash.
package struct OutputPath: Sendable, Hashable, Comparable {
  /// The prefix of the files in the output folder that a build keeps for itself.
  package static let reservedPrefix = ".waymark-"
  /// The longest file name, in bytes, that all common file systems support.
  private static let nameLimit = 255
  /// The longest path in bytes, which leaves room for the path of the output folder.
  private static let lengthLimit = 1024

  /// The path as text, with slashes between its parts.
  package let text: String

  /// A path, which is not validated.
  package init(_ text: String) {
    self.text = text
  }

  /// The folder of the file; empty at the root of the site.
  package var folder: String {
    text.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(text[..<$0]) } ?? ""
  }

  /// Orders paths by their bytes.
  package static func < (left: OutputPath, right: OutputPath) -> Bool {
    left.text.precedesInUTF8(right.text)
  }

  /// The error for a path that cannot be a file on all common file systems; `nil` for a valid path.
  ///
  /// - `location`: The source of the address.
  package func diagnostic(at location: Location) -> Diagnostic? {
    obstacle.map { obstacle in
      Diagnostic(
        .unwritableAddress, "this address cannot be written as a file: \(obstacle)", at: location,
        help: "choose a different, shorter name")
    }
  }

  private var obstacle: String? {
    let count = text.utf8.count
    if count > Self.lengthLimit {
      return "it has \(count) bytes, and the limit is \(Self.lengthLimit)"
    }
    for name in text.utf8.split(separator: UInt8(ascii: "/")) {
      if name.count > Self.nameLimit {
        return "one of its names has \(name.count) bytes, and the limit is \(Self.nameLimit)"
      }
      // Many file systems ignore case.
      if name.first == UInt8(ascii: "."),
        Substring(name).lowercased().hasPrefix(Self.reservedPrefix)
      {
        return "names that start with `\(Self.reservedPrefix)` are reserved for the build"
      }
    }
    return nil
  }
}
