import Foundation
import Testing

@Suite struct TemplateCommandTests {
  @Test("A template is rendered to standard output, and nothing else is")
  func render() throws {
    let folder = try TemporaryFolder()
    try folder.write("{% include 'parts/a.html' %} {{ xs|join('<') }}\n", to: "t/main.html")
    try folder.write("[{{ name }}]", to: "t/parts/a.html")
    try folder.write(#"{"name": "A & B é\u00e9\ud83d\ude00", "xs": [1, 2.5]}"#, to: "data.json")
    let arguments = ["template", "t/main.html", "--data", "data.json", "--templates", "t"]
    let result = try Tool.run(arguments, in: folder.url)
    #expect(result.output == "[A &amp; B éé😀] 1&lt;2.5")
    #expect(result.errors == "")
    #expect(result.status == 0)
    let plain = try Tool.run(arguments + ["--autoescape", "off"], in: folder.url)
    #expect(plain.output == "[A & B éé😀] 1<2.5")
  }

  @Test("A mistake goes to standard error, with its place, and nothing to standard output")
  func mistakes() throws {
    let folder = try TemporaryFolder()
    try folder.write("text {{ nope.x }}", to: "main.html")
    let undefined = try Tool.run("template", "main.html", in: folder.url)
    #expect(undefined.status == 1)
    #expect(undefined.output == "")
    #expect(undefined.errors.contains("main.html:1:9"), "\(undefined.errors)")
    try folder.write(#"{"nope": [}"#, to: "data.json")
    let data = try Tool.run("template", "main.html", "--data", "data.json", in: folder.url)
    #expect(data.status == 1)
    #expect(data.errors.contains("error[template-data]"), "\(data.errors)")
    #expect(data.errors.contains("data.json:1:11"), "\(data.errors)")
    try folder.write("[1]", to: "data.json")
    let list = try Tool.run("template", "main.html", "--data", "data.json", in: folder.url)
    #expect(list.errors.contains("must contain a JSON object"), "\(list.errors)")
    let missing = try Tool.run("template", "none.html", in: folder.url)
    #expect(missing.status == 1)
    #expect(missing.errors.contains("none.html"), "\(missing.errors)")
    #expect(try Tool.run("template", in: folder.url).status == 2)
  }

  @Test("A folder is checked as a whole")
  func check() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "{{ page.title|asset }}{{ page.date|date('%Y') }}{{ x|markdown }}", to: "t/a.html")
    let clean = try Tool.run("template", "--check", "t", in: folder.url)
    #expect(clean.status == 0, "\(clean.errors)")
    #expect(clean.output == "" && clean.errors == "")
    try folder.write("{% if %}", to: "t/deep/b.html")
    try folder.write("{% include 'deep/c.html' %}{{ 1|nope }}", to: "t/a.html")
    let broken = try Tool.run("template", "--check", "t", in: folder.url)
    #expect(broken.status == 1)
    for place in ["t/a.html:1:12", "t/a.html:1:33", "t/deep/b.html:1:7"] {
      #expect(broken.errors.contains(place), "\(place) in \(broken.errors)")
    }
  }

  @Test("Files beside the templates matter only where a template names them")
  func strayFiles() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "{% include 'part.html' %}{% if false %}{% include x %}{% endif %}", to: "t/main.html")
    try folder.write("part", to: "t/part.html")
    try folder.write("Write {{ a value", to: "t/README.md")
    try folder.write("{% broken", to: "t/draft.html")
    try folder.write(Data([0x89, 0x50, 0xFF]), to: "t/logo.png")
    let arguments = ["template", "t/main.html", "--templates", "t"]
    let result = try Tool.run(arguments, in: folder.url)
    #expect(result.output == "part" && result.errors == "", "\(result.errors)")

    // What is named is compiled, by a constant name before the render and by another within it.
    try folder.write("{% include 'README.md' %}", to: "t/part.html")
    let named = try Tool.run(arguments, in: folder.url)
    #expect(named.status == 1 && named.errors.contains("t/README.md:1:7"), "\(named.errors)")
    try folder.write("{% set name = 'draft' %}{% include name ~ '.html' %}", to: "t/part.html")
    let computed = try Tool.run(arguments, in: folder.url)
    #expect(
      computed.status == 1 && computed.errors.contains("t/draft.html:1:1"), "\(computed.errors)")

    // A check reads all that looks like a template.
    let checked = try Tool.run("template", "--check", "t", in: folder.url)
    #expect(checked.errors.contains("t/draft.html:1:1"), "\(checked.errors)")
    #expect(!checked.errors.contains("README.md"), "\(checked.errors)")
    #expect(!checked.errors.contains("logo.png"), "\(checked.errors)")
  }

  @Test("White space is kept as Jinja2 keeps it, unless a flag says otherwise")
  func whiteSpace() throws {
    let folder = try TemporaryFolder()
    try folder.write("a\n  {% if true %}\nb\n  {% endif %}\n", to: "main.html")
    #expect(try Tool.run("template", "main.html", in: folder.url).output == "a\n  \nb\n  ")
    let flags = ["--trim-blocks", "--lstrip-blocks", "--keep-trailing-newline"]
    #expect(try Tool.run(["template", "main.html"] + flags, in: folder.url).output == "a\nb\n")
  }

  @Test(
    "The filters of sites work without one",
    arguments: [
      (
        "{{ '2026-11-21'|date('%A %a %u %j %y %e %-d %b %F %%') }}",
        "Saturday Sat 6 325 26 21 21 Nov 2026-11-21 %"
      ),
      ("{{ '2024-03-01'|date('%j %A %e') }}", "061 Friday  1"),
      ("{{ '2024-01-01'|date('%j %u') }}", "001 1"), ("{{ '2026-01-05'|date }}", "5 January 2026"),
      (
        "{{ '**a** [b](/c \"t\") ![i](/d.png)'|markdown }}",
        "<p><strong>a</strong> <a href=\"/c\" title=\"t\">b</a> <img src=\"/d.png\" alt=\"i\" /></p>\n"
      ),
      ("{{ 'a.css'|asset }} {{ 'x/'|relative_url }}", "/assets/a.css /x/"),
      (
        "{{ '/x/'|absolute_url }} {{ 'https://a.b/'|absolute_url }}",
        "https://example.org/x/ https://a.b/"
      ),
      ("{{ ('word ' * 500)|reading_time }} {{ 'one'|reading_time }}", "2 1"),
    ])
  func siteFilters(_ template: String, _ expected: String) throws {
    let folder = try TemporaryFolder()
    try folder.write(template, to: "main.html")
    let result = try Tool.run("template", "main.html", in: folder.url)
    #expect(result.output == expected, "\(result.errors)")
  }
}
