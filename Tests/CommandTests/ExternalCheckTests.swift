import Foundation
import Testing

@Suite struct ExternalCheckTests {
  private func check(
    _ folder: TemporaryFolder, _ server: ScriptedServer, _ options: String...
  ) throws -> Tool.Result {
    try Tool.run(
      ["check", "--external"] + options, in: folder.url,
      environment: [
        "http_proxy": "http://127.0.0.1:\(server.port)", "no_proxy": "",
        "XDG_CACHE_HOME": folder.url.appending(path: "cache").path(percentEncoded: false),
      ])
  }

  @Test("Every kind of broken external link is reported, at each link")
  func kinds() throws {
    let server = try ScriptedServer { request in
      switch request.address {
      case "http://get-only.example/" where request.method == "HEAD": "405 No"
      case "http://lies.example/" where request.method == "HEAD": "404 No"
      case "http://gone.example/page", "http://gone.example/book": "404 Not Found"
      case "http://moved.example/": "301 Moved\r\nLocation: /new"
      case "http://temporary.example/": "302 Found\r\nLocation: http://ok.example/there"
      case "http://inside.example/": "302 Found\r\nLocation: http://192.168.0.1/admin"
      case "http://file.example/": "302 Found\r\nLocation: file:///etc/passwd"
      case "http://loop.example/": "302 Found\r\nLocation: http://loop.example/"
      case "http://busy.example/": "429 Later"
      case "http://members.example/": "403 Members Only"
      case "http://broken.example/": "500 Oh"
      case "http://silent.example/": nil
      default: "200 OK"
      }
    }
    defer { server.stop() }
    let folder = try TemporaryFolder()
    try folder.makeSite()
    try folder.write(
      """
      ---
      title: Links
      description: Links to other sites.
      ---
      [1](http://ok.example/a) [2](http://get-only.example/) [3](http://lies.example/) back to [[about]].

      [4](http://gone.example/page#part) [5](http://moved.example/) [6](http://temporary.example/)
      [7](http://inside.example/) [8](http://file.example/) [9](http://loop.example/)
      [a](http://busy.example/) [b](http://members.example/) [c](http://broken.example/)
      [d](http://silent.example/) [e](http://localhost:1/) [f](http://10.1.2.3/) [g](mailto:a@b.example)
      [h](http://[::1]/) [i](http://user@ok.example/) [j](http://gone.example/page) [k](http://ok.example/ü?a="b")

      """, to: "content/links.md")
    try folder.write(
      "---\ntitle: A book\nkind: book\nurl: http://gone.example/book\ndisclosure: Nobody.\n---\nSee [[links]].\n",
      to: "content/resources/book.md")
    let result = try check(
      folder, server, "--rule", "broken-external-link", "--rule", "moved-external-link", "--rule",
      "unchecked-external-link")
    #expect(result.status == 0, "\(result.errors)")
    let lines = result.output.split(separator: "\n").map(String.init)
    var said: [String] = []
    for (line, next) in zip(lines, lines.dropFirst())
    where line.contains("-external-link]") {
      said.append(line + next.replacing(/\s*-->/, with: " at"))
    }
    #expect(
      said == [
        "warning[broken-external-link]: there is no page at this address (404) at content/links.md:7:5",
        "warning[broken-external-link]: it redirects to `http://192.168.0.1/admin`, which readers cannot reach at content/links.md:8:5",
        "warning[broken-external-link]: it redirects to `file:///etc/passwd`, which is not a web address at content/links.md:8:33",
        "warning[broken-external-link]: it redirects too often at content/links.md:8:59",
        "warning[broken-external-link]: `localhost` is an address that readers cannot reach at content/links.md:10:33",
        "warning[broken-external-link]: `10.1.2.3` is an address that readers cannot reach at content/links.md:10:58",
        "warning[broken-external-link]: `::1` is an address that readers cannot reach at content/links.md:11:5",
        "warning[broken-external-link]: there is no page at this address (404) at content/links.md:11:53",
        "warning[broken-external-link]: there is no page at this address (404) at content/resources/book.md:4:6",
        "note[moved-external-link]: this page has moved permanently to `http://moved.example/new` at content/links.md:7:40",
        "note[unchecked-external-link]: the server is too busy to answer (429) at content/links.md:9:5",
        "note[unchecked-external-link]: the server denies access (403) at content/links.md:9:31",
        "note[unchecked-external-link]: the server reports an error of its own (500) at content/links.md:9:60",
        "note[unchecked-external-link]: the server closed the connection without an answer at content/links.md:10:5",
      ])
    #expect(server.mostOfOneHost == 1)
    let asked = server.requests.map { "\($0.method) \($0.address)" }
    #expect(asked.filter { $0.hasSuffix("gone.example/page") }.count == 2)
    #expect(asked.contains("HEAD http://ok.example/%C3%BC?a=%22b%22"))
    #expect(
      !asked.contains { $0.contains("192.168") || $0.contains("localhost") || $0.contains("10.1") })
    #expect(!asked.contains { $0.contains("user@") })
  }

  @Test("What was there is not asked for again for a week, what was not is; strict checks fail")
  func cache() throws {
    let server = try ScriptedServer { $0.address.contains("gone") ? "410 Gone" : "200 OK" }
    defer { server.stop() }
    let folder = try TemporaryFolder()
    try folder.makeSite()
    try folder.write(
      "---\ntitle: About\n---\n[[Home|Up]], [here](http://here.example/), [not](http://gone.example/)\n",
      to: "content/about.md")
    #expect(try check(folder, server).status == 0)
    #expect(server.requests.map(\.method) == ["HEAD", "HEAD", "GET"])
    #expect(try check(folder, server, "--strict").status == 1)
    let later = server.requests.dropFirst(3)
    #expect(later.map(\.address) == ["http://gone.example/", "http://gone.example/"])
    // An answer of long ago, or a file that is none of ours, counts for nothing.
    try folder.write("12\thttp://here.example/\t\nnonsense\n", to: "cache/waymark/external-links")
    #expect(try check(folder, server).status == 0)
    #expect(server.requests.count == 8)
    try folder.write("title: Small\nchecks: {broken-external-link: off}\n", to: "waymark.yml")
    #expect(!(try check(folder, server).output.contains("external")))
    #expect(!folder.exists("public"))
  }

  @Test("No spelling of an address of this machine is asked for, whoever leads to it")
  func ownMachine() throws {
    let own = [
      "http://127.1/", "http://0177.0.0.1/", "http://[::ffff:127.0.0.1]/",
      "http://%31%32%37.0.0.1/",
      "http://１２７.0.0.1/", "http://①②⑦.0.0.1/", "http://2130706433/", "http://0x7f000001/",
      "http://127.0.0.1./", "http://localhost./", "http://[64:ff9b::7f00:1]/",
      "http://[2002:7f00:1::]/", "http://0/", "http://10.1.2.3:8080/", "http://127。0。0。1/",
    ]
    let server = try ScriptedServer { request in
      if request.address.hasPrefix("http://leads.example/") {
        let number = Int(request.address.split(separator: "/").last ?? "") ?? 0
        return "302 Found\r\nLocation: \(own[number])"
      }
      return "200 OK"
    }
    defer { server.stop() }
    let folder = try TemporaryFolder()
    try folder.makeSite()
    // A second of pause for each redirect of one host, so only some.
    let links = own.map { "[x](\($0))" } + [0, 3, 4].map { "[x](http://leads.example/\($0))" }
    try folder.write(
      "---\ntitle: About\n---\n[[Home|Up]]\n\n" + links.joined(separator: "\n\n") + "\n",
      to: "content/about.md")
    let result = try check(folder, server, "--rule", "broken-external-link", "--format", "json")
    #expect(result.status == 0, "\(result.errors)")
    #expect(server.requests.allSatisfy { $0.address.hasPrefix("http://leads.example/") })
    #expect(result.output.split(separator: "broken-external-link").count - 1 == links.count)
  }

  @Test("No address writes lines of its own into the file of answers")
  func lines() throws {
    let server = try ScriptedServer { request in
      request.address.contains("moved")
        ? "301 Moved\r\nLocation: http://new.example/%0A999\tx" : "200 OK"
    }
    defer { server.stop() }
    let folder = try TemporaryFolder()
    try folder.makeSite()
    let later = "9999999999\\thttp://planted.example/\\t"
    try folder.write(
      "---\ntitle: A book\nkind: book\nurl: \"http://a.example/\\n\(later)\\n\"\ndisclosure: Nobody.\n---\n"
        + "[x](http://b.example/&#10;&#9;y) [x](http://moved.example/) [x](http://c.example/100%)\n",
      to: "content/resources/book.md")
    let result = try check(folder, server)
    #expect(result.status == 0, "\(result.errors)")
    let data = try #require(folder.files(in: "cache/waymark")["external-links"])
    for line in String(decoding: data, as: UTF8.self).split(separator: "\n") {
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
      #expect(fields.count == 3 && fields[1].hasPrefix("http://"), "\(line)")
      #expect(!fields[1].contains("planted"), "\(line)")
    }
    // What was written is read again.
    let count = server.requests.count
    #expect(try check(folder, server).status == 0)
    #expect(!server.requests.dropFirst(count).contains { $0.address.contains("c.example") })
  }

  @Test("Without curl it says so")
  func missing() throws {
    let folder = try TemporaryFolder()
    try folder.makeSite()
    try folder.write(
      "---\ntitle: About\n---\n[[Home|Up]] [a](http://93.184.215.14/)\n", to: "content/about.md")
    let result = try Tool.run(
      ["check", "--external"], in: folder.url,
      environment: ["PATH": "/nowhere", "XDG_CACHE_HOME": "/nowhere"])
    #expect(result.status == 2)
    #expect(result.errors.contains("curl, which is not installed"))
  }
}
