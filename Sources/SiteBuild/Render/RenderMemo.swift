import Concurrency
import Diagnostics
import SiteModel
import Templates

/// What earlier builds rendered, and how it is told that it would be rendered alike again.
///
/// In two steps. A page is left alone when everything that its views asked the site has the same answer as
/// then, and its templates are the same. Otherwise its fields are made again, and it is left alone when the
/// fields that its template can read hold the same values.
struct RenderMemo: Sendable {
  struct Entry: Sendable {
    fileprivate let page: Int32
    fileprivate let template: String
    /// What the views asked, the templates that they rendered, such as those of embeds, and the answers.
    fileprivate let facts: [Fact]
    fileprivate let templates: [String]
    fileprivate let answers: Fingerprint?
    /// The page's template with what it reads of `site`.
    fileprivate let code: Fingerprint
    /// Of each field that the template can read.
    fileprivate let fields: [Fingerprint]
    /// Which those are.
    fileprivate let fieldNumbers: [Int]
    var bytes: [UInt8] = []
    var diagnostics: [Diagnostic] = []
  }

  private let entries: [String: Entry]
  private let facts: SiteFacts
  private let code: [String: Fingerprint]
  /// Stands for what any view may read without asking: the configuration, the files.
  private let common: Fingerprint

  init(
    _ entries: [String: Entry], _ facts: SiteFacts, code: [String: Fingerprint],
    common: Fingerprint
  ) {
    self.entries = entries
    self.facts = facts
    self.code = code
    self.common = common
  }

  /// Whether nothing has changed that a file was made from.
  func isCurrent(_ job: RenderJob, _ template: String) -> Bool {
    guard let entry = entries[job.path.text], entry.page == facts.numbers[job.page],
      entry.template == template, code[template] == entry.code, let answers = entry.answers
    else { return false }
    return answers == self.answers(to: entry.facts, entry.templates)
  }

  /// `nil` where something was asked of a page that is gone.
  private func answers(to facts: [Fact], _ templates: [String]) -> Fingerprint? {
    var hasher = FingerprintHasher()
    guard self.facts.feed(facts, to: &hasher) else { return nil }
    hasher.combine(common)
    // One that is not there is an answer too: a page may have looked for it.
    for template in templates { hasher.combine(code[template] ?? .zero) }
    return hasher.finish()
  }

  /// What will be remembered of a page whose fields have been made.
  func entry(
    _ job: RenderJob, _ template: String, _ values: [Value], _ reads: Views.PageReads,
    _ trace: ReadTrace
  ) -> Entry {
    let asked = trace.facts(facts.numbers)
    let templates = trace.templates
    return Entry(
      page: facts.numbers[job.page], template: template, facts: asked, templates: templates,
      answers: answers(to: asked, templates), code: code[template] ?? .zero,
      fields: reads.fields.map { Fingerprint(values[$0]) }, fieldNumbers: reads.fields)
  }

  /// The earlier entry of the same values and templates, if there is one.
  func unchanged(_ job: RenderJob, _ entry: Entry) -> Entry? {
    guard let known = entries[job.path.text], known.page == entry.page,
      known.template == entry.template, known.code == entry.code, known.fields == entry.fields
    else { return nil }
    return known
  }

  /// Why a page is not what it was.
  func cause(_ path: OutputPath, _ entry: Entry) -> BuildReport.Cause {
    guard let known = entries[path.text], known.page == entry.page else { return .new }
    guard known.template == entry.template, known.code == entry.code else { return .template }
    return .fields(
      zip(entry.fieldNumbers, zip(known.fields, entry.fields)).compactMap { field, keys in
        keys.0 == keys.1 ? nil : Views.pageFields[field].name
      })
  }
}
