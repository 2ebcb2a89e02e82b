import Concurrency
import Files
import Foundation
import SystemPackage
import Testing

/// What a transaction refuses before it changes anything, and what it says.
@Suite struct TransactionRefusalTests {
  private let folder: DiskFolder

  init() throws {
    folder = try DiskFolder()
    try folder.write("a", to: "content/a.md")
    try folder.write("b", to: "content/b.md")
  }

  private func transaction(_ hook: DiskOperation.Hook? = nil) throws -> FileTransaction {
    try FileTransaction(in: folder.path, command: ["rename", "a", "b"], hook: hook)
  }

  /// What is said of a change that must not be made; the folder stays as it is.
  private func refusal(
    hook: DiskOperation.Hook? = nil, _ change: (FileTransaction) -> Void
  ) throws -> String {
    let before = try folder.entries()
    let transaction = try transaction(hook)
    change(transaction)
    var text = "nothing was refused"
    do { try transaction.commit() } catch { text = "\(error)" }
    let after = try folder.entries().filter { $0.key != ".waymark-lock" }
    #expect(after == before, "\(text)")
    return text
  }

  @Test("A file with several hard links")
  func hardLinks() throws {
    try FileManager.default.linkItem(at: folder.url("content/a.md"), to: folder.url("other"))
    let text = try refusal {
      $0.replace("content/b.md", Array("b".utf8), with: Array("B".utf8))
      $0.replace("content/a.md", Array("a".utf8), with: Array("A".utf8))
    }
    #expect(text.hasPrefix("`content/a.md` cannot be changed: the file has 2 hard links"))
  }

  @Test("A file whose owner or mode cannot be kept")
  func owner() throws {
    let text = try refusal(
      hook: {
        // Only root can make files that belong to others, so the failure is made here.
        if case .setMode = $0 { throw Errno.notPermitted }
      },
      {
        $0.replace("content/a.md", Array("a".utf8), with: Array("A".utf8))
      })
    #expect(text.contains("`content/a.md` cannot be changed: a new file cannot have its owner"))
  }

