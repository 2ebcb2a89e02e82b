import SiteModel
import Templates
import Text

extension Views {
  /// The fields of `page`.
  package static let pageFields: [ViewField<Page>] =
    identityFields + textFields + dateFields + placeFields + linkFields + typeFields

  private static let identityFields: [ViewField<Page>] = [
    ViewField("kind", "the name of its type: `article`, `faq`, `section`") { _, page in
      .string(page.type.name)
    },
    ViewField("kinds", "the names of its type and of the types that this extends") { _, page in
      .list(page.type.names.map { .string($0) })
    },
    ViewField("type_label", "its type for readers: `Guide`") { views, page in
      .string(views.strings.label(of: page.type))
    },
    ViewField("language", "the language of its texts: `en`") { _, page in
      .string(page.parsed.language.text)
    },
    ViewField("direction", "how its language is written: `ltr` or `rtl`") { _, page in
      .string(page.parsed.language.direction)
    },
    ViewField(
      "translations",
      "every language of the site: language, direction, name, url, canonical, is_here, is_translated, is_main"
    ) { views, page in views.translations(of: page) },
    ViewField("title", "its title") { _, page in .string(page.title) },
    .text("description", "the sentence under the title, or none"),
    ViewField("summary", "the sentences that give the answer first") { _, page in
      .list(page.record.texts("summary").map { .string($0.text) })
    },
    ViewField("url", "its address on the site") { _, page in
      .string(page.address)
    },
    ViewField("canonical", "its whole address, none for the 404 page and without `base_url`") {
      views, page in
      guard page.type.structure != .notFound else { return .none }
      return Value(views.configuration.address.origin.map { $0 + page.address })
    },
    ViewField("source", "the path of its file, none where there is none") { _, page in
      page.parsed.isGenerated ? .none : .string(page.source.name)
    },
    ViewField("edit_url", "where its file can be edited, or none") { views, page in
      page.parsed.isGenerated
        ? .none : Value(views.configuration.editAddress(ofFile: page.source.name))
    },
    ViewField("feedback", "links to write about it: helpful, unhelpful, mistake; or none") {
      views, page in views.feedback(on: page)
    },
    ViewField("markdown_url", "the address of its copy as Markdown, or none") { views, page in
      MarkdownFiles.path(of: page, views.configuration)
        .map { .string(views.configuration.address.path(to: $0.text)) } ?? .none
    },
    ViewField("draft", "whether it is a draft") { _, page in .bool(page.parsed.isDraft) },
    ViewField("image", "the address of its picture, or none") { views, page in
      views.image(of: page)
    },
    ViewField("image_size", "the width and height of its picture, or none") { views, page in
      views.imageSize(of: page)
    },
    ViewField("card", "the address of its card for previews, none where the site has no cards") {
      views, page in
      views.socialCard(of: page).map {
        .string(views.configuration.address.path(to: $0.published.text))
      }
        ?? .none
    },
    ViewField("extra", "what its front matter has under `extra`, or none") { _, page in
      page.record.anything("extra").map { Value($0) } ?? .none
    },
  ]

  private static let textFields: [ViewField<Page>] = [
    ViewField("body", "its text as HTML") { views, page in
      .safe(SafeHTML(String(decoding: views.bodies.own(page), as: UTF8.self)))
    },
    ViewField(
      "media_sources", "the hosts of images on other sites that it shows, for a security policy"
    ) { views, page in .list(views.mediaSources(of: page).map { .string($0) }) },
    ViewField("words", "how many words its text has") { _, page in .int(page.parsed.wordCount) },
    ViewField("reading_minutes", "how long it takes to read, at 220 words a minute") { _, page in
      .int(page.parsed.readingMinutes)
    },
    ViewField("toc", "its headings: title, anchor, children") { _, page in
      .list(TableOfContents(page.parsed.outline).entries)
    },
  ]

  private static let dateFields: [ViewField<Page>] = [
    ViewField("unlisted", "whether it is in no list, and search engines should not show it") {
      _, page in .bool(page.isUnlisted)
    },
    .date("date", "the day it was published, or none"),
    .date("updated", "the day its text last changed, or none"),
    .date("reviewed", "the day it was last reviewed, or none"),
    ViewField("review_due", "the day its next review is due, or none") { views, page in
      guard let day = page.record.date("reviewed"),
        let period = views.configuration.reviewAfter
      else { return .none }
      return .string(day.adding(months: period.months).text)
    },
    .text("reviewer", "who reviewed it, or none"),
    ViewField("author", "who wrote it, or none") { views, page in
      Value(page.record.text("author") ?? views.configuration.author)
    },
  ]

