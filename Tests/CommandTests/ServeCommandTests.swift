import Foundation
import Testing

/// `waymark serve` and `waymark build --watch`, from outside.
@Suite struct ServeCommandTests {
  private func serve(_ folder: TemporaryFolder, _ arguments: String...) throws -> RunningTool {
    try RunningTool(["serve", "--port", "0"] + arguments, in: folder)
  }

  private func site() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.makeSite()
    return folder
  }

  @Test("An edit is served, said in a line, and found by search")
  func edit() throws {
    let folder = try site()
    let tool = try serve(folder)
    defer { tool.stop() }
    let address = try tool.address()
    #expect(tool.text.contains("Built 5 pages"))
    try folder.write("---\ntitle: About\n---\nA zebra. [[Home]]\n", to: "content/about.md")
    try tool.waits(at: address + "about/", for: "zebra") { $0.contains("A zebra.") }
    try tool.says("about.md → ")
    #expect(try Tool.run("build", "--quiet", in: folder.url).status == 0)
    let index = try Data(contentsOf: folder.url.appending(path: "public/search/boot.bin"))
    let served = try #require(URL(string: address + "search/boot.bin"))
    try tool.waits(for: "the search index") {
      try Data(contentsOf: served) == index ? true : nil
    }
  }

  @Test("An error is told with its place, the last good page stays, and it goes when it is mended")
  func error() throws {
    let folder = try site()
    try folder.write(
      "title: Small\nbase_url: https://example.org\nchecks: {broken-link: error}\n",
      to: "waymark.yml")
    let tool = try serve(folder, "--editor", "edit://{path}?{line}:{column}")
    defer { tool.stop() }
    let address = try tool.address()
    let diagnostics = address + "_waymark/diagnostics.json"
    try tool.waits(at: diagnostics, for: "no errors") { $0.contains(#""diagnostics":[]"#) }
    try folder.write("---\ntitle: About\n---\nSee [[Hme]].\n", to: "content/about.md")
    try tool.waits(at: diagnostics, for: "the error") { text in
      text.contains("no page matches `Hme`") && text.contains("1 error")
        && text.contains("/content/about.md?4:7")
    }
    try tool.says("about.md → 1 error; the last good pages stay")
    try tool.says("no page matches `Hme`")
    try tool.waits(at: address + "about/", for: "the last good page") { $0.contains("the start") }
    try folder.write("---\ntitle: About\n---\nSee [[Home]].\n", to: "content/about.md")
    try tool.waits(at: diagnostics, for: "no errors") { $0.contains(#""diagnostics":[]"#) }
    try tool.says("fixed: 1")
    #expect(tool.text.components(separatedBy: "no page matches `Hme`").count == 2)
  }

  @Test("A site that is broken at the start is served when it is mended")
  func brokenStart() throws {
    let folder = try site()
    try folder.write("title: [\n", to: "waymark.yml")
    let tool = try serve(folder)
    defer { tool.stop() }
    let address = try tool.address()
    try tool.waits(at: address + "_waymark/diagnostics.json", for: "the error") {
      $0.contains("waymark.yml")
    }
    try folder.write("title: Mended\n", to: "waymark.yml")
    try tool.waits(at: address, for: "the home page") { $0.contains("Mended") }
  }

  @Test("Configuration and content that go and come back")
  func lostFiles() throws {
    let folder = try site()
    let tool = try serve(folder)
    defer { tool.stop() }
    let address = try tool.address()
    let diagnostics = address + "_waymark/diagnostics.json"
    for name in ["waymark.yml", "content"] {
      let (here, away) = (folder.url.appending(path: name), folder.url.appending(path: "away"))
      try FileManager.default.moveItem(at: here, to: away)
      try tool.waits(at: diagnostics, for: "the loss of \(name)") { $0.contains("there is no") }
      try tool.waits(at: address + "about/", for: "the last good page") { $0.contains("About") }
      try FileManager.default.moveItem(at: away, to: here)
      try tool.waits(at: diagnostics, for: "the return of \(name)") {
        $0.contains(#""diagnostics":[]"#)
      }
    }
    try folder.write("<p>mine: {{ page.title }}</p>\n", to: "templates/article.html")
    try folder.write("---\ntitle: New\n---\nText.\n", to: "content/articles/new.md")
    try tool.waits(at: address + "articles/new/", for: "the template") { $0.contains("mine: New") }
  }

  @Test("Drafts are left out, or marked")
  func drafts() throws {
    let folder = try site()
    try folder.write("---\ntitle: Early\ndraft: true\n---\nText.\n", to: "content/early.md")
    let tool = try serve(folder, "--drafts")
    defer { tool.stop() }
    let address = try tool.address()
    let info = address + "_waymark/page-info.json?page=%2Fearly%2F"
    try tool.waits(at: info, for: "the mark") { $0.contains(#""label":"Draft"#) }
    let other = try serve(folder)
    defer { other.stop() }
    let url = try #require(URL(string: try other.address() + "early/"))
    #expect(
      (try? Data(contentsOf: url)).map { String(decoding: $0, as: UTF8.self).contains("Early") }
        != true)
  }

  @Test("It says why a page was rendered")
  func explanation() throws {
    let folder = try site()
    let tool = try serve(folder, "--explain", "about")
    defer { tool.stop() }
    _ = try tool.address()
    try folder.write("---\ntitle: About\n---\nOther text. [[Home]]\n", to: "content/about.md")
    try tool.says("about rendered: ")
  }

  @Test("Ctrl-C ends it at once", arguments: [SIGINT, SIGTERM])
  func interrupt(signal: Int32) throws {
    let tool = try serve(try site())
    defer { tool.stop() }
    _ = try tool.address()
    kill(tool.process.processIdentifier, signal)
    try tool.waits(for: "the end") { tool.process.isRunning ? nil : true }
  }

  @Test("A port in use gives the next; an address that is none is an error")
  func ports() throws {
    let folder = try site()
    let first = try serve(folder)
    defer { first.stop() }
    let port = try #require(URL(string: try first.address())?.port)
    let second = try RunningTool(["serve", "--port", "\(port)"], in: folder)
    defer { second.stop() }
    try second.says("Port \(port) is in use; using ")
    #expect(try second.address() != first.address())
    let none = try serve(folder, "--host", "no.address.example")
    defer { none.stop() }
    try none.waits(for: "the end") { none.process.isRunning ? nil : true }
    #expect(none.text.contains("`no.address.example` is not an address of this machine"))
    #expect(none.process.terminationStatus == 3)
  }

  @Test("Every address of the machine, and the last port there is")
  func addresses() throws {
    let folder = try site()
    for host in ["0.0.0.0", "localhost"] {
      let tool = try serve(folder, "--host", host)
      defer { tool.stop() }
      let address = try tool.address()
      #expect(address.hasPrefix("http://localhost:"))
      try tool.waits(at: address, for: "the page") { $0.contains("Home") }
    }
    let last = try RunningTool(["serve", "--port", "65535"], in: folder)
    defer { last.stop() }
    try last.waits(for: "an address or an error") {
      last.text.contains(":65535/") || last.text.contains("in use") ? true : nil
    }
  }

  /// What a preview answers under the name of a host.
  private func answer(_ tool: RunningTool, host: String) throws -> String {
    let port = try #require(URL(string: try tool.address())?.port)
    let socket = try OpenSocket(port: port)
    socket.send("GET / HTTP/1.1\r\nHost: \(host)\r\nConnection: close\r\n\r\n")
    return socket.receiveAll()
  }

  @Test("Other names are refused with the option that lets them in, and that option does")
  func allowedHosts() throws {
    let folder = try site()
    let tool = try RunningTool(
      ["serve", "--port", "0", "--allow-host", "one.example.org", "--allow-host", "two"],
      in: folder, environment: ["WAYMARK_ALLOW_HOST": "three.example.org, four"])
    defer { tool.stop() }
    for host in ["one.example.org", "two:4000", "three.example.org", "FOUR", "localhost"] {
      #expect(try answer(tool, host: host).hasPrefix("HTTP/1.1 200 "), "\(host)")
    }
    let refusal = try answer(tool, host: "five.example.org")
    #expect(refusal.hasPrefix("HTTP/1.1 421 "))
    #expect(refusal.contains("waymark serve --allow-host five.example.org\n"))
    #expect(try answer(tool, host: "machine.example.org").hasPrefix("HTTP/1.1 421 "))
  }

  @Test(
    "What can be no name of a host is refused", arguments: ["https://a.example", "a:4000", "*", ""])
  func badHost(name: String) throws {
    let folder = try site()
    let option = try Tool.run(["serve", "--allow-host", name], in: folder.url)
    #expect(
      option.status == 2 && option.errors.contains("--allow-host: '\(name)' is not a host name"))
    guard !name.isEmpty else { return }
    let variable = try Tool.run(
      ["serve"], in: folder.url, environment: ["WAYMARK_ALLOW_HOST": name])
    #expect(variable.status == 2 && variable.errors.contains("WAYMARK_ALLOW_HOST: '\(name)'"))
  }

  @Test("A preview at all addresses answers under the machine's name")
  func machineName() throws {
    let tool = try serve(try site(), "--host", "0.0.0.0")
    defer { tool.stop() }
    var bytes = [CChar](repeating: 0, count: 256)
    gethostname(&bytes, bytes.count - 1)
    let own = String(
      decoding: bytes.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    #expect(try answer(tool, host: own).hasPrefix("HTTP/1.1 200 "), "\(own)")
    #expect(try answer(tool, host: "not-" + own).hasPrefix("HTTP/1.1 421 "))
  }

  @Test("More connections than descriptors do not end a preview", arguments: [24, 100])
  func descriptors(count: Int) throws {
    let folder = try site()
    let tool = try RunningTool(["serve", "--port", "0"], in: folder, descriptors: count)
    defer { tool.stop() }
    let address = try tool.address()
    let port = try #require(URL(string: address)?.port)
    let idle = try (0..<2 * count).map { _ in try OpenSocket(port: port) }
    try tool.waits(at: address, for: "the page beside idle connections") { $0.contains("Home") }
    try folder.write("---\ntitle: About\n---\nA zebra. [[Home]]\n", to: "content/about.md")
    try tool.waits(at: address + "about/", for: "the edit") { $0.contains("A zebra.") }
    withExtendedLifetime(idle) {}
  }

  @Test("build --watch writes to disk, and leaves the last good site where there are errors")
  func buildWatch() throws {
    let folder = try site()
    try folder.write(
      "title: Small\nbase_url: https://example.org\nchecks: {broken-link: error}\n",
      to: "waymark.yml")
    let tool = try RunningTool(["build", "--watch", "--output", "out"], in: folder)
    defer { tool.stop() }
    func page(holds text: String) throws {
      try tool.waits(for: text) {
        (try? folder.read("out/about/index.html"))?.contains(text) == true ? true : nil
      }
    }
    try page(holds: "the start")
    try tool.says("Building into ")
    try folder.write("---\ntitle: About\n---\nNew words. [[Home]]\n", to: "content/about.md")
    try page(holds: "New words")
    #expect(try !folder.read("out/about/index.html").contains("_waymark"))
    try folder.write("---\ntitle: About\n---\nBroken [[Hme]].\n", to: "content/about.md")
    try tool.says("the last good pages stay")
    try page(holds: "New words")
    try folder.write("---\ntitle: About\n---\nMended [[Home]].\n", to: "content/about.md")
    try page(holds: "Mended")
  }
}