  @Test(
    "A symbolic link that leads out, as a file and as a folder; one that leads within is followed")
  func links() throws {
    let outside = try DiskFolder()
    try outside.write("a", to: "a.md")
    let manager = FileManager.default
    func link(_ name: String, to path: String) throws {
      try manager.createSymbolicLink(
        atPath: folder.path.appending(name).string, withDestinationPath: path)
    }
    try link("content/out.md", to: outside.path.appending("a.md").string)
    try link("content/out", to: outside.path.string)
    try link("content/in", to: "../other")
    try folder.write("c", to: "other/c.md")
    let changes: [(FileTransaction) -> Void] = [
      { $0.replace("content/out.md", Array("a".utf8), with: []) },
      { $0.replace("content/out/a.md", Array("a".utf8), with: []) },
      { $0.create("content/out/new.md", []) },
      { $0.move("content/a.md", Array("a".utf8), to: "content/out/a2.md", with: []) },
    ]
    for change in changes {
      #expect(try refusal(change).contains("a symbolic link leads out of the site's folder"))
    }
    #expect(outside.read("a.md") == "a")
    let inner = try transaction()
    inner.replace("content/in/c.md", Array("c".utf8), with: Array("C".utf8))
    inner.create("content/in/deep/d.md", Array("D".utf8))
    try inner.commit()
    #expect(folder.read("other/c.md") == "C" && folder.read("other/deep/d.md") == "D")
    #expect(
      try folder.path.appending("content/in").stat(followTargetSymlink: false).type == .symbolicLink
    )
  }

  @Test("Names that cannot be made, with the path and the reason")
  func names() throws {
    let long = String(repeating: "n", count: 253)
    func move(to target: String) throws -> String {
      try refusal {
        $0.replace("content/b.md", Array("b".utf8), with: Array("B".utf8))
        $0.move("content/a.md", Array("a".utf8), to: target, with: Array("A".utf8))
      }
    }
    #expect(
      try move(to: "content/\(long).md")
        == "`content/\(long).md` cannot be changed: File name too long")
    #expect(
      try move(to: "content/\(long)nnn/x.md").hasPrefix(
        "`content/\(long)nnn` cannot be changed: File name too long"))
    #expect(
      try move(to: "content/b.md/x.md")
        == "`content/b.md/x.md` cannot be changed: `content/b.md` is a file, so nothing can be below it"
    )
    #expect(
      try move(to: "content/b.md") == "`content/b.md` cannot be changed: it already exists")
    for hidden in [
      "../x.md", "content/../../x.md", ".git/hooks/x", "a/.GIT/x", ".waymark-lock", "/etc/x",
      "content//x", "", "a\nb",
    ] {
      #expect(try move(to: hidden).contains("this is not a valid path"), "\(hidden)")
    }
  }

  @Test("The longest name that a disk holds can be made, though temporary names stand beside it")
  func longestName() throws {
    let name = "content/" + String(repeating: "n", count: 252) + ".md"
    let moving = try transaction()
    moving.move("content/a.md", Array("a".utf8), to: name, with: Array("A".utf8))
    try moving.commit()
    #expect(folder.read(name) == "A" && folder.read("content/a.md") == nil)
  }

  @Test("A folder that may not be written, by the name of the file in it")
  func readOnlyFolder() throws {
    let text = try refusal(
      hook: {
        if case .createFile(let name) = $0, name.hasSuffix("-1") { throw Errno.permissionDenied }
      },
      {
        $0.replace("content/a.md", Array("a".utf8), with: Array("A".utf8))
        $0.replace("content/b.md", Array("b".utf8), with: Array("B".utf8))
      })
    #expect(
      text == "`content/b.md` cannot be changed: nothing can be written in its folder `content`: "
        + "Permission denied")
  }

  @Test("Files that changed since they were read, all by name")
  func edited() throws {
    let text = try refusal {
      $0.replace("content/a.md", Array("?".utf8), with: Array("A".utf8))
      $0.replace("content/b.md", Array("b".utf8), with: Array("B".utf8))
      $0.replace("content/gone.md", Array("g".utf8), with: [])
    }
    #expect(
      text == "`content/a.md`, `content/gone.md` were changed by another program in the meantime")
  }

  @Test("Only one transaction at a time; the second is told who holds the first")
  func lock() throws {
    do {
      let first = try transaction()
      #expect(throws: FileTransaction.Failure.self) { _ = try transaction() }
      do { _ = try transaction() } catch {
        #expect(
          "\(error)" == "these files are being changed by process "
            + "\(ProcessInfo.processInfo.processIdentifier): rename a b; wait until it has finished"
        )
      }
      withExtendedLifetime(first) {}
    }
    _ = try transaction()
    #expect(folder.read(".waymark-lock") == nil)
  }

  @Test("A lock file that leads elsewhere is refused, and nothing is written through it")
  func hostileLock() throws {
    let outside = try DiskFolder()
    try outside.write("precious", to: "x")
    try FileManager.default.createSymbolicLink(
      atPath: folder.path.appending(".waymark-lock").string,
      withDestinationPath: outside.path.appending("x").string)
    #expect(throws: FileTransaction.Failure.self) { _ = try transaction() }
    try FileManager.default.removeItem(at: folder.url(".waymark-lock"))
    try FileManager.default.linkItem(at: outside.url("x"), to: folder.url(".waymark-lock"))
    #expect(throws: FileTransaction.Failure.self) { _ = try transaction() }
    #expect(outside.read("x") == "precious")
  }

  // MARK: Journals from outside

  /// The journal of a change that was stopped right after its commit point.
  private func journal() throws -> [UInt8] {
    struct Stopped: Error {}
    var isCommitted = false
    let changing = try transaction {
      if isCommitted { throw Stopped() }
      if case .rename(_, to: ".waymark-journal") = $0 { isCommitted = true }
    }
    changing.replace("content/a.md", Array("a".utf8), with: Array("A".utf8))
    changing.create("content/deep/c.md", Array("C".utf8))
    try? changing.commit()
    return try FileSystem.read(folder.path.appending(".waymark-journal"))
  }

  /// The journal with another path in the place of one, and a checksum that fits.
  private func forged(_ journal: [UInt8], _ path: String, _ other: String) -> [UInt8] {
    let text = String(decoding: journal, as: UTF8.self).replacing(
      "\(path.utf8.count):\(path)", with: "\(other.utf8.count):\(other)")
    // The last field is the checksum: its length, a colon, two numbers.
    let end = text.utf8.lastIndex(of: UInt8(ascii: ":")) ?? text.endIndex
    let fields = Array(text.utf8[..<end])
    for digits in 1...2 {
      let bytes = Array(fields.dropLast(digits))
      let sum = Fingerprint(bytes)
      let field = "\(String(sum.high, radix: 16)) \(String(sum.low, radix: 16))"
      guard fields.suffix(digits).elementsEqual(checksumSize(of: journal, digits).utf8) else {
        continue
      }
      return bytes + Array("\(field.utf8.count):\(field)".utf8)
    }
    return []
  }

  /// How the length of a journal's checksum is written, if with so many digits.
  private func checksumSize(of journal: [UInt8], _ digits: Int) -> String {
    let size = journal.reversed().prefix { $0 != UInt8(ascii: ":") }.count
    return String(size).count == digits ? String(size) : "?"
  }

  @Test(
    "A path of a journal cannot leave the folder or reach data of version control and of Waymark",
    arguments: [
      "../victim.md", "/tmp/victim.md", "content/../../v.md", ".git/hooks/x",
      "content/.Waymark-x/y", "./a.md", ".Git/config", "",
      "content/a\u{0}b",
    ])
  func hostilePath(path: String) throws {
    let whole = try journal()
    let own = forged(whole, "content/deep/c.md", "content/deep/d.md")
    try FileSystem.replace(folder.path.appending(".waymark-journal"), with: own)
    #expect(InterruptedTransaction(in: folder.path)?.command == ["rename", "a", "b"])
    for name in ["content/a.md", "content/deep/c.md", "content/deep"] {
      let journal = forged(whole, name, path)
      try FileSystem.replace(folder.path.appending(".waymark-journal"), with: journal)
      #expect(InterruptedTransaction(in: folder.path)?.command == [])
      do {
        _ = try transaction()
        Issue.record("the journal was taken up")
      } catch {
        #expect("\(error)".contains("this is no path of a file below the folder"), "\(error)")
      }
    }
  }

  @Test("A folder that became a symbolic link after the commit is not written through")
  func linkAfterCommit() throws {
    _ = try journal()
    let outside = try DiskFolder()
    try outside.write("a", to: "a.md")
    let before = try outside.entries()
    try FileManager.default.moveItem(at: folder.url("content"), to: folder.url("elsewhere"))
    try FileManager.default.createSymbolicLink(
      atPath: folder.path.appending("content").string, withDestinationPath: outside.path.string)
    _ = try? transaction()
    #expect(try outside.entries() == before)
  }

  @Test("A damaged journal is told of, whichever byte is wrong, and no file is touched")
  func damage() throws {
    let whole = try journal()
    let before = try folder.entries().filter { !$0.key.contains("lock") }
    var broken = whole.indices.map { Array(whole[..<$0]) }
    for index in whole.indices {
      var bytes = whole
      bytes[index] ^= 0x15
      broken.append(bytes)
    }
    for bytes in broken {
      try FileSystem.replace(folder.path.appending(".waymark-journal"), with: bytes)
      #expect(throws: FileTransaction.Failure.self) { _ = try transaction() }
    }
    try FileSystem.replace(folder.path.appending(".waymark-journal"), with: whole)
    let after = try folder.entries().filter { !$0.key.contains("lock") }
    #expect(after.keys == before.keys)
    guard case .finished? = try transaction().recovery else {
      Issue.record("the whole journal was not taken up")
      return
    }
    #expect(folder.read("content/a.md") == "A" && folder.read("content/deep/c.md") == "C")
  }
}
