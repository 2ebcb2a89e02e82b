import SiteModel
import Testing

@testable import SiteBuild

@Suite struct PictureCopyTests {
  private static let size: [UInt8] =
    [0x89, 0x50, 0x4E, 0x47, 13, 10, 26, 10, 0, 0, 0, 13] + Array("IHDR".utf8)
    + [0, 0, 4, 0, 0, 0, 2, 0]

  private func tree(_ widths: [Int]) -> SourceTree {
    var tree = SourceTree()
    tree.add("waymark.yml", Array("title: T\nbase_url: https://example.org\n".utf8))
    tree.add("content/_index.md", Array("![A](a.png)\n\n![[b]]\n".utf8))
    tree.add("content/b.md", Array("---\ntitle: b\n---\n![B](a.png)\n".utf8))
    tree.add("content/c.md", Array("No picture.\n".utf8))
    tree.add("content/a.png", Self.size)
    tree.pictures[ContentPath("a.png")] = widths.map { width in
      PictureCopy(
        path: OutputPath("assets/pictures/0-\(width).webp"), format: .webp, width: width,
        bytes: [UInt8(width % 256)])
    }
    return tree
  }

  @Test("A preview shows the same copies as a clean build, after each change of them")
  func incremental() throws {
    let site = try TestSite()
    let builder = SiteBuilder(theme: site.theme, options: site.options)
    var incremental = IncrementalBuilder(builder)
    for widths in [[480], [], [480, 960], [960], []] {
      let clean = builder.build(tree(widths)).output
      let (result, _) = incremental.buildPages(tree(widths))
      for file in result.output.files {
        #expect(clean.bytes(at: file.path) == file.bytes, "\(file.path.text) with \(widths)")
      }
      let page = String(
        decoding: clean.bytes(at: OutputPath("index.html")) ?? [], as: UTF8.self)
      #expect(page.components(separatedBy: "</picture>").count == (widths.isEmpty ? 1 : 3))
      for width in widths {
        #expect(clean.bytes(at: OutputPath("assets/pictures/0-\(width).webp")) != nil)
      }
    }
  }
}
