import Text

/// The addresses of a published site, each with its anchors, to compare builds with.
package struct PublishedAddresses: Sendable, Equatable {
  /// The name of the file that lists them.
  package static let fileName = "addresses.txt"
  /// The first line of the file.
  private static let opening =
    "# The addresses of this site, each with its anchors, for `waymark check --against`."
  /// The largest number of addresses that are read.
  private static let limit = 500_000

  /// An address or an anchor that another build does not have.
  package struct Lost: Sendable, Hashable {
    /// The path below the root of the site, with a slash at its start, percent-decoded.
    package let path: String
    /// `nil` if the whole address is lost.
    package let anchor: String?
  }

  /// The anchors by path below the root of the site, percent-decoded, with a slash at the start.
  private var anchors: [String: Set<String>] = [:]

  /// No addresses.
  package init() {}

  /// Reads a list of addresses, which may be of any origin; `nil` for other files.
  package init?(list bytes: [UInt8]) {
    var lines = bytes.split(separator: UInt8(ascii: "\n"))[...]
    guard lines.popFirst()?.elementsEqual(Self.opening.utf8) == true else { return nil }
    for line in lines.prefix(Self.limit) {
      let words = String(decoding: line, as: UTF8.self).split(separator: " ").map(String.init)
      guard let path = words.first, path.hasPrefix("/") else { continue }
      add(
        path.percentDecoded,
        anchors: words.dropFirst().lazy.filter { $0.hasPrefix("#") }
          .map { String($0.dropFirst()).percentDecoded })
    }
  }

  /// The number of addresses.
  package var count: Int { anchors.count }

  /// All addresses with their anchors, sorted.
  package var sorted: [(path: String, anchors: [String])] {
    anchors.sorted { $0.key.precedesInUTF8($1.key) }.map { ($0.key, $0.value.sorted()) }
  }

  /// The text of the file that lists the addresses.
  package var list: String {
    let lines = sorted.map { path, anchors in
      path.percentEncodedPath + anchors.map { " #" + $0.percentEncodedPath }.joined() + "\n"
    }
    return Self.opening + "\n" + lines.joined()
  }

  /// Adds an address.
  ///
  /// - Parameters:
  ///   - path: The path below the root of the site, with a slash at its start. `index.html` at its end is left out.
  ///   - ids: All ids of the page. Those of footnotes, of embedded pages and of the theme are left out.
  package mutating func add(_ path: String, anchors ids: some Sequence<String>) {
    let kept = ids.filter { !$0.contains(".") && !$0.hasPrefix("fn-") && !$0.hasPrefix("fnref-") }
    anchors[Self.withoutIndex(path), default: []].formUnion(kept)
  }

  private static func withoutIndex(_ path: String) -> String {
    path.hasSuffix("/index.html") ? String(path.dropLast("index.html".count)) : path
  }

  /// The addresses and anchors that another build does not have, sorted.
  ///
  /// `redirects` are the redirects of the other build, by path; they keep anchors.
  package func lost(in other: PublishedAddresses, redirects: [String: String]) -> [Lost] {
    sorted.flatMap { path, anchors -> [Lost] in
      let present = [path, path + "/"].first { other.anchors[$0] != nil || redirects[$0] != nil }
      guard let present else { return [Lost(path: path, anchor: nil)] }
      let target = redirects[present] ?? present
      // Where a redirect leads to an anchor, that is where readers arrive.
      if target.contains("#") { return [] }
      let known = other.anchors[target] ?? []
      return anchors.filter { !known.contains($0) }.map { Lost(path: path, anchor: $0) }
    }
  }
}