  private static let placeFields: [ViewField<Page>] = [
    ViewField("section", "the folder it lies in, or none") { _, page in
      Value(page.place.topFolder)
    },
    ViewField("breadcrumbs", "the pages above it: title, url") { views, page in
      views.breadcrumbs(page)
    },
    ViewField("children", "cards of the pages that its folder lists") { views, page in
      page.type.structure == .topic
        ? [] : .list(views.children(of: page.id).map { views.cardWithEffort($0) })
    },
    ViewField(
      "beside", "cards of a topic's other questions, or of the neighbors of a checklist or term"
    ) { views, page in
      views.cards(views.beside(page))
    },
    ViewField("moved", "texts that it had earlier: anchor, title, url, is_here") { views, page in
      views.moved(from: page)
    },
    ViewField("folder", "the card of the page of its folder, for nested pages, or none") {
      views, page in
      views.nestedFolder(of: page).map { views.card($0.id) } ?? .none
    },
    ViewField("siblings", "nested pages: `cards` of its folder around it, how many `others`") {
      views, page in views.siblings(of: page)
    },
    ViewField("before", "nested pages: the card of the page before it in its folder, or none") {
      views, page in views.neighbor(of: page, at: -1)
    },
    ViewField("after", "nested pages: the card of the page after it in its folder, or none") {
      views, page in views.neighbor(of: page, at: 1)
    },
    ViewField("groups", "cards in groups: label, id, entries; of a folder that has many pages") {
      views, page in
      .list(Groups(views).groups(of: page))
    },
    ViewField("paths", "paths it is a step of: title, url, step, total, previous, next") {
      views, page in .list(views.memberships(of: page.id).map(views.membership))
    },
  ]

  private static let linkFields: [ViewField<Page>] = [
    ViewField("topics", "cards of its topics") { views, page in
      .list(
        views.topicPages(of: page).map { views.card($0.id) })
    },
    ViewField("sources", "where its claims come from: name, link, note") { _, page in
      .list(
        page.record.records("sources").map { source in
          .record(
            Record([
              ("name", Value(source.text("name"))), ("link", Value(source.text("url"))),
              ("note", Value(source.text("note"))),
            ]))
        })
    },
    ViewField("related", "cards of related pages, each with `reason`") { views, page in
      .list(
        views.related(page).map { related in
          views.card(related.page, ["reason": views.reason(related)])
        })
    },
    ViewField("next", "the card of the next step with its `reason`, or none") { views, page in
      views.nextStep(page)
    },
    ViewField("backlinks", "cards of pages that link here, each with the `sentence`") {
      views, page in
      .list(
        views.backlinks(to: page.id).map { link in
          views.card(link.page, ["sentence": Value(link.sentence)])
        })
    },
    ViewField(
      "questions", "questions shown: title, url, slug, earlier_slugs, topic, answer, body"
    ) {
      views, page in views.questions(views.shownQuestions(page), on: page)
    },
    ViewField("resources", "cards of what it recommends, with where, link, kind, cost, disclosure")
    {
      views, page in
      .list(
        views.targets("resources", of: page).map { id in
          let record = views.page(id).record
          return views.card(
            id,
            [
              "where": Value(record.text("where")), "link": Value(record.text("url")),
              "kind": Value(record.text("kind")), "cost": Value(record.text("cost")),
              "disclosure": Value(record.text("disclosure")),
            ])
        })
    },
  ]

  private static let typeFields: [ViewField<Page>] = [
    .text("audience", "article: who it is for"),
    .text("answer", "faq: the answer in one sentence"),
    .text("caption", "table, picture: what it shows"),
    ViewField("csv_url", "table: its data as a CSV file, or none") { views, page in
      views.dataURL(page, as: "csv")
    },
    ViewField("json_url", "table: its data as a JSON file, or none") { views, page in
      views.dataURL(page, as: "json")
    },
    ViewField("feed_url", "home page, topic: the address of its Atom feed, or none") {
      views, page in views.feedURL(page).map { .string($0.atom) } ?? .none
    },
    ViewField("json_feed_url", "home page, topic: the address of its JSON feed, or none") {
      views, page in views.feedURL(page).map { .string($0.json) } ?? .none
    },
    ViewField("drawing", "picture: its drawing as HTML") { views, page in
      views.drawing(of: page)
    },
    .text("definition", "term: the meaning in one sentence"),
    ViewField("aliases", "term: other spellings") { _, page in
      page.type.has(.term) ? .list(page.otherNames.map { .string($0.text) }) : []
    },
    .text("for", "path: whom it suits"),
    .text("outcome", "path: what the reader has at its end"),
    .text("time", "path: how long it takes in all"),
    ViewField("steps", "path: number, card, note, done_when, duration") { views, page in
      views.steps(page)
    },
    .text("where", "resource: how to find it"),
    ViewField("link", "resource: its address") { _, page in
      Value(page.record.text("url"))
    },
    ViewField("resource_kind", "resource: book, course, tool or community") { _, page in
      Value(page.record.text("kind"))
    },
    .text("cost", "resource: its price"),
    .text("disclosure", "resource: who gains"),
    ViewField("map", "map: width, height, lines, kinds, groups of places, or none") { views, page in
      page.type.structure == .map ? views.map() : .none
    },
    ViewField("situations", "home: label, note, card") { views, page in
      .list(
        page.record.records("situations").compactMap { situation in
          guard let id = views.target(situation.locatedText("page"), of: page) else { return nil }
          return .record(
            Record([
              ("label", Value(situation.text("label"))), ("note", Value(situation.text("note"))),
              ("card", views.cardWithEffort(id)),
            ]))
        })
    },
  ]
}
