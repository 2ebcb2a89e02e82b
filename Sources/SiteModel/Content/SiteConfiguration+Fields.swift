extension SiteConfiguration {
  /// The name of the file in the folder of the site.
  package static let fileName = "waymark.yml"

  /// The key that names the folder with the pages.
  package static let contentKey = "content"

  /// The key of the settings for copies of pictures.
  package static let picturesKey = "pictures"

  /// The key of the languages of a site that has several.
  package static let languagesKey = "languages"

  /// The key that names the places where the site is published.
  package static let publishKey = "publish"

  /// The keys of `waymark.yml`.
  package static let fields: [Field] =
    [
      Field("title", .text, "the site's name"),
      Field("tagline", .text, "a description in one line"),
      Field(
        "base_url", .word, "the address where it is published, such as `https://example.org/guide/`"
      ),
      Field("language", .word, "the language of its texts, such as `en`"),
      Field(
        languagesKey, .keyedRecords(SiteLanguage.fields),
        "the languages of a site that has several, by tag; the pages of each are in a folder with its tag"
      ),
      Field("author", .text, "the author of pages that do not name one"),
      Field(
        "edit_url", .address,
        "the address where sources can be edited, with or without the folder of the pages; the path of the page is added"
      ),
      Field(
        contentKey, .word,
        "the folder with the pages, such as `docs`, or `.` for the folder of this file; default: `content`"
      ),
      Field(
        "navigation", .records(SiteLink.fields, short: SiteLink.short),
        "folders, pages and addresses that the navigation bar links to"),
      Field(
        "footer", .records(SiteLink.fields, short: SiteLink.short),
        "the only links at the foot of each page; default: every folder and plain page, the map and the feed"
      ),
      Look.key,
      Field("topics", .keyedRecords(topicFields), "the topics of pages"),
      Field("markdown", .record(markdownFields), "how Markdown is read"),
      Field("checks", .keyedTexts, "ids of diagnostics, each `error`, `warning`, `note` or `off`"),
      Field("search", .boolean, "whether the site can be searched; default: `true`"),
      Field(
        "map", .boolean, "whether there is a map of the pages and their links; default: `true`"),
      Field(
        "feedback", .word,
        "where readers write that a page helped or has a mistake: a mail address, or a repository such as `https://github.com/owner/guide`"
      ),
      Field("security", .record(SecurityContact.fields), "whom to tell about security problems"),
      Field("outputs", .record(OutputSetting.fields), "which files are made beside the pages"),
      Field("synonyms", .texts, "groups of synonyms for search: `PM = product manager`"),
      Field("review_after", .period, "the time between two reviews of a page, such as `6 months`"),
      Field(
        picturesKey, .record(PictureSettings.fields),
        "smaller copies of pictures, of which a browser loads the one that it needs"),
      Field(
        publishKey, .keyedRecords(PublishTarget.fields),
        "where `waymark publish` delivers the site, by name"),
    ] + HeadElements.keys + TypeDeclarations.keys

  static let topicFields: [Field] = [
    Field("title", .text, "its name for readers"),
    Field("description", .text, "what the pages of the topic have in common"),
  ]

  private static let markdownFields: [Field] = [
    Field(
      "smart_punctuation", .boolean, "whether quotation marks and dashes become typographic ones"),
    Field(
      "html", .choice(["safe", "drop", "allow"]),
      "whether HTML in Markdown is filtered, dropped or allowed; default: `safe`"),
    Field("highlight", .boolean, "whether code is highlighted; default: `true`"),
  ]
}
