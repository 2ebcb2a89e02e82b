import Files
import Foundation
import SystemPackage
import Testing

@Suite struct ContainedFileTests {
  private let root: FilePath

  init() throws {
    let url = FileManager.default.temporaryDirectory.appending(path: "files-\(UUID().uuidString)")
    try FileManager.default.createDirectory(
      at: url.appending(path: "a/b"), withIntermediateDirectories: true)
    root = try #require(FileSystem.real(FilePath(url.path)))
    try FileSystem.replace(root.appending("a/b/file"), with: Array("text".utf8))
    try FileSystem.replace(root.appending("secret"), with: Array("secret".utf8))
  }

  private func read(_ path: String, limit: Int = 100) throws -> [UInt8] {
    try #require(ContainedFile(root.appending(path), below: root)).read(limit: limit)
  }

  private func replace(_ path: String, byLinkTo target: String) throws {
    try FileManager.default.removeItem(atPath: root.appending(path).string)
    try FileManager.default.createSymbolicLink(
      atPath: root.appending(path).string, withDestinationPath: target)
  }

  @Test func reads() throws {
    #expect(try read("a/b/file") == Array("text".utf8))
    #expect(throws: Errno.fileTooLarge) { try read("a/b/file", limit: 3) }
    #expect(throws: Errno.noSuchFileOrDirectory) { try read("a/b/none") }
    #expect(throws: Errno.notSupported) { try read("a/b") }
    #expect(ContainedFile(root.removingLastComponent(), below: root) == nil)
    #expect(ContainedFile(root.appending("a/../../x"), below: root.appending("a")) == nil)
  }

  @Test("A link that took the place of the file, or of a folder on the way, is not followed")
  func swapped() throws {
    try replace("a/b/file", byLinkTo: "../../secret")
    #expect(throws: Errno.tooManySymbolicLinkLevels) { try read("a/b/file") }
    try FileSystem.makeFolder(root.appending("other"))
    try FileSystem.replace(root.appending("other/file"), with: Array("secret".utf8))
    try replace("a/b", byLinkTo: "../other")
    #expect(throws: Errno.tooManySymbolicLinkLevels) { try read("a/b/file") }
  }

  @Test("A pipe that took the place of the file is not waited for", .timeLimit(.minutes(1)))
  func pipe() throws {
    try FileManager.default.removeItem(atPath: root.appending("a/b/file").string)
    #expect(mkfifo(root.appending("a/b/file").string, 0o644) == 0)
    #expect(throws: Errno.notSupported) { try read("a/b/file") }
  }
}
