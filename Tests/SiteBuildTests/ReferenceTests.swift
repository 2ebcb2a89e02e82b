import Diagnostics
import SiteBuild
import SiteModel
import Templates
import Testing

/// The examples of the reference; `ManualTests` builds its pages.
@Suite struct ReferenceTests {
  @Test(
    "Each setting's examples are valid, and show every key", arguments: SiteConfiguration.fields)
  func setting(_ field: Field) throws {
    for example in [SiteStarter.example(of: field.name), SettingExample.full(field.name)] {
      #expect(example.hasPrefix("\(field.name):") && !example.hasSuffix(":"), "\(field.name)")
      var site = try TestSite()
      let title = field.name == "title" ? "" : "title: Example\n"
      site.files["waymark.yml"] = Array((title + example + "\n").utf8)
      let folder = field.name == "content" ? "docs" : "content"
      for page in ["articles/one", "faq/two", "_index"] {
        site.files["\(folder)/\(page).md"] = Array("# Page \(page)\n\nText.\n".utf8)
      }
      for path in SettingExample.files { site.files[path] = Array("<svg viewBox='0 0 1 1'/>".utf8) }
      site.files["templates/recipe.html"] = Array("{% extends 'theme:page.html' %}".utf8)
      let found = site.build().diagnostics.filter { $0.location?.path == "waymark.yml" }
      #expect(found.map(\.message) == [], "\(example)")
    }
    let full = SettingExample.full(field.name)
    for key in Self.keys(of: field) {
      #expect(full.contains("\(key):") || full.contains("\(key), "), "\(field.name) without \(key)")
    }
  }

  /// The names of the keys in a value, at any depth.
  private static func keys(of field: Field) -> Set<String> {
    Set(field.innerFields.flatMap { [$0.name] + keys(of: $0) })
  }

  @Test("Each function of templates has an example that works", arguments: FunctionList.allCases)
  func function(_ list: FunctionList) {
    let environment = ExampleEnvironment()
    for function in list.functions {
      guard let example = FunctionExample.of(function.name, in: list) else {
        Issue.record("no example of \(function.name)")
        continue
      }
      let result = environment.result(of: example)
      #expect(!result.isEmpty && !result.hasPrefix("error:"), "\(example): \(result)")
      #expect(example.contains(function.name))
    }
  }

  @Test("Each variable's example is a template that works", arguments: ViewRoot.allCases)
  func variable(_ root: ViewRoot) throws {
    var site = try TestSite()
    let files = [
      "waymark.yml": """
      title: Example
      base_url: https://example.org/
      outputs: {print: true, cards: true}
      fields: {minutes: integer}
      """,
      "data/team.yml": "- {name: Ann}",
      "content/_index.md": "# Example",
      "content/about.md":
        "---\ntitle: About\nminutes: 4\n---\nText.\n\n```contact\nname: Ann\nphone: \"21\"\n```\n",
      "content/more.md": "# More\n\n![[about]]",
      "content/figures/list.md":
        "---\ntitle: A list\ndrawing: list\nitems: [{label: One}]\n---\nOne.\n",
      "templates/blocks/contact.html": "{{ block.name }}",
      "templates/figures/list.html": "{{ figure.items|length }}",
    ]
    for (path, text) in files { site.files[path] = Array(text.utf8) }
    site.files["templates/\(root.exampleFile)"] = Array(root.example.utf8)
    let diagnostics = site.build().diagnostics
    #expect(diagnostics.filter { $0.severity > .note }.map(\.message) == [])
    #expect(root.example.contains("\(root.rawValue)."))
  }

  @Test("Each kind's example of front matter is read without a mistake")
  func frontMatter() throws {
    for type in ContentTypes.builtIn.all where type.folder != nil || type.structure == .home {
      var site = try TestSite()
      site.files["waymark.yml"] = Array("title: Example\n".utf8)
      let path = type.folder.map { "content/\($0)/example.md" } ?? "content/_index.md"
      let example = TypeExample(type)
      for text in [example.frontMatter, example.ownFrontMatter] {
        site.files[path] = Array((text + "Text.\n").utf8)
        let rules = ["unknown-key", "wrong-type", "invalid-date", "yaml-syntax", "invalid-slug"]
        let found = site.build().diagnostics.filter { rules.contains($0.rule.id) }
        #expect(found.map(\.message) == [], "\(type.name)")
      }
    }
  }

  @Test("Each component of the theme has an example")
  func components() throws {
    let theme = try TestSite().theme
    for name in ComponentTypes(theme.templates.map { ($0.name, $0.source) }).names {
      #expect(ComponentExample.of(name) != nil, "\(name)")
    }
  }
}
