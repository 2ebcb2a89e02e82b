import Foundation
import SiteBuild
import SiteModel

/// Follows every link of a built site, as a browser would.
///
/// It reads the written HTML only, independently of the code that made it.
struct LinkCrawl {
  private(set) var problems: [String] = []
  /// The problems with ids and fragments.
  private(set) var anchorProblems: [String] = []

  private var ids: [String: Set<String>] = [:]
  private let files: Set<String>
  private let address: SiteAddress

  init(_ output: OutputTree, address: SiteAddress) {
    self.address = address
    files = Set(output.files.map(\.path.text))
    var pages: [(path: String, html: String)] = []
    for file in output.files where file.path.text.hasSuffix(".html") {
      let html = String(decoding: file.bytes, as: UTF8.self)
      pages.append((file.path.text, html))
      let found = Self.values(of: "id", in: html)
      ids[file.path.text] = Set(found)
      if Set(found).count != found.count {
        let twice = Dictionary(grouping: found, by: { $0 }).filter { $0.value.count > 1 }.keys
        anchorProblems.append("\(file.path.text): duplicate ids \(twice.sorted())")
      }
    }
    for page in pages { check(page.path, page.html) }
    problems += anchorProblems
  }

  private mutating func check(_ path: String, _ html: String) {
    for value in ["href", "src", "action"].flatMap({ Self.values(of: $0, in: html) }) {
      let link = value.replacing("&amp;", with: "&")
      if let problem = problem(link, on: path) {
        problems.append("\(path): \(problem)")
      } else if let problem = anchorProblem(link, on: path) {
        anchorProblems.append("\(path): \(problem)")
      }
    }
  }

  /// The values of an attribute, found by splitting, which takes much less time than a regular expression.
  private static func values(of attribute: String, in html: String) -> [String] {
    html.replacingOccurrences(of: "\n", with: " ").components(separatedBy: " \(attribute)=\"")
      .dropFirst().map { String($0.prefix { $0 != "\"" }) }
  }

  private func problem(_ link: String, on path: String) -> String? {
    guard let file = file(link, on: path) else { return "`\(link)` leaves the site's path" }
    return file.isEmpty || files.contains(file) ? nil : "`\(link)` leads nowhere"
  }

  private func anchorProblem(_ link: String, on path: String) -> String? {
    let parts = link.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count > 1, !parts[1].isEmpty, let file = file(link, on: path), !file.isEmpty else {
      return nil
    }
    let id = parts[1].removingPercentEncoding ?? String(parts[1])
    return ids[file]?.contains(id) == true ? nil : "`\(link)` names no place on its page"
  }

  /// The file that a link leads to; empty for external links, `nil` for paths outside the site.
  private func file(_ link: String, on path: String) -> String? {
    var target = String(link.prefix { $0 != "#" })
    if let origin = address.origin, target.hasPrefix(origin) { target.removeFirst(origin.count) }
    if target.contains(":") || target.hasPrefix("//") { return "" }
    if target.isEmpty { return path }
    guard target.hasPrefix(address.root) else { return nil }
    let file = String(target.dropFirst(address.root.count)).removingPercentEncoding ?? ""
    return file.isEmpty || file.hasSuffix("/") ? file + "index.html" : file
  }
}
