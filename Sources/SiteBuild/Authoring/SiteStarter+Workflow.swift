extension SiteStarter {
  /// The path of the workflow in a new site.
  package static let workflowPath = ".github/workflows/site.yml"

  /// The commit of a release of `actions/checkout`, as that repository names it.
  private static let checkout =
    "actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1"

  /// The workflow that checks pull requests, publishes the site on GitHub Pages after each push and each night, and
  /// lists the pages whose review is due in an issue.
  ///
  /// Each job has only the rights that it needs. `action` is the action of this release with its commit, if it is
  /// known.
  package static func workflow(_ action: String?) -> [UInt8] {
    let release = "v\(Version.current)"
    let action = action.map { "\($0) # \(release)" } ?? "OWNER/waymark@\(release)"
    let text = """
      # Checks every pull request. Publishes what is on `main` to GitHub Pages after each push, and each night, so that pages
      # with a future date appear on their day. Each night an issue lists the pages whose review is due.
      # To begin, choose "GitHub Actions" as the source under Settings, Pages.
      name: site

      on:
        push:
          branches: [main]
        pull_request:
        schedule:
          # At 3:17 in UTC. At full hours GitHub's machines are busiest.
          - cron: "17 3 * * *"
        workflow_dispatch:

      permissions: {}

      jobs:
        check:
          if: github.event_name == 'pull_request'
          runs-on: ubuntu-24.04
          permissions:
            contents: read
          steps:
            - uses: \(checkout)
              with:
                persist-credentials: false
            - uses: \(action)
              with:
                version: \(Version.current)

        publish:
          if: github.event_name != 'pull_request' && github.ref == 'refs/heads/main'
          runs-on: ubuntu-24.04
          permissions:
            contents: read
            pages: write
            id-token: write
          environment:
            name: github-pages
            url: ${{ steps.site.outputs.page-url }}
          # A deployment that has begun ends before the next one begins.
          concurrency:
            group: pages
            cancel-in-progress: false
          steps:
            - uses: \(checkout)
              with:
                persist-credentials: false
            - id: site
              uses: \(action)
              with:
                version: \(Version.current)
                deploy: true

        reviews:
          if: github.event_name == 'schedule'
          runs-on: ubuntu-24.04
          permissions:
            contents: read
            issues: write
          steps:
            - uses: \(checkout)
              with:
                persist-credentials: false
            - uses: \(action)
              with:
                version: \(Version.current)
                reviews: true

      """
    return Array(text.utf8)
  }
}
