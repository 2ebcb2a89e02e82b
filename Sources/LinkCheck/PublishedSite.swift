import Concurrency
import Markdown
import SiteModel
import Text

/// Reads the addresses of a site from the server that publishes it.
///
/// A site that Waymark built has a list of them. For others the sitemap is read, and each page for its anchors. Answers
/// are bounded in size, number and time, and only pages below the address that was given are read, because a server is
/// not trusted. If the whole site has moved, its new address is used, unless that is in a private network. The given
/// address itself may be in one: the user chose it.
package struct PublishedSite {
  private static let moveLimit = 3
  /// The largest number of sitemaps and of pages that are read.
  private static let sitemapLimit = 20
  private static let pageLimit = 2_000
  /// How many pages are requested at a time.
  private static let batch = 64

  /// The reason why a site cannot be read.
  package struct Failure: Error {
    /// A sentence about it, without a full stop.
    package let message: String
  }

  /// What a server said of its site.
  package struct Reading {
    /// The addresses.
    package var addresses = PublishedAddresses()
    /// The number of pages whose anchors were not read, because there are too many.
    package var unreadPages = 0
  }

  /// The address of the site, with a slash at its end.
  private let base: WebAddress
  private let send: ([WebAddress]) throws -> [WebDocument]

  /// Prepares to read the site at a URL; `nil` if it is not an address of a web site.
  ///
  /// - Parameters:
  ///   - url: The address of the site.
  ///   - version: Waymark's version, for the user agent.
  package init?(_ url: String, version: String) {
    self.init(url, send: Curl(version: version).documents)
  }

  init?(_ url: String, send: @escaping ([WebAddress]) throws -> [WebDocument]) {
    guard let base = WebAddress(url.hasSuffix("/") ? url : url + "/"), !url.contains("?"),
      !url.contains("#")
    else { return nil }
    self.base = base
    self.send = send
  }

  /// Reads the addresses.
  ///
  /// - Throws: `Failure`, `Curl.Missing`, or an `Errno` of running curl.
  package func read() throws -> Reading {
    try (moved(times: 0) ?? self).readHere()
  }

  private func readHere() throws -> Reading {
    if let list = try document(PublishedAddresses.fileName)?.body,
      let addresses = PublishedAddresses(list: list)
    {
      return Reading(addresses: addresses)
    }
    guard let sitemap = try document("sitemap.xml")?.body else {
      throw Failure(
        message: "`\(base.text)` has neither `\(PublishedAddresses.fileName)` nor `sitemap.xml`")
    }
    let pages = try pages(in: sitemap)
    // Nothing to compare must not look like nothing lost.
    guard !pages.isEmpty else {
      throw Failure(
        message: "the sitemap of `\(base.text)` names no page below that address")
    }
    return try read(pages)
  }

  /// The site at its new address; `nil` if it has not moved.
  private func moved(times: Int) throws -> PublishedSite? {
    let name = PublishedAddresses.fileName
    guard times < Self.moveLimit, let list = WebAddress(base.text + name),
      let target = try send([list]).first?.redirect, target.hasSuffix("/" + name),
      let address = WebAddress(target), address.unreachableReason == nil,
      let site = PublishedSite(String(target.dropLast(name.count)), send: send)
    else { return nil }
    return try site.moved(times: times + 1) ?? site
  }

  /// The document at a path below the site; `nil` if the server has none.
  private func document(_ path: String) throws -> WebDocument? {
    guard let address = WebAddress(base.text + path), let found = try send([address]).first else {
      return nil
    }
    if let failure = found.failure { throw Failure(message: "`\(base.text)`: \(failure)") }
    if let target = found.redirect {
      throw Failure(message: "`\(address.text)` redirects to `\(target)`: give that site's address")
    }
    return found.status == 200 ? found : nil
  }

  /// The pages of a sitemap, or of the sitemaps that it lists.
  private func pages(in sitemap: [UInt8]) throws -> [WebAddress] {
    let found = locations(in: sitemap)
    guard !sitemap.starts(withElementNamed: "sitemapindex") else {
      let parts = try send(Array(found.prefix(Self.sitemapLimit)))
      return parts.filter { $0.status == 200 }.flatMap { locations(in: $0.body) }
    }
    return found
  }

  /// The addresses in `<loc>` elements that are below the site.
  private func locations(in sitemap: [UInt8]) -> [WebAddress] {
    let text = String(decoding: sitemap, as: UTF8.self)
    return text.split(separator: "<loc>").dropFirst().compactMap { part in
      let written = part.prefix { $0 != "<" }.replacing("&amp;", with: "&")
      let address = WebAddress(written.split { $0.isWhitespace }.joined())
      return address.flatMap { $0.canonical.hasPrefix(base.canonical) ? $0 : nil }
    }
  }

  private func read(_ pages: [WebAddress]) throws -> Reading {
    var reading = Reading()
    let read = pages.prefix(Self.pageLimit)
    reading.unreadPages = pages.count - read.count
    for start in stride(from: 0, to: read.count, by: Self.batch) {
      let part = Array(read[start..<min(start + Self.batch, read.count)])
      for (page, found) in zip(part, try send(part)) {
        // An address that the sitemap names and that is gone already is not lost by this build.
        if [404, 410].contains(found.status) { continue }
        let ids = found.status == 200 ? HTMLAnchors.ids(in: found.body) : []
        reading.addresses.add(path(of: page), anchors: ids)
      }
    }
    for page in pages.dropFirst(read.count) { reading.addresses.add(path(of: page), anchors: []) }
    return reading
  }

  /// The path below the site, percent-decoded, with a slash at its start.
  private func path(of page: WebAddress) -> String {
    let path = page.canonical.dropFirst(base.canonical.count).prefix { $0 != "?" }
    return "/" + String(path).percentDecoded
  }
}

extension [UInt8] {
  /// Whether the first element of an XML document has a name.
  fileprivate func starts(withElementNamed name: String) -> Bool {
    let text = String(decoding: prefix(4096), as: UTF8.self)
    return text.contains("<" + name)
  }
}
