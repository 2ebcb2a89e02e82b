import Files
import Foundation
import Testing

/// Files that were costly to make are kept while they are used.
@Suite struct KeptFilesTests {
  private func age(_ name: String, _ days: Double, in folder: DiskFolder) throws {
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSinceNow: -days * 86_400)],
      ofItemAtPath: folder.url(name).path)
  }

  @Test("What nobody used for a month goes, and what was used stays")
  func unused() throws {
    let folder = try DiskFolder()
    let kept = KeptFiles(in: folder.path.appending("cards"))
    try kept.prepare()
    kept.keep([1], "used")
    kept.keep([2], "unused")
    kept.keep([3], "new")
    for name in ["used", "unused"] { try age("cards/" + name, 40, in: folder) }
    #expect(kept.bytes("used") == [1])
    kept.removeUnused()
    #expect(kept.bytes("used") == [1])
    #expect(kept.bytes("new") == [3])
    #expect(kept.bytes("unused") == nil)
  }

  @Test("What a killed process left goes after a day, and what a running one writes stays")
  func temporary() throws {
    let folder = try DiskFolder()
    let kept = KeptFiles(in: folder.path)
    let (old, new) = (kept.temporary("png"), kept.temporary("png"))
    for path in [old, new] { try FileSystem.replace(path, with: [1]) }
    try age(old.lastComponent?.string ?? "", 2, in: folder)
    try folder.write("x", to: ".waymark-new-0123456789abcdef")
    try age(".waymark-new-0123456789abcdef", 2, in: folder)
    kept.removeUnused()
    #expect(try folder.entries().keys.sorted() == [new.lastComponent?.string])
  }

  @Test(
    "A file that is empty, as after a power cut, is not kept, and a folder that cannot be is no error"
  )
  func empty() throws {
    let folder = try DiskFolder()
    try folder.write("", to: "cut")
    #expect(KeptFiles(in: folder.path).bytes("cut") == nil)
    try folder.write("", to: "file")
    let none = KeptFiles(in: folder.path.appending("file"))
    #expect(throws: (any Error).self) { try none.prepare() }
    none.keep([1], "a")
    #expect(none.bytes("a") == nil)
    none.removeUnused()
  }
}
