import Testing

@testable import LinkCheck
@testable import SiteModel

@Suite struct PublishedSiteTests {
  private func read(
    _ files: [String: String], redirects: [String: String] = [:],
    _ url: String = "https://a.example/g"
  ) throws -> PublishedSite.Reading {
    let site = try #require(
      PublishedSite(url) { addresses in
        addresses.map { address in
          if let target = redirects[address.text] {
            return WebDocument(status: 301, redirect: target)
          }
          guard let text = files[address.text] else { return WebDocument(status: 404) }
          return WebDocument(status: 200, body: Array(text.utf8))
        }
      })
    return try site.read()
  }

  @Test("A list of addresses is enough")
  func list() throws {
    var addresses = PublishedAddresses()
    addresses.add("/a b/", anchors: ["ü", "x.y", "fn-1"])
    let reading = try read(["https://a.example/g/addresses.txt": addresses.list])
    #expect(reading.addresses == addresses)
    #expect(reading.addresses.sorted.map(\.anchors) == [["ü"]])
  }

  @Test("Otherwise the sitemaps are read, and the pages that are below the address")
  func sitemaps() throws {
    let reading = try read([
      "https://a.example/g/sitemap.xml":
        "<sitemapindex><sitemap><loc>https://a.example/g/s/1.xml</loc></sitemap>"
        + "<sitemap><loc>https://elsewhere.example/g/2.xml</loc></sitemap></sitemapindex>",
      "https://a.example/g/s/1.xml":
        "<urlset><url><loc>\n https://a.example/g/p/?a=1&amp;b </loc></url><url><loc>https://a.example/h/</loc></url>"
        + "<url><loc>https://a.example/g/gone/</loc></url><url><loc>file:///etc/passwd</loc></url></urlset>",
      "https://a.example/g/p/?a=1&b":
        "<h2 id=one>1</h2><a name='two'><script>'<p id=\"x\">'</script>",
    ])
    #expect(reading.addresses.sorted.map(\.path) == ["/p/"])
    #expect(reading.addresses.sorted.first?.anchors.contains("one") == true)
    #expect(reading.addresses.sorted.first?.anchors.contains("two") == true)
    #expect(reading.unreadPages == 0)
  }

  @Test("Pages beyond the limit count as addresses, and their anchors are not read")
  func limit() throws {
    let locations = (0..<2_010).map { "<loc>https://a.example/g/\($0)/</loc>" }.joined()
    var files = ["https://a.example/g/sitemap.xml": "<urlset>\(locations)</urlset>"]
    for number in 0..<2_010 { files["https://a.example/g/\(number)/"] = "<p id=a>" }
    let reading = try read(files)
    #expect(reading.addresses.count == 2_010 && reading.unreadPages == 10)
  }

  @Test("A site that has moved as a whole is read where it is now")
  func moved() throws {
    var addresses = PublishedAddresses()
    addresses.add("/a/", anchors: [])
    let reading = try read(
      ["https://b.example/addresses.txt": addresses.list],
      redirects: [
        "https://a.example/g/addresses.txt": "https://c.example/g/addresses.txt",
        "https://c.example/g/addresses.txt": "https://b.example/addresses.txt",
      ])
    #expect(reading.addresses == addresses)
  }

  @Test("A site that redirects to a private network or has neither file is an error")
  func failures() {
    #expect(throws: PublishedSite.Failure.self) { try read([:]) }
    #expect(throws: PublishedSite.Failure.self) {
      try read([:], redirects: ["https://a.example/g/addresses.txt": "http://127.0.0.1/"])
    }
    #expect(PublishedSite("folder") { _ in [] } == nil)
    #expect(PublishedSite("https://a.example/?x") { _ in [] } == nil)
  }

  @Test("A sitemap that names no page of the site is an error, for nothing would be compared")
  func otherOrigin() {
    let failure = #expect(throws: PublishedSite.Failure.self) {
      try read([
        "https://a.example/g/sitemap.xml":
          "<urlset><url><loc>https://old.example/g/p/</loc></url></urlset>"
      ])
    }
    #expect(
      failure?.message == "the sitemap of `https://a.example/g/` names no page below that address")
  }

  @Test("Lists of any origin are read without harm")
  func hostile() {
    #expect(PublishedAddresses(list: []) == nil)
    #expect(PublishedAddresses(list: Array("<html>".utf8)) == nil)
    var addresses = PublishedAddresses()
    addresses.add("/a/", anchors: ["x"])
    let text = addresses.list + "no/slash #y\n\n/b/ x #%zz #\u{1B}\n\u{FFFD}\n/../c/ #d\n"
    let read = PublishedAddresses(list: Array(text.utf8) + [0xFF, 0x0A])
    #expect(read?.sorted.map(\.path) == ["/../c/", "/a/", "/b/"])
  }

  @Test("Redirects keep addresses and anchors, and lead to where anchors must be")
  func lost() {
    var (old, new) = (PublishedAddresses(), PublishedAddresses())
    old.add("/same/", anchors: ["kept", "gone"])
    old.add("/moved/", anchors: ["kept", "gone"])
    old.add("/entry/", anchors: ["any"])
    old.add("/page", anchors: [])
    old.add("/away/index.html", anchors: ["x"])
    new.add("/same/", anchors: ["kept"])
    new.add("/new/", anchors: ["kept"])
    new.add("/page/index.html", anchors: [])
    let lost = old.lost(in: new, redirects: ["/moved/": "/new/", "/entry/": "/list/#entry"])
    #expect(
      lost == [
        .init(path: "/away/", anchor: nil), .init(path: "/moved/", anchor: "gone"),
        .init(path: "/same/", anchor: "gone"),
      ])
  }
}
