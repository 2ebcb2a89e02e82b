import Diagnostics

/// A check of one document's Markdown.
protocol MarkdownCheck: Sendable {
  /// The rules that the check reports.
  static var rules: [Rule] { get }

  /// Reports violations of the rules; O(n) in the document.
  static func run(on document: inout LintedDocument)
}

/// Every check of a parsed document.
enum MarkdownChecks {
  static let all: [any MarkdownCheck.Type] = [
    UndefinedFootnote.self, UnusedFootnote.self, UnfinishedText.self, SplitWikiLink.self,
    TableHeader.self, RaggedTable.self, LinkDefinitionUse.self,
    ControlReference.self, UnclosedComment.self, UnclosedFence.self, UndefinedReference.self,
    HeadingSpace.self, Admonition.self, ContainerDirective.self, Shortcode.self, TemplateTag.self,
    MDXSyntax.self, ContentTab.self, ContentsMarker.self, Mathematics.self, Diagram.self,
    EmojiName.self, DefinitionList.self, Abbreviation.self, AttributeList.self, InlineMarkup.self,
    QueryBlock.self, UnknownComponent.self,
    IncludedFile.self, DoublePercentage.self,
  ]

  static func run(on document: inout LintedDocument) {
    for check in all { check.run(on: &document) }
  }
}
