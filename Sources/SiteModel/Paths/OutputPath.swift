import Diagnostics
import Text

/// The path of a file in the built site, with slashes and without a leading one.
package struct OutputPath: Sendable, Hashable, Comparable {
  /// What the names of a build's own files in the output folder begin with.
  package static let reservedPrefix = ".waymark-"
  /// The most bytes of a name that every common file system takes.
  private static let nameLimit = 255
  /// The most bytes of a path, which leaves room for the output folder's own on every common system.
  private static let lengthLimit = 1024

  package let text: String

  package init(_ text: String) {
    self.text = text
  }

  /// The folder that holds the file; empty at the top.
  package var folder: String {
    text.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(text[..<$0]) } ?? ""
  }

  package static func < (left: OutputPath, right: OutputPath) -> Bool {
    left.text.precedesInUTF8(right.text)
  }

  /// Why the address cannot be a file on any disk; `nil` where it can.
  ///
  /// The location is that of what gives the file its address.
  package func problem(at location: Location) -> Diagnostic? {
    obstacle.map { obstacle in
      Diagnostic(
        .unwritableAddress, "this address cannot be a file: \(obstacle)", at: location,
        help: "choose another, shorter name")
    }
  }

  private var obstacle: String? {
    let count = text.utf8.count
    if count > Self.lengthLimit {
      return "it has \(count) bytes, and at most \(Self.lengthLimit) can be written everywhere"
    }
    for name in text.utf8.split(separator: UInt8(ascii: "/")) {
      if name.count > Self.nameLimit {
        return "a name in it has \(name.count) bytes, and disks hold at most \(Self.nameLimit)"
      }
      // Many disks do not tell `A` from `a`.
      if name.first == UInt8(ascii: "."),
        Substring(name).lowercased().hasPrefix(Self.reservedPrefix)
      {
        return "names that begin with `\(Self.reservedPrefix)` are those of a build's own files"
      }
    }
    return nil
  }
}
