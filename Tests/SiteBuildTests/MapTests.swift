import SiteBuild
import SiteModel
import TestSupport
import Testing

@Suite struct MapTests {
  @Test("No two labels overlap, and none leaves the picture", arguments: 0..<20)
  func layout(number: Int) {
    var chance = SeededGenerator(offset: number)
    let count = number < 2 ? number : Int.random(in: 2...110, using: &chance)
    let items = (0..<count).map { index in
      let isName = index % 7 == 0
      return MapLayout.Item(
        width: Int.random(in: 28...(number == 19 ? 1200 : 200), using: &chance), group: index / 7,
        isName: isName)
    }
    let links = (0..<count * 2).map { _ in
      (Int.random(in: 0..<count, using: &chance), Int.random(in: 0..<count, using: &chance))
    }
    let layout = MapLayout(items, links: links)
    #expect(layout.points.count == count)
    let boxes = zip(items, layout.points).map { item, point in
      let width = min(item.width, MapLayout.width)
      return (
        left: point.x - width / 2, right: point.x + width / 2,
        top: point.y - MapLayout.rowHeight / 2, bottom: point.y + MapLayout.rowHeight / 2
      )
    }
    for (index, box) in boxes.enumerated() {
      #expect(box.left >= 0 && box.right <= MapLayout.width + 10)
      #expect(box.top >= 0 && box.bottom <= layout.height)
      for other in boxes[..<index] {
        let isApart =
          box.right <= other.left || other.right <= box.left || box.bottom <= other.top
          || other.bottom <= box.top
        #expect(isApart, "seed \(SeededGenerator.seed), \(number)")
      }
    }
    #expect(MapLayout(items, links: links).points == layout.points)
  }

  /// A site of many pages under many topics, the first pages of each linked to most.
  private func site(pages: Int, topics: Int) throws -> TestSite {
    var site = try TestSite()
    site.theme = Theme(files: [])
    var configuration = "title: Large\ntopics:\n"
    for topic in 0..<topics { configuration += "  t\(topic): {title: Topic \(topic)}\n" }
    site.files["waymark.yml"] = Array(configuration.utf8)
    for page in 0..<pages {
      let text =
        "---\ntopics: [t\(page % topics)]\n---\n[[articles/p\(page / 3)]] [[articles/p\(page / 5)]]\n"
      site.files["content/articles/p\(page).md"] = Array(text.utf8)
    }
    return site
  }

  @Test("A large site folds to what can be read: the pages linked to most of every topic")
  func folding() throws {
    let graph = MapGraph(try site(pages: 400, topics: 10).build().site)
    #expect(graph.groups.count == 10)
    #expect(graph.groups.allSatisfy { $0.members.count == 8 && $0.folded == 32 })
    let shown = Set(graph.groups.flatMap(\.members))
    #expect(!graph.lines.isEmpty && graph.lines.count <= 3 * shown.count)
    #expect(graph.lines.allSatisfy { shown.contains($0.from) && shown.contains($0.to) })
    let site = try site(pages: 120, topics: 30).build().site
    let many = MapGraph(site)
    #expect(many.groups.count == 14)
    for group in many.groups {
      let ranks = group.members.map { site.graph.backlinks[$0].count }
      #expect(ranks == ranks.sorted(by: >))
    }
  }

  @Test("Every page is on the map of a small site, and drawn where it was before")
  func small() throws {
    var site = try site(pages: 40, topics: 3)
    site.files["content/about.md"] = Array("About [[p1]].".utf8)
    let first = MapGraph(site.build().site)
    #expect(first.groups.map(\.members.count) == [14, 13, 13, 1])
    #expect(first.groups.allSatisfy { $0.folded == 0 })
    #expect(MapGraph(site.build().site) == first)
  }

  @Test("A site may do without")
  func off() throws {
    var site = try site(pages: 3, topics: 1)
    site.theme = try TestSite().theme
    let path = OutputPath("map/index.html")
    let page = try #require(site.build().output.bytes(at: path))
    #expect(String(decoding: page, as: UTF8.self).contains("<svg"))
    site.files["waymark.yml"]? += Array("map: false\n".utf8)
    let build = site.build()
    #expect(build.output.bytes(at: path) == nil && build.diagnostics.isEmpty)
    let home = try #require(build.output.bytes(at: OutputPath("index.html")))
    #expect(!String(decoding: home, as: UTF8.self).contains("/map/"))
  }
}
