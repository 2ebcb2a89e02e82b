import ArgumentParser
import Diagnostics
import Markdown
import SiteBuild
import SiteModel

struct LinksCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "links",
    abstract: "Shows the links from and to a page, with their sentences.")

  @Argument(help: "The page: its name as in a wiki link, or its file.")
  var page: String

  @OptionGroup var site: SourceOption

  func run() throws {
    try site.requireSite()
    var run = SiteRun(SiteOptions(reading: self.site.folder, includesUnpublished: true))
    let (page, build) = try PageArgument(page, in: self.site).page(in: run.build())
    let site = build.site
    var text = "\(Self.name(page))  “\(TerminalText.line(page.title))”\n"
    text += Self.list("Links to", outgoing(page, site))
    text += Self.list("Linked from", incoming(page, site))
    run.clearProgress()
    Terminal.write(text, to: .output)
  }

  private func outgoing(_ page: Page, _ site: Site) -> [String] {
    var lines: [String] = []
    for (reference, target) in zip(page.parsed.references, site.links[page.id].targets) {
      let line = page.source.location(at: reference.place).start?.line ?? 1
      lines.append(
        "\(name(target, reference, site)), line \(line)" + Self.quoted(reference.sentence))
    }
    for name in page.record.references(page.type.fields) {
      guard let target = site.fieldTargets[page.id][name.range.lowerBound] else { continue }
      let line = page.source.location(of: name.range).start?.line ?? 1
      lines.append("\(Self.name(site.pages[target])), line \(line), in the front matter")
    }
    return lines
  }

  private func incoming(_ page: Page, _ site: Site) -> [String] {
    let links = site.graph.backlinks[page.id].map { backlink in
      Self.name(site.pages[backlink.page])
        + (site.sentence(of: backlink, to: page.id).map(Self.quoted)
          ?? ", in the front matter or by itself")
    }
    let mentions = site.termUses[page.id].map { id in
      "\(Self.name(site.pages[id])), which mentions the term"
    }
    return links + mentions
  }

  private func name(_ target: LinkTarget, _ reference: Reference, _ site: Site) -> String {
    switch target {
    case .page(let id, let anchor):
      return Self.name(site.pages[id]) + (anchor.map { "#" + TerminalText.line($0) } ?? "")
    case .file(let path): return TerminalText.line(path.text)
    case .external, .language: return TerminalText.line(reference.url)
    case .broken: return "\(TerminalText.line(reference.url)) (broken)"
    }
  }

  private static func name(_ page: Page) -> String {
    page.isHome ? "/" : TerminalText.line(page.reference)
  }

  private static func quoted(_ sentence: String) -> String {
    sentence.isEmpty ? "" : "\n      “\(TerminalText.line(sentence))”"
  }

  private static func list(_ title: String, _ lines: [String]) -> String {
    "\n\(title):\n" + (lines.isEmpty ? ["nothing"] : lines).map { "  \($0)\n" }.joined()
  }
}
