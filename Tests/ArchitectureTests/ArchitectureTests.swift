import Foundation
import SiteBuild
import Testing

/// The plan of the code, held by reading `Package.swift` and the sources.
@Suite struct ArchitectureTests {
  private static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// Modules that come with the toolchain or the C library.
  private static let toolchain: Set = [
    "Darwin", "Dispatch", "Foundation", "FoundationEssentials", "FoundationNetworking", "Glibc",
    "PackageDescription", "PackagePlugin", "Synchronization", "Testing",
  ]

  @Test("Folders of a target use each other in one direction")
  func circles() throws {
    let files = try SwiftFile.all(below: Self.root.appending(path: "Sources"))
    let targets = Dictionary(grouping: files, by: \.target)
    #expect(targets.count > 5)
    for (target, files) in targets {
      #expect(FolderGraph(files).circles == [], "in \(target)")
    }
  }

  @Test("Every import is declared in Package.swift", arguments: ["Sources", "Tests"])
  func imports(folder: String) throws {
    let manifest = try Manifest(Self.root.appending(path: "Package.swift"))
    let files = try SwiftFile.all(below: Self.root.appending(path: folder))
    #expect(files.count > 20)
    for file in files {
      let declared = try #require(manifest.dependencies[file.target], "\(file.path)")
      let undeclared = file.imports.subtracting(declared).subtracting(Self.toolchain)
      #expect(undeclared == [], "in \(file.path)")
    }
  }

  @Test("The tool does without Foundation, which brings 34 MB of tables for other languages")
  func foundation() throws {
    // `embed-theme` runs during the build only.
    let files = try SwiftFile.all(below: Self.root.appending(path: "Sources"))
      .filter { $0.target != "embed-theme" }
    #expect(files.count > 20)
    for file in files {
      #expect(
        file.imports.isDisjoint(with: ["Foundation", "FoundationNetworking"]), "\(file.path)")
    }
  }

  @Test("Every rule is in the list of its target")
  func rules() throws {
    let listed = Set(SiteBuilder.rules.map(\.id))
    var found: Set<String> = []
    for file in try SwiftFile.all(below: Self.root.appending(path: "Sources")) {
      for part in file.text.components(separatedBy: "= Rule(").dropFirst() {
        let quoted = part.split(separator: "\"", maxSplits: 2, omittingEmptySubsequences: false)
        guard quoted.count == 3, quoted[0].allSatisfy(\.isWhitespace) else { continue }
        found.insert(String(quoted[1]))
        #expect(listed.contains(String(quoted[1])), "in \(file.path)")
      }
    }
    #expect(found.count > 50)
    #expect(found == listed)
  }
}
