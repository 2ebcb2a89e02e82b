import SiteBuild
import SiteModel
import Testing

@Suite struct FeedbackTests {
  @Test(
    "Links start a mail or an issue with title and address",
    arguments: [
      (
        "guide+x@example.org",
        "mailto:guide+x@example.org?subject=Mistake%3A%20A%20%26%20%22B%22&body=%0A%0Ahttps%3A%2F%2Fexample.org%2Fg%2Fa%2F%0A"
      ),
      (
        "https://github.com/owner/guide/",
        "https://github.com/owner/guide/issues/new?title=Mistake%3A%20A%20%26%20%22B%22&body=%0A%0Ahttps%3A%2F%2Fexample.org%2Fg%2Fa%2F%0A"
      ),
      (
        "https://gitlab.com/group/sub/guide",
        "https://gitlab.com/group/sub/guide/-/issues/new?issue%5Btitle%5D=Mistake%3A%20A%20%26%20%22B%22&issue%5Bdescription%5D=%0A%0Ahttps%3A%2F%2Fexample.org%2Fg%2Fa%2F%0A"
      ),
    ])
  func links(address: String, link: String) throws {
    let html = try page("feedback: \(address)\n", option: nil)
    #expect(html.contains("<a href=\"\(link.replacing("&", with: "&amp;"))\">Report a mistake</a>"))
    #expect(html.contains("Was this page helpful?"))
  }

  @Test(
    "Without an address there is no link; one from the command line is used if the site has none")
  func options() throws {
    #expect(!(try page("", option: nil)).contains("helpful"))
    #expect(try page("", option: "https://github.com/a/b").contains("github.com/a/b/issues/new"))
    let own = try page("feedback: me@example.org\n", option: "https://github.com/a/b")
    #expect(own.contains("mailto:me@example.org") && !own.contains("github.com"))
  }

  @Test(
    "What is no address is refused",
    arguments: [
      "", "a", "@", "a@b", "a@@b.c", "a b@c.d", "https://github.com/a", "https://github.com/a/b?c",
      "javascript:alert(1)", "a@b.c?x", "https://github.com/a/\"b", "mailto:", "a@b.c,d@e.f",
    ])
  func refused(text: String) {
    #expect(FeedbackAddress(text) == nil)
  }

  private func page(_ setting: String, option: String?) throws -> String {
    var site = try TestSite()
    site.files["waymark.yml"] = Array("title: G\nbase_url: https://example.org/g/\n\(setting)".utf8)
    site.files["content/a.md"] = Array("---\ntitle: 'A & \"B\"'\n---\nText.\n".utf8)
    site.options.defaultFeedback = option
    let bytes = try #require(site.build().output.bytes(at: OutputPath("a/index.html")))
    return String(decoding: bytes, as: UTF8.self)
  }
}
