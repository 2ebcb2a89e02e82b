/// A site of some sixty pages in which everything refers to something.
enum SmallSite {
  static var files: [String: [UInt8]] {
    var texts: [String: String] = [:]
    texts["waymark.yml"] = """
      title: Small
      base_url: https://example.org/guide/
      navigation: [articles, faq]
      review_after: 6 months
      topics:
        doors:
          title: Doors
          description: Ways in.
        proof: {title: Proof}
        money: {title: Money}
      synonyms: [PM = product manager]
      feedback: guide@example.org
      outputs: {cards: true, nginx: true, caddy: true, addresses: true, llms: true, markdown: true}

      """
    texts["content/_index.md"] = """
      ---
      title: Small home
      start_with: [faq/question-1, faq/question-2]
      aliases: ["/articles/article-2/#moved", "/faq/#gone", "/nowhere/#part"]
      situations:
        - {label: New here, page: articles/article-1, note: Start.}
      ---
      Welcome. See [[articles/article-2]].

      """
    for number in 1...24 { texts["content/articles/article-\(number).md"] = article(number) }
    for number in 1...8 {
      texts["content/faq/question-\(number).md"] = """
        ---
        title: What about number \(number)?
        answer: It is \(number).
        topics: [proof]
        ---
        The answer takes retention and [[articles/article-\(number)]].

        """
      texts["content/glossary/term-\(number).md"] = """
        ---
        title: \(["retention", "cohort", "backlog", "churn", "sprint", "triad", "funnel", "persona"][number - 1])
        definition: What number \(number) means.
        ---
        \(number % 2 == 0 ? "A text of its own about cohorts." : "")

        """
    }
    for number in 1...3 {
      texts["content/tables/table-\(number).md"] = """
        ---
        title: Table \(number)
        caption: What table \(number) compares
        key: Name
        \(number == 3 ? "data: three.csv" : "topics: [money]")
        ---
        \(number == 3 ? "" : "| Name | Risk |\n| --- | --- |\n| One | Low |\n| Two | High |\n")
        See [[article-\(number)]].

        """
      texts["content/checklists/list-\(number).md"] =
        "---\ntitle: List \(number)\n---\n- [ ] One thing\n- [ ] [[article-\(number)|Another]]\n"
      texts["content/resources/book-\(number).md"] = """
        ---
        title: Book \(number)
        where: In a library.
        kind: book
        disclosure: Nobody gains.
        ---
        About the backlog.

        """
    }
    texts["content/tables/three.csv"] = "Name,Risk\nAlpha,Low\nBeta,High\n"
    texts["content/paths/way.md"] = """
      ---
      title: The way
      for: anybody
      steps:
        - {page: articles/article-1, note: First., done_when: It is done.}
        - {page: articles/article-3, note: Then.}
        - {page: faq/question-3, note: Last.}
      ---
      Go.

      """
    texts["content/figures/picture.md"] = """
      ---
      title: A picture
      caption: What it shows
      drawing: branches
      items:
        - {label: One, note: First, page: articles/article-5}
        - {label: Two, note: Second}
      ---
      The same in words.

      """
    texts["content/about.md"] = "---\ntitle: About\naliases: [/old/about/]\n---\nWho we are.\n"
    texts["content/articles/file.txt"] = "A file.\n"
    // A folder's listing and the bytes of paths order these differently.
    texts["content/pay/_index.md"] = "---\ntitle: Pay\n---\nSee [[pay-talks/talk]].\n"
    texts["content/pay/range.md"] = "---\ntitle: Ranges\n---\nSee [[pay]].\n"
    texts["content/pay-talks/talk.md"] = "---\ntitle: The talk\n---\nSee [[pay/range]].\n"
    return texts.mapValues { Array($0.utf8) }
  }

  private static func article(_ number: Int) -> String {
    let other = number % 24 + 1
    let topics = ["doors", "proof", "money"]
    var text = """
      ---
      title: Article \(number)
      description: About number \(number).
      summary: [Number \(number) is short.]
      topics: [\(topics[number % 3])]
      updated: 2026-10-\(number + 1)
      reviewed: 2026-10-\(number + 1)
      \(number % 4 == 0 ? "faq: [question-\(number / 4)]" : "order: \(number)")
      \(number % 5 == 0 ? "related: [articles/article-\(other)]" : "audience: everybody")
      ---
      The text of number \(number) speaks of retention, a cohort and the funnel. See [[article-\(other)]].

      ## First part

      More of [the next](article-\(other).md#second-part), and [[question-\(number % 8 + 1)]].

      ## Second part

      The persona is known.

      """
    if number % 6 == 0 { text += "![[tables/table-\(number / 6 % 3 + 1)]]\n\n" }
    if number % 7 == 0 { text += "![[articles/article-\(other)#first-part]]\n\n" }
    if number == 11 { text += "![[faq/question-5]]\n\n![[checklists/list-1]]\n\n![[picture]]\n" }
    return text
  }
}
