import Foundation
import SiteBuild
import Testing

/// The workflows of this repository and of new sites, and the script that they run.
@Suite struct WorkflowTests {
  private static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  private static let action = "owner/waymark@0123456789abcdef0123456789abcdef01234567"
  private static let hasJQ = FileManager.default.isExecutableFile(atPath: "/usr/bin/jq")

  private static func workflows() throws -> [String: String] {
    var texts = [
      "init": String(decoding: SiteStarter.workflow(action), as: UTF8.self)
    ]
    for name in ["action.yml", ".github/workflows/site.yml", ".github/workflows/release.yml"] {
      texts[name] = try String(contentsOf: root.appending(path: name), encoding: .utf8)
    }
    return texts
  }

  @Test("Every action is named by its commit, with the release beside it")
  func commits() throws {
    var count = 0
    for (name, text) in try Self.workflows() {
      for line in text.split(separator: "\n") where line.contains("uses: ") {
        count += 1
        #expect(
          line.firstMatch(of: /uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/) != nil,
          "\(name): \(line)")
      }
    }
    #expect(count > 12)
  }

  @Test("Pull requests have no right but to read, and no deployment is canceled")
  func rights() throws {
    for (name, text) in try Self.workflows() where name != "action.yml" {
      let jobs = text.components(separatedBy: "\njobs:\n")[1]
        .split(separator: /(?m)^  (?=\w+:$)/).map(String.init)
      #expect(jobs.count >= 3, "\(name)")
      for job in jobs where job.contains(": write") {
        let isGuarded =
          job.contains("github.event_name != 'pull_request' && github.ref == 'refs/heads/main'")
          || job.contains("if: github.event_name == 'schedule'") || name.hasSuffix("release.yml")
        #expect(isGuarded, "\(name): \(job)")
      }
      for job in jobs where job.contains("id-token: write") {
        #expect(job.contains("cancel-in-progress: false"), "\(name)")
      }
      if !name.hasSuffix("release.yml") { #expect(text.contains("\npermissions: {}\n"), "\(name)") }
    }
  }

  /// A site with a page that is due, a folder of programs, and what `gh` was called with.
  private func run(
    _ step: String, in folder: TemporaryFolder, issues: String = "[]"
  ) throws -> String {
    let log = folder.url.appending(path: "gh.log").path()
    try folder.write(
      "#!/bin/sh\necho \"$@\" >> '\(log)'\n[ \"$2\" = list ] && cat '\(folder.url.appending(path: "issues.json").path())'\nexit 0\n",
      to: "bin/gh")
    try folder.write(issues, to: "issues.json")
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o755], ofItemAtPath: folder.url.appending(path: "bin/gh").path())
    let script = Self.root.appending(path: "Scripts/action.sh").path()
    let status = try Tool.shell(
      "PATH=\"$PWD/bin:$(dirname \"$0\"):$PATH\" SOURCE=site GITHUB_REPOSITORY=me/site "
        + "OUTPUT=out AGAINST=\"$AGAINST\" bash '\(script)' \(step) > out.log 2>&1", in: folder)
    let output = try folder.read("out.log")
    #expect(status == 0, "\(output)")
    return (try? folder.read("gh.log")) ?? ""
  }

  private func site(reviewed: String) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write("title: Small\nreview_after: 6 months\n", to: "site/waymark.yml")
    try folder.write(
      "---\ntitle: Old\ndescription: One.\nreviewed: \(reviewed)\n---\nText.\n",
      to: "site/content/articles/old.md")
    return folder
  }

  @Test(
    "Pages whose review is due are listed in one issue, which is closed when there are none",
    .enabled(if: hasJQ, "jq is not installed"))
  func reviews() throws {
    let due = try site(reviewed: "2020-01-31")
    let first = try run("reviews", in: due)
    #expect(first.contains("issue create"), "\(first)")
    #expect(
      first.contains("- [ ] `content/articles/old.md`: “Old” was due for review on 2020-07-31"))
    let open = #"[{"number":3,"title":"Another"},{"number":7,"title":"Pages are due for review"}]"#
    let second = try run("reviews", in: due, issues: open)
    #expect(
      second.contains("issue edit 7") && second.components(separatedBy: "issue create").count == 2)
    let done = try site(reviewed: "2999-01-31")
    #expect(try run("reviews", in: done, issues: open).contains("issue close 7"))
    let quiet = try site(reviewed: "2999-01-31")
    #expect(!(try run("reviews", in: quiet).contains("close")))
  }

  @Test("The site is checked and built with the address of its repository")
  func build() throws {
    let folder = try site(reviewed: "2999-01-31")
    _ = try run("check", in: folder)
    _ = try run("build", in: folder)
    #expect(try folder.read("out/sitemap.xml").contains("https://me.github.io/site/articles/old/"))
    #expect(!folder.exists("out/.waymark-manifest"))
  }
}
