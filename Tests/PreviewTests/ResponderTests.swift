import Testing

@testable import Preview

/// What is answered to what, without sockets.
@Suite struct ResponderTests {
  private static let files: [(path: String, bytes: [UInt8])] = [
    ("index.html", Array("<body>home</body>".utf8)),
    ("articles/x/index.html", Array("<body>x</body>".utf8)),
    ("é b/index.html", Array("<body>accent</body>".utf8)),
    ("404.html", Array("<body>lost</body>".utf8)),
    ("style.css", Array("0123456789".utf8)), ("empty.txt", []), ("data.bin", [1, 2, 3]),
    ("picture.PNG", [1]), ("feed.xml", [1]),
  ]

  private static func responder(
    root: String = "/", host: String = "127.0.0.1",
    _ files: [(path: String, bytes: [UInt8])] = files
  ) -> PreviewResponder {
    let site = ServedSite()
    site.update(files, at: root)
    return PreviewResponder(site, hosts: AllowedHosts(listeningAt: host))
  }

  private static func get(
    _ path: String, query: String = "", range: String? = nil, ifNoneMatch: String? = nil,
    method: String = "GET", root: String = "/"
  ) -> PreviewResponse {
    responder(root: root).respond(
      to: PreviewRequest(
        method: method, path: path, query: query, host: "localhost:4000", range: range,
        ifNoneMatch: ifNoneMatch))
  }

  @Test(
    "Paths",
    arguments: [
      ("/", 200, "home"), ("/index.html", 200, "home"), ("/articles/x/", 200, "<body>x"),
      ("/articles/x/index.html", 200, "<body>x"), ("/%C3%A9%20b/", 200, "accent"),
      ("/articles%2Fx/", 200, "<body>x"), ("/articles/x", 301, "/articles/x/"),
      ("/%C3%A9%20b", 301, "/%C3%A9%20b/"), ("/nothing", 404, "lost"), ("/nothing/", 404, "lost"),
      ("/articles/", 404, "lost"), ("//", 404, "lost"), ("//evil.example/", 404, "lost"),
      ("//articles/x", 404, "lost"), ("/../style.css", 404, "lost"),
      ("/%2e%2e/style.css", 404, "lost"), ("/articles/../style.css", 404, "lost"),
      ("/style.css%00", 404, "lost"), ("/%", 404, "lost"), ("/%4", 404, "lost"),
      ("/%zz", 404, "lost"), ("/%+1", 404, "lost"), ("/%ff", 404, "lost"),
      ("/etc/passwd", 404, "lost"), ("*", 404, "lost"),
      ("/_waymark/nothing", 404, "No such file"),
    ])
  func paths(path: String, status: Int, text: String) {
    let response = Self.get(path)
    #expect(response.status == status)
    #expect(String(decoding: response.body.bytes, as: UTF8.self).contains(text))
    #expect(response.length == response.body.count)
  }

  @Test(
    "Redirects keep the query",
    arguments: [
      ("/articles/x", "a=1&b=%2F", "/", "/articles/x/?a=1&b=%2F"),
      ("/guide", "a=1", "/guide/", "/guide/?a=1"), ("/", "", "/guide/", "/guide/"),
      ("/guide/articles/x", "", "/guide/", "/guide/articles/x/"),
    ])
  func redirects(path: String, query: String, root: String, location: String) {
    let response = Self.get(path, query: query, root: root)
    #expect(response.status == 301)
    #expect(response["Location"] == location)
  }

  @Test(
    "Below the path of the site's base URL alone",
    arguments: [
      ("/guide/", 200), ("/guide/articles/x/", 200), ("/guide/style.css", 200),
      ("/articles/x/", 404), ("/style.css", 404), ("/guidearticles/x/", 404), ("//guide/", 404),
    ])
  func basePath(path: String, status: Int) {
    #expect(Self.get(path, root: "/guide/").status == status)
  }

  @Test("Without any page there is one that says so, with the script that waits for more")
  func emptySite() {
    let response = Self.responder([]).respond(to: PreviewRequest(path: "/", host: "localhost"))
    #expect(response.status == 404)
    let text = String(decoding: response.body.bytes, as: UTF8.self)
    #expect(text.contains("Page not found"))
    #expect(text.contains("/_waymark/preview.js?page="))
  }

  @Test(
    "Types",
    arguments: [
      ("/", "text/html; charset=utf-8"), ("/style.css", "text/css; charset=utf-8"),
      ("/data.bin", "application/octet-stream"), ("/picture.PNG", "image/png"),
      ("/feed.xml", "application/xml"), ("/_waymark/preview.js", "text/javascript; charset=utf-8"),
      ("/_waymark/styles.json", "application/json"), ("/_waymark/events", "text/event-stream"),
    ])
  func types(path: String, type: String) {
    let response = Self.get(path)
    #expect(response["Content-Type"] == type)
    #expect(response["X-Content-Type-Options"] == "nosniff")
    #expect(response["Cache-Control"] == "no-cache")
  }

