import SiteBuild
import SiteModel
import Testing

@Suite struct ReferenceTests {
  @Test("Each setting's examples are valid", arguments: SiteConfiguration.fields)
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
  }
}
