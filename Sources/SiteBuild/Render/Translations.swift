import Concurrency
import Diagnostics
import SiteModel

/// The languages of a site, and where each has the same page.
///
/// It is the page at the same place, or the one that `translations` of either page names.
final class Translations: Sendable {
  /// A language of the site.
  struct Language: Sendable {
    let tag: LanguageTag
    /// The name that the language calls itself by.
    let name: String
    /// The address of the home page.
    let home: String
    /// The addresses of pages, by place.
    let addresses: [String: String]
    /// The earlier addresses of its pages.
    let redirects: [Redirect]
  }

  /// A page of a language.
  struct Key: Hashable, Sendable {
    let language: Int
    let place: String
  }

  /// The languages, that of the site first; empty for a site of one language.
  let languages: [Language]
  /// What `translations` names: the place in another language, by page and language.
  private let named: [Key: [Int: String]]
  /// Where the links from one language to another lead.
  let targets: [LanguageLink: LanguageTarget]
  /// The sizes of pictures in another language's folder.
  let pictures: [LanguageLink: ImageSize]
  /// A fingerprint of all addresses, of the targets of links and of the sizes of pictures.
  let fingerprint: Fingerprint
  /// Names in `translations` that no page or no language has, and broken links to another language.
  let diagnostics: [Diagnostic]

  /// A site of one language.
  static let none = Translations([])

  /// Finds the translations among the sites of each language.
  ///
  /// `files` are those that are copied to the built site, for each language; without them no picture has a size.
  init(_ sites: [Site], files: [[SourceFile]] = []) {
    languages = sites.map { site in
      let configuration = site.configuration
      let pages = site.pagesWithFile.filter { $0.type.structure != .notFound && !$0.isUnlisted }
      return Language(
        tag: configuration.languageTag, name: configuration.strings.main["language_name"],
        home: configuration.address.root,
        addresses: Dictionary(
          pages.map { ($0.place.text, $0.address) }, uniquingKeysWith: { first, _ in first }),
        redirects: Redirect.all(of: site))
    }
    var named: [Key: [Int: String]] = [:]
    var diagnostics: [Diagnostic] = []
    for (index, site) in sites.enumerated() {
      for page in site.pages {
        guard let record = page.record.record("translations") else { continue }
        for tag in record.names {
          guard let name = record.locatedText(tag), let range = record.range(of: tag) else {
            continue
          }
          guard let other = sites.firstIndex(where: { $0.configuration.languageTag.text == tag }),
            other != index
          else {
            diagnostics.append(
              Diagnostic(
                .brokenTranslation, "`\(tag)` is no other language of the site",
                at: page.source.location(of: range),
                advice: Advice(
                  naming: tag,
                  from: sites.map(\.configuration.languageTag.text).filter {
                    $0 != site.configuration.languageTag.text
                  })))
            continue
          }
          guard case .page(let id) = sites[other].catalog.names[name.text] else {
            diagnostics.append(
              Diagnostic(
                .brokenTranslation, "there is no page `\(name.text)` in `\(tag)`",
                at: page.source.location(of: name.range),
                advice: Advice(
                  naming: name.text, from: sites[other].pages.map(\.reference),
                  else: "name a page below `\(sites[other].configuration.content.name)`")))
            continue
          }
          let place = sites[other].pages[id].place.text
          named[Key(language: index, place: page.place.text), default: [:]][other] = place
          let back = Key(language: other, place: place)
          if named[back]?[index] == nil { named[back, default: [:]][index] = page.place.text }
        }
      }
    }
    self.named = named
    let links = Self.targets(of: sites)
    targets = links.targets
    pictures = Self.sizes(of: links.targets, languages.map(\.tag), files)
    self.diagnostics = diagnostics + links.diagnostics
    var hasher = FingerprintHasher()
    for language in languages {
      hasher.combine(language.tag.text)
      hasher.combine(language.name)
      hasher.combine(language.home)
      for (place, address) in language.addresses.sorted(by: { $0.key < $1.key }) {
        hasher.combine(place)
        hasher.combine(address)
      }
    }
    for (key, places) in named.sorted(by: {
      ($0.key.language, $0.key.place) < ($1.key.language, $1.key.place)
    }) {
      hasher.combine(key.place)
      for (language, place) in places.sorted(by: { $0.key < $1.key }) {
        hasher.combine(language)
        hasher.combine(place)
      }
    }
    for target in links.order {
      hasher.combine(target.address)
      hasher.combine(target.title)
    }
    for (address, size) in pictures.map({ [targets] in (targets[$0]?.address ?? "", $1) }).sorted(
      by: {
        $0.0 < $1.0
      })
    {
      hasher.combine(address)
      hasher.combine(size.width)
      hasher.combine(size.height)
    }
    fingerprint = hasher.finish()
  }

  /// The sizes of the pictures among the targets of links to another language.
  private static func sizes(
    of targets: [LanguageLink: LanguageTarget], _ tags: [LanguageTag], _ files: [[SourceFile]]
  ) -> [LanguageLink: ImageSize] {
    let pictures = targets.filter { $1.file != nil }
    guard !pictures.isEmpty, !files.isEmpty else { return [:] }
    let tables = Dictionary(
      zip(tags, files.map(ImageSize.sizes)), uniquingKeysWith: { first, _ in first })
    return pictures.compactMapValues { target in target.file.flatMap { tables[target.tag]?[$0] } }
  }

  /// Looks up the links from each language to the others.
  private static func targets(
    of sites: [Site]
  ) -> (
    targets: [LanguageLink: LanguageTarget], order: [LanguageTarget], diagnostics: [Diagnostic]
  ) {
    var (targets, order) = ([LanguageLink: LanguageTarget](), [LanguageTarget]())
    var diagnostics: [Diagnostic] = []
    for site in sites {
      for page in site.pages {
        for (reference, target) in zip(page.parsed.references, site.links[page.id].targets) {
          guard case .language(let link) = target,
            let other = sites.first(where: { $0.configuration.languageTag == link.tag })
          else { continue }
          let found = other.target(of: link, at: page.source.location(at: reference.place))
          targets[link] = found.target
          if let target = found.target { order.append(target) }
          if let diagnostic = found.diagnostic { diagnostics.append(diagnostic) }
        }
      }
    }
    return (targets, order, diagnostics)
  }

  /// The position of a language.
  func index(of tag: LanguageTag) -> Int? { languages.firstIndex { $0.tag == tag } }

  /// The address of a page of one language in another; `nil` if it has none.
  func address(of place: String, from: Int, in to: Int) -> String? {
    self.place(of: place, from: from, in: to).flatMap { languages[to].addresses[$0] }
  }

  /// The place of a page of one language in another; `nil` if it has none.
  func place(of place: String, from: Int, in to: Int) -> String? {
    let other = named[Key(language: from, place: place)]?[to]
    // A page that is named as the translation of another is not that of the page at its own place.
    if other == nil, named[Key(language: to, place: place)]?[from] != nil { return nil }
    let found = other ?? place
    return languages[to].addresses[found] == nil ? nil : found
  }
}