  @Test(
    "Ranges",
    arguments: [
      ("bytes=0-0", 206, "0", "bytes 0-0/10"), ("bytes=2-4", 206, "234", "bytes 2-4/10"),
      ("bytes=7-", 206, "789", "bytes 7-9/10"), ("bytes=-3", 206, "789", "bytes 7-9/10"),
      ("bytes=-99", 206, "0123456789", "bytes 0-9/10"),
      ("bytes=5-99", 206, "56789", "bytes 5-9/10"),
      ("bytes=5-9223372036854775807", 206, "56789", "bytes 5-9/10"),
      ("bytes=10-", 416, "", "bytes */10"), ("bytes=99-100", 416, "", "bytes */10"),
      ("bytes=0-1,3-4", 200, "0123456789", nil), ("bytes=4-2", 200, "0123456789", nil),
      ("bytes=-", 200, "0123456789", nil), ("bytes=-0", 200, "0123456789", nil),
      ("bytes=a-b", 200, "0123456789", nil), ("lines=0-1", 200, "0123456789", nil),
      ("bytes=99999999999999999999-", 200, "0123456789", nil),
    ] as [(String, Int, String, String?)])
  func ranges(header: String, status: Int, text: String, range: String?) {
    let response = Self.get("/style.css", range: header)
    #expect(response.status == status)
    #expect(String(decoding: response.body.bytes, as: UTF8.self) == text)
    #expect(response["Content-Range"] == range)
    #expect(response.length == text.utf8.count)
  }

  @Test("A range lies where it should in a page, whose script is a part of its own")
  func rangeOfPage() {
    let whole = Self.get("/").body.bytes
    for first in whole.indices {
      for last in first..<whole.count {
        let response = Self.get("/", range: "bytes=\(first)-\(last)")
        #expect(response.body.bytes == Array(whole[first...last]), "\(first)-\(last)")
        #expect(response.body.count == last - first + 1)
      }
    }
  }

  @Test("A range of an empty file cannot be had")
  func emptyRange() {
    #expect(Self.get("/empty.txt", range: "bytes=0-").status == 416)
    #expect(Self.get("/empty.txt", range: "bytes=-1").status == 416)
    #expect(Self.get("/empty.txt").status == 200)
  }

  @Test("What the browser has is not sent again", arguments: ["/", "/style.css"])
  func tags(path: String) throws {
    let tag = try #require(Self.get(path)["ETag"])
    for known in [tag, "W/\"other\", \(tag)", "*"] {
      let response = Self.get(path, ifNoneMatch: known)
      #expect(response.status == 304)
      #expect(response.body.isEmpty)
      #expect(response["ETag"] == tag)
    }
    #expect(Self.get(path, ifNoneMatch: "\"other\"").status == 200)
    #expect(Self.get("/nothing", ifNoneMatch: "*").status == 404)
  }

  @Test("HEAD is GET without the body", arguments: ["/", "/style.css", "/nothing", "/articles/x"])
  func head(path: String) {
    let (get, head) = (Self.get(path), Self.get(path, method: "HEAD"))
    #expect(head.status == get.status)
    #expect(head.body.isEmpty)
    #expect(head.length == get.length)
    #expect(head.headers.map(\.value) == get.headers.map(\.value))
    #expect(!Self.get("/_waymark/events", method: "HEAD").isEventStream)
  }

  @Test("Other methods are refused", arguments: ["POST", "PUT", "DELETE", "OPTIONS", "get", ""])
  func methods(method: String) {
    let response = Self.get("/", method: method)
    #expect(response.status == 405)
    #expect(response["Allow"] == "GET, HEAD")
  }

  @Test("Each page carries the script, with the tag of the page's own bytes")
  func script() throws {
    let response = Self.get("/")
    let text = String(decoding: response.body.bytes, as: UTF8.self)
    let tag = try #require(response["ETag"]).dropFirst().dropLast()
    #expect(
      text
        == "<body>home<script type=\"module\" src=\"/_waymark/preview.js?page=\(tag)\" data-waymark>"
        + "</script>\n</body>")
  }

  @Test("Diagnostics and page facts are served as they were given")
  func description() {
    let site = ServedSite()
    site.describe(diagnostics: [1, 2], withheld: ["/late/": "<late.md> is a draft."]) {
      $0 == "/é/" ? [3] : nil
    }
    let responder = PreviewResponder(site, hosts: AllowedHosts(listeningAt: "127.0.0.1"))
    func get(_ path: String, _ query: String = "") -> PreviewResponse {
      responder.respond(to: PreviewRequest(path: path, query: query, host: "localhost"))
    }
    #expect(get("/_waymark/diagnostics.json").body.bytes == [1, 2])
    #expect(get("/_waymark/page-info.json", "page=%2F%C3%A9%2F").body.bytes == [3])
    for path in ["/late", "/late/"] {
      let response = get(path)
      #expect(response.status == 404)
      #expect(
        String(decoding: response.body.bytes, as: UTF8.self)
          .contains("</h1>\n<p class=\"draft\">&lt;late.md&gt; is a draft.</p><p>"))
    }
    #expect(!String(decoding: get("/later/").body.bytes, as: UTF8.self).contains("draft"))
    for query in ["", "page=", "page=%", "x", "page=%2F"] {
      #expect(get("/_waymark/page-info.json", query).status == 404)
    }
  }
}

extension PreviewResponse {
  subscript(name: String) -> String? { headers.first { $0.name == name }?.value }
}
