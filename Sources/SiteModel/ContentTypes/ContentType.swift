/// A kind of page: its folder, the fields of its front matter, its names, and its roles.
///
/// A type is a value in a file of its own, an entry in `all`, and a template `<name>.html`. The fields are
/// what authors may write and what the template may read. Other code asks for roles and never for a
/// particular type, so that a site can declare types of its own. A class, because comparing references
/// is cheap.
package final class ContentType: Sendable {
  /// A page with a fixed place on the site, which organizes other pages.
  package enum Structure: Sendable {
    case home, section, topic, search, map, notFound
  }

  /// A way in which other parts of Waymark treat the pages of a type.
  ///
  /// Properties that follow from the fields of a type are `Field.Role`s instead.
  package enum Role: Sendable {
    /// The title is a question, and the text answers it.
    case question
    /// The title is a term of the glossary.
    ///
    /// Mentions link to it, and lists order it by letter.
    case term
    /// The page of the folder shows each page in full, under an anchor.
    case listEntry
    /// A page without text exists only as an entry of its folder's page, at `/folder/#slug`.
    case entryWhenEmpty
    /// The page is a guide: it opens with a summary, and other pages lead to it.
    case guide
    /// The page should link to other pages.
    case leadsOn
    /// The page lists related pages.
    case findsRelated
    /// The text holds tasks with boxes.
    case tasks
    /// The page can appear in the related pages of others.
    case suggested
  }

  /// The contents of a new page.
  package struct Starter: Sendable {
    /// Lines of front matter, most of them comments.
    package var frontMatter = ""
    /// The Markdown below the front matter.
    package var body = "The answer, first.\n"

    /// The lines that an author must replace: sentences and rows of a table.
    fileprivate var samples: SampleLines {
      let lines = (frontMatter + body).split(separator: "\n").map { line in
        line.hasPrefix("# ") ? line.dropFirst(2) : line
      }
      return SampleLines(
        lines.filter { $0.hasSuffix(".") || $0.hasSuffix(".}") || $0.contains("…") })
    }
  }

  /// The name in templates and messages.
  package let name: String
  /// The fixed place of the pages on the site; `nil` for pages of content.
  package let structure: Structure?
  /// The folder under `content/` whose pages have the type; `nil` if no folder decides it.
  package let folder: String?
  /// The label that readers see beside a title: "Guide".
  package let label: String
  /// Singular and plural, for counts and headings.
  package let nouns: (one: String, many: String)
  /// The fields that only this type has.
  package let ownFields: [Field]
  /// All fields of the front matter.
  package let fields: [Field]
  /// The contents of a new page of the type.
  package let starter: Starter
  /// The lines of a new page that an author must replace.
  let samples: SampleLines
  private let roles: Set<Role>
  /// The names of fields, indexed by role.
  private let fieldNames: [String?]

  /// Declares a type; `fields` are added to `commonFields`.
  package init(
    _ name: String, structure: Structure? = nil, folder: String? = nil, label: String,
    nouns: (one: String, many: String), roles: Set<Role> = [], fields: [Field] = [],
    starter: Starter = Starter()
  ) {
    self.name = name
    self.structure = structure
    self.folder = folder
    self.label = label
    self.nouns = nouns
    self.ownFields = fields
    self.fields = Self.commonFields + fields
    self.starter = starter
    samples = starter.samples
    self.roles = roles
    fieldNames = Field.Role.allCases.map { role in fields.first { $0.role == role }?.name }
  }

  /// Whether the pages have a role.
  package func has(_ role: Role) -> Bool { roles.contains(role) }

  /// The name of the field with a role; `nil` if the type has none.
  package func fieldName(_ role: Field.Role) -> String? { fieldNames[role.rawValue] }

  /// Whether pages have something to read, instead of a list or a message.
  package var isContent: Bool { structure == nil }

  /// Whether lists of pages contain these pages.
  package var isListed: Bool { [nil, .section, .topic].contains(structure) }

  /// Whether each page holds a comparison table.
  package var holdsTable: Bool { fieldName(.rows) != nil }

  /// Whether maps show these pages.
  ///
  /// Terms are too many, and are linked from everywhere.
  package var isOnMaps: Bool { isContent && !has(.term) }

  /// "an article", "a table".
  package var indefiniteName: String {
    ("aeio".contains(nouns.one.first ?? "x") ? "an " : "a ") + nouns.one
  }
}

extension ContentType: Equatable {
  /// Whether both are the same type.
  package static func == (left: ContentType, right: ContentType) -> Bool { left === right }
}
