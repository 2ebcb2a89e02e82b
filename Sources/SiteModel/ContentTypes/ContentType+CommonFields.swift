extension ContentType {
  /// The fields that every page may set.
  package static let commonFields: [Field] = [
    Field("title", .text, "the page's name"),
    Field(
      "description", .text, "one sentence under the title, in search results and previews",
      isSearched: true),
    Field(
      "summary", .texts, "two to four sentences that give the answer first", isSearched: true),
    Field("topics", .topics, "topics of `waymark.yml`"),
    Field(
      "tags", .texts, "free topics; `topics` in `waymark.yml` can give them a title and a text"),
    Field("date", .date, "when the page was first published"),
    Field("updated", .date, "when the text last changed in substance"),
    Field("reviewed", .date, "when somebody last compared the page with its sources"),
    Field("reviewer", .text, "who reviewed it; by default the author of the site"),
    Field("author", .text, "who wrote it; by default the author of the site"),
    Field("aliases", .texts, "earlier addresses, which redirect here, and other names for links"),
    Field(
      "lang", .word,
      "the language of the page, such as `de`, or on `_index.md` of all pages in its folder; default: `language` of `waymark.yml`"
    ),
    Field(
      "translations", .keyedTexts,
      "the same page in other languages of the site, by tag, where it is not at the same place: `de: artikel/anfang`"
    ),
    Field("slug", .word, "the last part of the address; by default the name of the file"),
    Field("draft", .boolean, "whether the page is left out of the site"),
    Field(
      "unlisted", .boolean,
      "whether the page is left out of lists, search, sitemap and feed, and of search engines"),
    Field(
      "order", .integer, "the position among the pages of its folder; terms are sorted by title"),
    Field("related", .references, "pages to read beside this one"),
    Field(
      "next", .record(nextFields),
      "the one next step; default: the next step of a path, or the last guide that the text links to; `{}` for none"
    ),
    Field("image", .file(example: "picture.png"), "a picture for previews"),
    Field("glossary", .boolean, "whether terms are linked to the glossary; `true` by default"),
    Field("sources", .records(sourceFields), "the sources of the page, shown at its end"),
    Field(
      "asked", .texts,
      "questions that the page answers, in the words of readers; searched, not shown"),
    Field("extra", .anything, "values of any kind for templates of one's own"),
  ]

  private static let sourceFields: [Field] = [
    Field("name", .text, "the document or person, such as `An interview with a nurse, 2026`"),
    Field("url", .address, "its address, if it has one"),
    Field("note", .text, "what the page takes from it, or who stands behind it"),
  ]

  private static let nextFields: [Field] = [
    Field("page", .reference, "the page to go to"),
    Field("why", .text, "the reason, in one sentence"),
  ]
}
