import SiteModel
import Templates

/// The filters that depend on the language of the page: days, and texts with places.
enum StringFilters {
  /// The filters of a language.
  static func all(_ strings: LanguageStrings) -> [Function] {
    let names = DateFormat.Names(strings)
    let format = strings["date_format"]
    return [
      Function("date", ["format": .string(format.isEmpty ? "%-d %B %Y" : format)]) { call in
        let day = try SiteFilters.text(call)
        guard let date = CalendarDate(day) else {
          throw TemplateError("`\(day)` is not a date, such as `2026-11-21`")
        }
        return .string(try DateFormat(call.string(0), names).string(from: date))
      },
      Function("fill", acceptsAny: true) { call in
        guard call.values.isEmpty else {
          throw TemplateError(
            "`fill` takes values by the names of their places", help: "write `fill(count=2)`")
        }
        return .safe(SafeHTML(try filled(call, strings.language)))
      },
    ]
  }

  /// The words with values in their places, as markup: values that are markup stay so.
  private static func filled(_ call: Call, _ language: LanguageTag) throws -> String {
    var html = ""
    for part in Placeholders.parts(of: try words(call, language)) {
      switch part {
      case .text(let text): html += Templates.escaped(String(text))
      case .place(let name):
        guard let value = call.named.first(where: { $0.name == name })?.value else {
          throw TemplateError("the place `{\(name)}` has no value", help: "write `fill(\(name)=…)`")
        }
        if case .safe(let markup) = value {
          html += markup.html
        } else {
          html += Templates.escaped(try call.with(value, []).text)
        }
      }
    }
    return html
  }

  /// The input, or of several forms that for `count`.
  private static func words(_ call: Call, _ language: LanguageTag) throws -> String {
    guard case .record(let forms) = call.input else { return try SiteFilters.text(call) }
    guard let count = call.named.first(where: { $0.name == "count" })?.value,
      case .int(let number) = count
    else {
      throw TemplateError("`fill` needs a number `count` to choose a form")
    }
    let category = PluralCategory.of(number, in: language)
    guard let form = forms[category.rawValue] ?? forms[PluralCategory.other.rawValue],
      let text = form.text
    else { throw TemplateError("there is no form for the number \(number)") }
    return text
  }
}

extension Value {
  /// The value of `strings` in templates.
  init(_ strings: LanguageStrings, _ shape: Shape) {
    self = .record(Record(shape, strings.names.map { Value(strings.forms($0)) }))
  }

  private init(_ forms: LanguageStrings.Forms) {
    switch forms {
    case .text(let text): self = .string(text)
    case .list(let texts): self = .list(texts.map { .string($0) })
    case .plural(let forms):
      self = .record(
        Record(
          PluralCategory.allCases.compactMap { category in
            forms[category].map { (category.rawValue, .string($0)) }
          }))
    }
  }
}
