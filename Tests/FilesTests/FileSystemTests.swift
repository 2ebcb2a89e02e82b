import Files
import Foundation
import SystemPackage
import Testing

@Suite struct FileSystemTests {
  private let folder: FilePath

  init() throws {
    let url = FileManager.default.temporaryDirectory.appending(path: "files-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    folder = FilePath(url.path)
  }

  @Test func namesAreSortedByTheirBytes() throws {
    for name in ["b", "a", "é", "B"] {
      try FileSystem.replace(folder.appending(name), with: Array(name.utf8))
    }
    #expect(try FileSystem.names(in: folder).map(\.string) == ["B", "a", "b", "é"])
    #expect(try FileSystem.read(folder.appending("é")) == Array("é".utf8))
    try FileManager.default.removeItem(atPath: folder.string)
  }
}
