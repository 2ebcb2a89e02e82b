import Foundation
import SiteModel
import Testing

@Suite struct InitCommandTests {
  @Test("A new site publishes with --strict, and init never overwrites")
  func emptyFolder() throws {
    let folder = try TemporaryFolder()
    try folder.write("mine\n", to: ".gitignore")
    let result = try Tool.run("init", in: folder.url)
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output.contains("Kept    .gitignore"))
    #expect(try folder.read(".gitignore") == "mine\n")
    let check = try Tool.run(
      "check", "--strict", "--base-url", "https://example.org/", in: folder.url)
    #expect(check.status == 0, "\(check.output)\(check.errors)")
    let settings = try folder.read("waymark.yml")
    for field in SiteConfiguration.fields {
      #expect(
        settings.contains("\n\(field.name):") || settings.contains("\n# \(field.name):"),
        "\(field.name)")
    }
    let before = folder.files(in: ".")
    let again = try Tool.run("init", in: folder.url)
    #expect(again.status == 1)
    #expect(again.errors.contains("has a waymark.yml already"))
    #expect(folder.files(in: ".") == before)
  }

  @Test("A folder with pages gets settings alone, titled by its README")
  func folderWithPages() throws {
    let folder = try TemporaryFolder()
    try folder.write("# The *team* handbook\n", to: "content/README.md")
    let result = try Tool.run("init", in: folder.url)
    #expect(result.status == 0, "\(result.errors)")
    #expect(folder.files(in: ".").keys.sorted() == ["content/README.md", "waymark.yml"])
    #expect(try folder.read("waymark.yml").contains("\ntitle: \"The team handbook\"\n"))
    #expect(try Tool.run("check", in: folder.url).status == 0)
  }

  @Test("Commands outside a site name init", arguments: ["build", "check", "links", "new"])
  func outside(command: String) throws {
    let folder = try TemporaryFolder()
    let words = ["links": ["links", "a"], "new": ["new", "faq", "Why?"]][command] ?? [command]
    let result = try Tool.run(words, in: folder.url)
    #expect(result.status != 0)
    #expect((result.output + result.errors).contains("waymark init"), "\(result.errors)")
  }
}
