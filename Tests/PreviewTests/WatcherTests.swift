import Foundation
import TestSupport
import Testing

@testable import Preview

/// What watchers say of a real folder.
@Suite struct WatcherTests {
  /// One of the two ways to watch, on a folder with a page.
  final class Watched {
    let folder: URL
    var watcher: any FileWatcher

    init(polling: Bool) throws {
      folder = FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
        .appending(path: "waymark-watch-" + UUID().uuidString)
      try FileManager.default.createDirectory(
        at: folder.appending(path: "content/articles"), withIntermediateDirectories: true)
      try Data("old".utf8).write(to: folder.appending(path: "content/articles/x.md"))
      let root = WatchedFolder(
        folder.path(percentEncoded: false), names: ["waymark.yml", "content", "templates"])
      watcher = polling ? PollingWatcher(root) : root.watcher().watcher
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    func path(_ name: String) -> String { folder.appending(path: name).path(percentEncoded: false) }

    func write(_ name: String, _ text: String = "new text", atomically: Bool = false) throws {
      try Data(text.utf8).write(
        to: folder.appending(path: name), options: atomically ? .atomic : [])
    }

    func makeFolder(_ name: String) throws {
      try FileManager.default.createDirectory(
        at: folder.appending(path: name), withIntermediateDirectories: true)
    }

    func move(_ name: String, to other: String) throws {
      try FileManager.default.moveItem(atPath: path(name), toPath: path(other))
    }

    func remove(_ name: String) throws { try FileManager.default.removeItem(atPath: path(name)) }

    func link(_ name: String, to target: String) throws {
      try FileManager.default.createSymbolicLink(
        atPath: path(name), withDestinationPath: target)
    }

    /// What is said by the time that everything wanted has been said.
    func changes(until isEnough: (WatchedChanges) -> Bool) -> WatchedChanges {
      var all = WatchedChanges()
      for _ in 0..<20 where !isEnough(all) {
        let some = watcher.changes(within: 500)
        all.files.formUnion(some.files)
        all.isIncomplete = all.isIncomplete || some.isIncomplete
      }
      return all
    }

    /// Whether it is said that a file changed.
    func says(_ name: String) -> Bool {
      let path = path(name)
      return changes { $0.files.contains(path) }.files.contains(path)
    }

    /// Whether it is said that a file changed, or that more may have.
    func notices(_ name: String) -> Bool {
      let path = path(name)
      return !changes { $0.isIncomplete || $0.files.contains(path) }.isEmpty
    }
  }

  @Test("Nothing is said of nothing, and nothing of other files", arguments: [false, true])
  func nothing(polling: Bool) throws {
    let watched = try Watched(polling: polling)
    #expect(watched.watcher.changes(within: 0).isEmpty)
    try watched.write("README.md")
    try watched.makeFolder("public")
    try watched.write("public/index.html")
    #expect(watched.watcher.changes(within: 0).isEmpty)
  }

  @Test("Writing, in place and by rename", arguments: [false, true], [false, true])
  func writing(polling: Bool, atomically: Bool) throws {
    let watched = try Watched(polling: polling)
    try watched.write("content/articles/x.md", "longer", atomically: atomically)
    #expect(watched.says("content/articles/x.md"))
    try watched.write("content/articles/new.md", atomically: atomically)
    #expect(watched.says("content/articles/new.md"))
    try watched.write("waymark.yml", "title: A", atomically: atomically)
    #expect(watched.says("waymark.yml"))
  }

  @Test("Deleting, and renaming a file", arguments: [false, true])
  func deleting(polling: Bool) throws {
    let watched = try Watched(polling: polling)
    try watched.move("content/articles/x.md", to: "content/articles/y.md")
    let both = [watched.path("content/articles/x.md"), watched.path("content/articles/y.md")]
    #expect(watched.changes { $0.files.isSuperset(of: both) }.files.isSuperset(of: both))
    try watched.remove("content/articles/y.md")
    #expect(watched.says("content/articles/y.md"))
  }

  @Test("A new folder with files in it at once", arguments: [false, true])
  func newFolder(polling: Bool) throws {
    let watched = try Watched(polling: polling)
    try watched.makeFolder("content/a/b/c")
    try watched.write("content/a/b/c/deep.md")
    #expect(watched.says("content/a/b/c/deep.md"))
    try watched.write("content/a/b/c/deep.md", "again and longer")
    #expect(watched.says("content/a/b/c/deep.md"))
  }

  @Test("A folder that comes later", arguments: [false, true])
  func laterFolder(polling: Bool) throws {
    let watched = try Watched(polling: polling)
    try watched.makeFolder("templates/assets")
    try watched.write("templates/assets/site.css")
    #expect(watched.says("templates/assets/site.css"))
    try watched.remove("content")
    #expect(watched.notices("content/articles/x.md"))
    try watched.makeFolder("content/faq")
    try watched.write("content/faq/q.md")
    #expect(watched.says("content/faq/q.md"))
  }

