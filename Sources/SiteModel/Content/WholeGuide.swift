/// A form in which readers can keep the whole guide.
package enum WholeGuideForm: String, CaseIterable, Sendable {
  /// A page with everything.
  case print
  /// An EPUB 3 for reading devices.
  case epub
  /// A PDF, printed from the page with everything.
  case pdf

  /// The key below `outputs` in `waymark.yml`.
  var setting: OutputSetting {
    switch self {
    case .print: .print
    case .epub: .epub
    case .pdf: .pdf
    }
  }

  /// The file of the built site.
  package var path: OutputPath {
    switch self {
    case .print: OutputPath("print/index.html")
    case .epub: OutputPath("guide.epub")
    case .pdf: OutputPath("guide.pdf")
    }
  }

  /// The address relative to the root of the site.
  package var route: String { self == .print ? "print/" : path.text }
}

extension SiteConfiguration {
  /// The forms of the whole guide that the site has, as lists show them.
  package var wholeGuide: [WholeGuideForm] {
    WholeGuideForm.allCases.filter { outputs.contains($0.setting) }
  }

  /// Adds forms of the whole guide, then takes those away that cannot be made.
  package mutating func setWholeGuide(
    adding added: Set<WholeGuideForm>, omitting omitted: Set<WholeGuideForm>
  ) {
    outputs.formUnion(added.map(\.setting))
    outputs.subtract(omitted.map(\.setting))
    // The PDF is printed from the page.
    if outputs.contains(.pdf) { outputs.insert(.print) }
  }
}
