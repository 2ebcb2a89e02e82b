extension SiteStarter {
  /// A home page and a page of each kind, linked with each other.
  static func examples(title: String) -> [(String, String)] {
    [
      (
        "content/_index.md",
        """
        This is the home page, `content/_index.md`. Its title is that of the site. It lists what the site has, until its front
        matter names `situations` of readers, each with a page to begin with.

        Begin with [[articles/how-this-site-works]].

        """
      ),
      (
        "content/articles/how-this-site-works.md",
        """
        ---
        description: Where pages are, how they get their titles, and how they are linked.
        summary:
          - A page is a Markdown file in the folder content, and its folder says of which kind it is.
          - A link in double brackets leads to a page by its name.
        ---
        # How this site works

        ## Where pages are

        Each folder below `content` holds pages of one kind, and folders with other names hold plain pages. The table
        [[tables/kinds-of-pages]] lists the kinds, and [[figures/from-file-to-reader]] shows what becomes of a page. Texts are
        Markdown, which [[resources/markdown-guide]] teaches in ten minutes.

        ## How they are linked

        Write [[faq/how-do-i-add-a-page]] to link to a page by its name. The first time that a text uses a word of
        the glossary, such as front matter, the word is linked.

        ## What to do next

        Follow the path [[paths/first-hour]], and keep [[checklists/before-you-publish]] for the end.

        """
      ),
      (
        "content/faq/how-do-i-add-a-page.md",
        """
        ---
        title: How do I add a page?
        description: Two ways to start a page, by hand and by a command.
        answer: Write a Markdown file below content, or run waymark new with a kind and a title.
        ---
        For example, `waymark new article "How to start"` makes a file with the fields of an article. More on this is in
        [[articles/how-this-site-works]].

        """
      ),
      (
        "content/tables/kinds-of-pages.md",
        """
        ---
        title: Kinds of pages
        description: The folders below content, and what each is for.
        caption: Each folder and what its pages are.
        key: Folder
        ---
        | Folder | Pages |
        | --- | --- |
        | articles | Guides, which answer a question at length |
        | faq | Questions, each with a short answer |
        | tables | Comparisons, with data to download |
        | figures | Pictures, which a template draws |
        | checklists | Lists to tick off |
        | paths | Pages in the order in which to read them |
        | glossary | Terms, which texts link to |
        | resources | Books, courses, tools and communities |

        """
      ),
      (
        "content/figures/from-file-to-reader.md",
        """
        ---
        title: From a file to its readers
        description: What happens to a page between your editor and a browser.
        caption: Waymark checks each file, and publishes the site if nothing is wrong.
        drawing: branches
        items:
          - {label: Check, note: Links and fields are checked.}
          - {label: Build, note: Each page becomes HTML.}
        ---
        The path [[paths/first-hour]] goes through these steps.

        """
      ),
      (
        "content/checklists/before-you-publish.md",
        """
        ---
        title: Before you publish
        description: What to look at before the site is public.
        ---
        - [ ] `waymark check --strict` reports nothing.
        - [ ] `base_url` in `waymark.yml` is the address of the site.
        - [ ] The pages that came with the site are replaced by your own.

        """
      ),
      (
        "content/paths/first-hour.md",
        """
        ---
        title: Your first hour
        description: Three steps from these examples to a site of your own.
        for: Authors of a new site
        outcome: The site has a page of yours.
        time: An hour
        steps:
          - page: articles/how-this-site-works
            note: See where pages are.
            done_when: You have found the file of this page.
          - page: faq/how-do-i-add-a-page
            note: Add a page.
            done_when: The preview shows it.
          - page: checklists/before-you-publish
            note: Look at everything once more.
            done_when: All boxes are ticked.
        ---

        """
      ),
      (
        "content/glossary/front-matter.md",
        """
        ---
        title: front matter
        definition: The lines between two lines of three hyphens at the top of a page, which hold its fields.
        ---

        """
      ),
      (
        "content/resources/markdown-guide.md",
        """
        ---
        title: CommonMark help
        description: A short introduction to Markdown, with exercises.
        url: https://commonmark.org/help/
        kind: course
        cost: Free
        disclosure: Nobody pays for this recommendation.
        ---
        Ten minutes are enough for everything that [[articles/how-this-site-works]] uses.

        """
      ),
      (
        "content/about.md",
        """
        ---
        description: Who makes this site, and for whom.
        ---
        # About

        A page outside the folders of kinds is a plain page. Say here who makes [[articles/how-this-site-works|this site]].

        """
      ),
    ]
  }
}
