/// A key of front matter that another tool reads and that is no field of Waymark.
package struct ForeignKey: Sendable {
  /// The key.
  package let name: String
  /// The tools that read it.
  package let tools: String
  /// The field that means the same; `nil` where the key has no effect.
  package let field: String?

  /// The key within this one that has the value; `nil` where the key has it itself.
  package let inner: String?
  /// Whether the value `false` keeps a page back, as `draft: true` does.
  package let isPublishSwitch: Bool

  private init(
    _ name: String, _ tools: String, field: String? = nil, inner: String? = nil,
    isPublishSwitch: Bool = false
  ) {
    self.name = name
    self.tools = tools
    self.field = field
    self.inner = inner
    self.isPublishSwitch = isPublishSwitch
  }

  /// The field of the addresses that other keys give a page; they redirect to it.
  static let addresses = Field("permalink", .texts, "earlier addresses, by the keys of other tools")

  /// Every key, the mapped ones first.
  package static let all: [ForeignKey] =
    [
      ForeignKey("weight", "Hugo", field: "order"),
      ForeignKey("sidebar_position", "Docusaurus", field: "order"),
      ForeignKey("nav_order", "Just the Docs", field: "order"),
      ForeignKey("lastmod", "Hugo, Quartz", field: "updated"),
      ForeignKey("last_modified_at", "Jekyll", field: "updated"),
      ForeignKey("modified", "Pelican, Quartz", field: "updated"),
      ForeignKey("last_update", "Docusaurus", field: "updated", inner: "date"),
      ForeignKey("taxonomies", "Zola", field: "tags", inner: "tags"),
      ForeignKey("last_reviewed_on", "Tech Docs Template", field: "reviewed"),
      ForeignKey("permalink", "Jekyll, Obsidian, Quartz", field: addresses.name),
      ForeignKey("redirect_from", "Jekyll", field: addresses.name),
      ForeignKey("published", "Jekyll", isPublishSwitch: true),
      ForeignKey("publish", "Obsidian, Quartz", isPublishSwitch: true),
    ]
    + unused(
      "Hugo",
      "bookCollapseSection bookComments bookFlatSection bookHidden bookToc build cascade categories "
        + "category cover expiryDate featured_image headless images isCJKLanguage linkTitle markup "
        + "menu menus outputs params publishDate resources series showtoc sitemap subtitle "
        + "toc translationKey type url videos")
    + unused(
      "Docusaurus",
      "authors custom_edit_url displayed_sidebar hide_table_of_contents hide_title id keywords "
        + "pagination_label pagination_next pagination_prev parse_number_prefixes "
        + "sidebar_class_name sidebar_custom_props sidebar_key sidebar_label "
        + "toc_max_heading_level toc_min_heading_level title_meta truncate wrapperClassName")
    + unused(
      "Jekyll",
      "comments excerpt excerpt_separator has_children has_toc grand_parent header last_modified "
        + "lang layout math mermaid nav_exclude nav_title parent pin ref render_with_liquid "
        + "search_exclude sidebar teaser")
    + unused(
      "Zola",
      "generate_feeds in_search_index insert_anchor_links page_template paginate_by paginate_path "
        + "redirect_to render sort_by transparent")
    + unused("MkDocs", "hide icon search status template social")
    + unused(
      "Obsidian, Quartz",
      "cssclass cssclasses created enableToc noindex socialDescription socialImage")
    + unused(
      "Tech Docs Template",
      "hide_in_navigation last_reviewed owner_slack review_in old_paths parent_title")
    + unused(
      "VitePress, Starlight, Eleventy",
      "aside banner editLink editUrl eleventyComputed eleventyExcludeFromCollections "
        + "eleventyNavigation footer head hero lastUpdated navbar outline pageClass pagefind prev "
        + "tableOfContents titleTemplate")

  /// The key with a name; `nil` for a key that nobody knows.
  static func named(_ name: String) -> ForeignKey? { byName[name] }

  private static let byName = Dictionary(
    all.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })

  private static func unused(_ tools: String, _ names: String) -> [ForeignKey] {
    names.split(separator: " ").map { ForeignKey(String($0), tools) }
  }
}
