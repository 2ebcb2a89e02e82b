import SiteModel

/// A kind of file that is generated from the linked site and is not a page, such as the feed or the sitemap.
///
/// To add one, write a type in a file of its own, and add it to `Outputs.all`.
protocol Output: Sendable {
  /// The setting that turns the files on or off; `nil` for files that every site has.
  static var setting: OutputSetting? { get }
  /// Whether the files are for the host of the whole site, so that a site with several languages has them once.
  static var isForHost: Bool { get }
  static func files(of context: OutputContext) -> [OutputFile]
  /// The files that links of pages can lead to, as far as they are known before pages are linked, if the files are
  /// turned on.
  static func linkable(
    in configuration: SiteConfiguration, _ pages: [ParsedPage]
  ) -> [OutputPath]
}

extension Output {
  static var setting: OutputSetting? { nil }
  static var isForHost: Bool { false }

  static func linkable(
    in configuration: SiteConfiguration, _ pages: [ParsedPage]
  ) -> [OutputPath] { [] }
}