  @Test("A folder that is moved out, within and in", arguments: [false, true])
  func movedFolder(polling: Bool) throws {
    let watched = try Watched(polling: polling)
    try watched.move("content/articles", to: "content/guides")
    #expect(watched.notices("content/guides/x.md"))
    try watched.write("content/guides/x.md", "another text")
    #expect(watched.says("content/guides/x.md"))
    try watched.move("content/guides", to: "away")
    #expect(watched.notices("content/guides/x.md"))
    try watched.write("away/x.md", "nobody's business")
    #expect(watched.watcher.changes(within: 0).isEmpty)
    try watched.move("away", to: "content/back")
    #expect(watched.notices("content/back/x.md"))
    try watched.write("content/back/x.md", "yet another text")
    #expect(watched.says("content/back/x.md"))
  }

  @Test("A burst is one answer", arguments: [false, true])
  func burst(polling: Bool) throws {
    let watched = try Watched(polling: polling)
    let names = (0..<500).map { "content/articles/page-\($0).md" }
    for name in names { try watched.write(name) }
    let changes = watched.watcher.changes(within: 500)
    #expect(changes.files.isSuperset(of: names.map(watched.path)))
  }

  @Test("Links, and what they lead to outside the watched folders", arguments: [false, true])
  func links(polling: Bool) throws {
    let watched = try Watched(polling: polling)
    try watched.makeFolder("drafts/inner")
    try watched.write("drafts/one.md")
    try watched.link("content/articles/link.md", to: "../../drafts/one.md")
    #expect(watched.says("content/articles/link.md"))
    try watched.write("drafts/one.md", "changed through the link")
    #expect(watched.notices("content/articles/link.md"))
    try watched.link("content/inner", to: "../drafts/inner")
    #expect(watched.notices("content/inner"))
    try watched.write("drafts/inner/two.md")
    #expect(watched.notices("content/inner/two.md"))
  }

  @Test("Links in a circle, and out of the folder, are no trouble", arguments: [false, true])
  func badLinks(polling: Bool) throws {
    let watched = try Watched(polling: polling)
    for (name, target) in [
      ("loop", "."), ("up", ".."), ("self", "self"), ("nothing", "nowhere"), ("out", "/"),
      ("articles/loop", ".."),
    ] {
      try watched.link("content/" + name, to: target)
    }
    #expect(watched.notices("content/loop"))
    try watched.write("content/articles/x.md", "still noticed")
    #expect(watched.notices("content/articles/x.md"))
  }

  #if os(Linux)
    @Test("Rights that change, and a name that is no text")
    func rights() throws {
      let watched = try Watched(polling: false)
      try FileManager.default.setAttributes(
        [.posixPermissions: 0o600], ofItemAtPath: watched.path("content/articles/x.md"))
      #expect(watched.says("content/articles/x.md"))
      let bytes = Array(watched.path("content/articles/").utf8) + [0xFF, 0]
      let file = bytes.withUnsafeBytes { pointer in
        open(pointer.baseAddress!.assumingMemoryBound(to: CChar.self), O_CREAT | O_WRONLY, 0o644)
      }
      close(file)
      #expect(watched.changes { $0.isIncomplete }.isIncomplete)
    }

    @Test(
      "More changes than the kernel keeps: everything is looked at, and new folders are watched")
    func overflow() throws {
      let watched = try Watched(polling: false)
      let limit =
        Int(
          try String(contentsOfFile: "/proc/sys/fs/inotify/max_queued_events", encoding: .utf8)
            .trimmingCharacters(in: .whitespacesAndNewlines)) ?? 16_384
      for _ in 0...limit / 2 {
        // Two different events in turn, which the kernel cannot join.
        try watched.move("content/articles/x.md", to: "content/articles/y.md")
        try watched.move("content/articles/y.md", to: "content/articles/x.md")
      }
      try watched.makeFolder("content/late")
      #expect(watched.changes { $0.isIncomplete }.isIncomplete)
      while !watched.watcher.changes(within: 100).isEmpty {}
      try watched.write("content/late/page.md")
      #expect(watched.says("content/late/page.md"))
    }

    @Test(
      "Folders of other machines, by tables of mounts",
      arguments: [
        ("/home/me/site", "/dev/sda / ext4 rw 0 0", false),
        ("/home/me/site", "server:/home /home nfs4 rw 0 0\n/dev/sda / ext4 rw 0 0", true),
        ("/home/me/site", "/dev/sda / ext4 rw 0 0\n//pc/share /home/me cifs rw 0 0", true),
        ("/home/me/site", "x / nfs rw 0 0\n/dev/sda /home ext4 rw 0 0", false),
        ("/homework", "server:/home /home nfs4 rw 0 0\n/dev/sda / ext4 rw 0 0", false),
        ("/mnt/a b/site", "s /mnt/a\\040b fuse.sshfs rw 0 0\n/dev/sda / ext4 rw 0 0", true),
        ("/w/site", "/dev/sda / ext4\nshare /w 9p rw", true), ("/site", "", false),
        ("/site", "nonsense\n\n x", false),
      ])
    func networkFolders(path: String, mounts: String, isOnNetwork: Bool) {
      #expect(NetworkFolder.contains(path, mounts: mounts) == isOnNetwork)
    }
  #endif
}
