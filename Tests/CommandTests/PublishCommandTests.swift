import Foundation
import Testing

@Suite struct PublishCommandTests {
  private static let hasGit =
    ["/usr/bin/git", "/usr/local/bin/git", "/opt/homebrew/bin/git"]
    .contains { FileManager.default.isExecutableFile(atPath: $0) }

  /// A site in `site`, with a target.
  private func site(_ target: String) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write(
      "title: Small\nbase_url: https://example.org\npublish:\n  here:\n    \(target)\n",
      to: "site/waymark.yml")
    try folder.write(
      "---\ntitle: Home\ndescription: One.\n---\nSee [[about]].\n", to: "site/content/_index.md")
    try folder.write(
      "---\ntitle: About\ndescription: Two.\n---\nTo [[Home|the start]].\n",
      to: "site/content/about.md")
    try folder.write("a{}\n", to: "site/templates/assets/own.css")
    return folder
  }

  private func publish(_ folder: TemporaryFolder, _ words: String...) throws -> Tool.Result {
    try Tool.run(["publish"] + words, in: folder.url.appending(path: "site"))
  }

  /// Changes a page, removes one, and gives an asset a new name.
  private func change(_ folder: TemporaryFolder) throws {
    try folder.write(
      "---\ntitle: Home\ndescription: One.\n---\nChanged.\n", to: "site/content/_index.md")
    try FileManager.default.removeItem(at: folder.url.appending(path: "site/content/about.md"))
    try folder.write("b{}\n", to: "site/templates/assets/own.css")
  }

  private func styles(_ folder: TemporaryFolder, _ place: String) -> Int {
    folder.files(in: place).keys.count { $0.contains("assets/own.") }
  }

  // MARK: A folder

  @Test("A folder: first, unchanged, changed, rolled back")
  func folder() throws {
    let folder = try site("folder: ../live")
    let first = try publish(folder, "--yes")
    #expect(first.status == 0, "\(first)")
    #expect(first.output.contains("Published to https://example.org/"))
    #expect(folder.exists("live/about/index.html"))
    let second = try publish(folder, "--yes")
    #expect(second.output.contains("Nothing has changed"), "\(second)")
    #expect(!folder.exists("live.releases/2"))
    try change(folder)
    let third = try publish(folder, "--yes")
    #expect(third.status == 0, "\(third)")
    #expect(third.output.contains("removed") && third.output.contains("about/index.html"))
    #expect(!folder.exists("live/about/index.html"))
    #expect(styles(folder, "live.releases/2") == 2, "the earlier style stays")
    let asked = try publish(folder, "--rollback")
    #expect(asked.status != 0 && asked.errors.contains("Use --yes"), "\(asked)")
    let preview = try publish(folder, "--rollback", "--dry-run")
    #expect(preview.output.contains("would see release 1"), "\(preview)")
    #expect(!folder.exists("live/about/index.html"))
    let back = try publish(folder, "--rollback", "--yes")
    #expect(back.status == 0, "\(back)")
    #expect(folder.exists("live/about/index.html"))
    #expect(styles(folder, "live.releases/1") == 2, "the later style stays")
    let again = try publish(folder, "--rollback", "--yes")
    #expect(again.status == 1 && again.errors.contains("publish-refused"), "\(again)")
    // What was rolled back is no release to roll back to.
    let last = try publish(folder, "--yes")
    #expect(last.output.contains("Removed what was rolled back: release 2"), "\(last)")
    #expect(styles(folder, "live.releases/3") == 2)
    #expect(!folder.exists("live.releases/2"))
  }

  @Test("Only as many releases stay as are asked for, and a style stays for one publish")
  func kept() throws {
    let folder = try site("folder: ../live\n    keep: 2")
    for number in 1...4 {
      try folder.write("a{top:\(number)px}\n", to: "site/templates/assets/own.css")
      #expect(try publish(folder, "--yes").status == 0)
      #expect(styles(folder, "live.releases/\(number)") == min(number, 2))
    }
    let names = try FileManager.default.contentsOfDirectory(
      atPath: folder.url.appending(path: "live.releases").path())
    #expect(Set(names) == ["3", "4", ".waymark-releases"])
  }

  @Test("What Waymark did not make stays as it is", arguments: ["folder", "link", "releases"])
  func foreign(kind: String) throws {
    let folder = try site("folder: ../live")
    let files = FileManager.default
    switch kind {
    case "folder": try folder.write("mine", to: "live/index.html")
    case "releases": try folder.write("mine", to: "live.releases/1/index.html")
    default:
      try folder.write("mine", to: "other/index.html")
      try files.createSymbolicLink(
        atPath: folder.url.appending(path: "live").path(), withDestinationPath: "other")
    }
    let before = folder.files(in: ".").filter { !$0.key.hasPrefix("site") }
    let result = try publish(folder, "--yes")
    #expect(result.status == 1, "\(result)")
    #expect(result.errors.contains("error[publish-refused]"))
    #expect(result.errors.contains("waymark.yml:4:3"))
    #expect(folder.files(in: ".").filter { !$0.key.hasPrefix("site") } == before)
  }

  @Test("What a killed publish left is used, and nothing else of it stays")
  func leftover() throws {
    let folder = try site("folder: ../live")
    #expect(try publish(folder, "--yes").status == 0)
    try folder.write("half", to: "live.releases/.waymark-partial/index.html")
    try folder.write("none", to: "live.releases/.waymark-partial/gone/index.html")
    try folder.write("old", to: "live.releases/.waymark-removed-9/index.html")
    try change(folder)
    #expect(try publish(folder, "--yes").status == 0)
    #expect(!folder.exists("live/gone"))
    #expect(try folder.read("live/index.html").contains("Changed."))
    #expect(!folder.exists("live.releases/.waymark-partial"))
    #expect(!folder.exists("live.releases/.waymark-removed-9"))
  }

  // MARK: Git

  private func git(_ words: String..., in folder: URL) throws -> String {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["git", "-c", "user.name=A", "-c", "user.email=a@b"] + words
    process.currentDirectoryURL = folder
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: data, as: UTF8.self)
  }

  @Test(
    "A branch: first, unchanged, changed; neither working tree nor index is touched",
    .enabled(if: hasGit, "git is not installed"), arguments: [true, false])
  func branch(isRepository: Bool) throws {
    let folder = try site("git: ../site.git")
    let source = folder.url.appending(path: "site")
    _ = try git("init", "--quiet", "--bare", "site.git", in: folder.url)
    if isRepository {
      _ = try git("init", "--quiet", in: source)
      _ = try git("add", "waymark.yml", in: source)
    }
    let status = try git("status", "--porcelain", in: source)
    let repository = folder.url.appending(path: "site.git")
    #expect(try publish(folder, "--yes").status == 0)
    #expect(try publish(folder, "--yes").output.contains("Nothing has changed"))
    #expect(try git("rev-list", "--count", "pages", in: repository) == "1\n")
    try change(folder)
    let third = try publish(folder, "--yes")
    #expect(third.status == 0, "\(third)")
    #expect(try git("rev-list", "--count", "pages", in: repository) == "2\n")
    let names = try git("ls-tree", "-r", "--name-only", "pages", in: repository)
    #expect(!names.contains("about/index.html"))
    #expect(names.split(separator: "\n").count { $0.hasPrefix("assets/own.") } == 2)
    if isRepository {
      let now = try git("status", "--porcelain", in: source).split(separator: "\n")
      #expect(
        now.filter {
          !$0.contains("content") && !$0.contains("templates") && !$0.contains(".cache")
        }
          == status.split(separator: "\n").filter {
            !$0.contains("content") && !$0.contains("templates")
          })
      #expect(try git("branch", "--all", in: source) == "")
    }
  }

  @Test(
    "A branch with a commit of somebody else is refused",
    .enabled(if: hasGit, "git is not installed"), arguments: [true, false])
  func foreignCommit(amended: Bool) throws {
    let folder = try site("git: ../site.git")
    _ = try git("init", "--quiet", "--bare", "site.git", in: folder.url)
    #expect(try publish(folder, "--yes").status == 0)
    _ = try git("clone", "--quiet", "--branch", "pages", "site.git", "clone", in: folder.url)
    try folder.write("mine", to: "clone/mine.txt")
    let clone = folder.url.appending(path: "clone")
    _ = try git("add", ".", in: clone)
    if amended {
      _ = try git("commit", "--quiet", "--amend", "--no-edit", in: clone)
      _ = try git("push", "--quiet", "--force", in: clone)
    } else {
      _ = try git("commit", "--quiet", "--message", "Mine", in: clone)
      _ = try git("push", "--quiet", in: clone)
    }
    let before = try git("rev-parse", "pages", in: folder.url.appending(path: "site.git"))
    try change(folder)
    let result = try publish(folder, "--yes")
    #expect(result.status == 1, "\(result)")
    #expect(result.errors.contains("was not published by Waymark"))
    #expect(try git("rev-parse", "pages", in: folder.url.appending(path: "site.git")) == before)
  }

  // MARK: A command

  @Test("A command gets the folder, and what it says has no credential")
  func command() throws {
    let folder = try site(
      "command: cp -R \"$WAYMARK_FOLDER\" ../live && echo $DEPLOY_TOKEN https://a:$PW@b >&2")
    let source = folder.url.appending(path: "site")
    let result = try Tool.run(
      ["publish", "--yes"], in: source,
      environment: ["DEPLOY_TOKEN": "very-secret", "PW": "hidden"])
    #expect(result.status == 0, "\(result)")
    #expect(folder.exists("live/index.html"))
    #expect(!folder.exists("live/.waymark-manifest") && !folder.exists("live/.waymark-published"))
    #expect(result.output.contains("*** https://a:***@b"), "\(result)")
    #expect(!(result.output + result.errors).contains("secret"))
    #expect(!(result.output + result.errors).contains("hidden"))
  }

  @Test("A command that fails is a failure of Waymark")
  func failingCommand() throws {
    let folder = try site("command: echo no >&2; exit 5")
    let result = try publish(folder, "--yes")
    #expect(result.status == 3)
    #expect(
      result.errors.contains("error[publish-failed]: the command failed (status 5)"), "\(result)")
    #expect(result.output.contains("no\n"))
  }

  @Test(
    "A killed publish ends its command with all that this has started, and the next one need not wait"
  )
  func killed() throws {
    // The first attempt hangs, with a program in the background.
    let folder = try site(
      "command: test -e ../second || { sleep 300 & echo $! $$ > ../started; sleep 300; }")
    let tool = try RunningTool(["publish", "--yes", "--source", "site"], in: folder)
    defer { tool.stop() }
    let started = try tool.waits(for: "the command") {
      (try? folder.read("started")).flatMap { $0.hasSuffix("\n") ? $0 : nil }
    }
    let programs = started.split(whereSeparator: \.isWhitespace).compactMap { pid_t($0) }
    #expect(programs.count == 2)
    for program in programs { #expect(kill(program, 0) == 0) }
    kill(tool.process.processIdentifier, SIGKILL)
    try tool.waits(for: "the end of the programs") {
      programs.allSatisfy { !Self.isRunning($0) } ? true : nil
    }
    try folder.write("", to: "second")
    let again = try tool.waits(for: "another publish") {
      try? publish(folder, "--yes").status == 0 ? true : nil
    }
    #expect(again == true)
  }

  /// Whether a process runs; one that nobody waits for has ended.
  private static func isRunning(_ process: pid_t) -> Bool {
    let state = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8)
    if let state { return !state.contains(") Z ") }
    return !FileManager.default.fileExists(atPath: "/proc/self") && kill(process, 0) == 0
  }

  // MARK: What is refused

  @Test("Nothing is published without an address, with warnings, or without being asked")
  func refused() throws {
    let folder = try site("folder: ../live")
    #expect(try publish(folder).status == 2)
    let dry = try publish(folder, "--dry-run")
    #expect(dry.status == 0 && dry.output.contains("added"), "\(dry)")
    #expect(!folder.exists("live") && !folder.exists("live.releases"))
    try folder.write("---\ntitle: About\n---\n[[nowhere]]\n", to: "site/content/about.md")
    let strict = try publish(folder, "--yes")
    #expect(strict.status == 1 && strict.errors.contains("Nothing was published."), "\(strict)")
    try folder.write(
      "title: Small\nchecks: {missing-base-url: \"off\"}\npublish: {here: {folder: ../live}}\n",
      to: "site/waymark.yml")
    try folder.write(
      "---\ntitle: About\ndescription: Two.\n---\nText.\n", to: "site/content/about.md")
    let unknown = try publish(folder, "--yes")
    #expect(unknown.status == 1, "\(unknown)")
    #expect(unknown.errors.contains("error[publish-refused]: the address of `here` is not known"))
    #expect(!folder.exists("live"))
    try folder.write(
      "title: Small\nbase_url: https://example.org/\npublish: {here: {fodler: ../live}}\n",
      to: "site/waymark.yml")
    let misspelt = try publish(folder, "--yes")
    #expect(misspelt.errors.contains("`here` does not say where to publish"), "\(misspelt)")
    #expect(misspelt.errors.contains("= fix: write `folder`"), "\(misspelt)")
  }

  @Test("A credential in the settings is refused, and never shown")
  func credential() throws {
    let folder = try site("git: https://me:hunter22@example.org/site.git")
    let result = try publish(folder, "--yes")
    #expect(result.status == 1)
    #expect(result.errors.contains("error[credential-in-settings]"))
    #expect(!(result.output + result.errors).contains("hunter22"))
    let check = try Tool.run("check", "--format", "json", in: folder.url.appending(path: "site"))
    #expect(check.output.contains("credential-in-settings"))
    #expect(!check.output.contains("hunter22"))
  }

  @Test("Targets are chosen by name")
  func names() throws {
    let folder = try site("folder: ../live\n  there:\n    folder: ../other")
    #expect(try publish(folder, "--yes").errors.contains("name one of here, there"))
    #expect(try publish(folder, "hre", "--yes").errors.contains("Did you mean 'here'?"))
    #expect(try publish(folder, "there", "--yes").status == 0)
    #expect(folder.exists("other/index.html") && !folder.exists("live"))
    try folder.write("title: Small\nbase_url: https://example.org\n", to: "site/waymark.yml")
    #expect(try publish(folder, "--yes").errors.contains("rsync: deploy@example.org:/srv/guide"))
  }
}
