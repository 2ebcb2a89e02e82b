/// A kind of page: its folder, the fields of its front matter, its names, and its roles.
///
/// A built-in type is a value in a file of its own, an entry in `ContentTypes.builtIn`, and a template
/// `<name>.html`. A site changes it or declares types of its own in `waymark.yml` (`TypeDeclarations`). The fields
/// are what authors may write and what the template may read. Other code asks for roles and never for a
/// particular type. A class, because comparing references is cheap.
package final class ContentType: Sendable {
  /// A page with a fixed place on the site, which organizes other pages.
  package enum Structure: Sendable {
    case home, section, topic, search, map, notFound
  }

  /// A way in which other parts of Waymark treat the pages of a type.
  ///
  /// Properties that follow from the fields of a type are `Field.Role`s instead.
  package enum Role: String, CaseIterable, Sendable {
    /// The title is a question, and the text answers it.
    case question
    /// The title is a term of the glossary.
    ///
    /// Mentions link to it, and lists order it by letter.
    case term
    /// The page of the folder shows each page in full, under an anchor.
    case listEntry = "list-entry"
    /// A page without text exists only as an entry of its folder's page, at `/folder/#slug`.
    case entryWhenEmpty = "entry-when-empty"
    /// The page is a guide: it opens with a summary, and other pages lead to it.
    case guide
    /// The page should link to other pages.
    case leadsOn = "leads-on"
    /// The page lists related pages.
    case findsRelated = "finds-related"
    /// The text holds tasks with boxes.
    case tasks

    /// What the theme and the checks do with such pages, for the reference.
    var meaning: String {
      switch self {
      case .question: "the title is a question and the text its answer; checks look for both"
      case .term:
        "the title is a term: its first mention in each section links to the page, and lists are by letter"
      case .listEntry: "the page of the folder shows each page in full, under an anchor"
      case .entryWhenEmpty:
        "a page without text is only an entry of its folder's page, at `/folder/#slug`"
      case .guide: "a guide: it opens with the summary, and other pages lead to it"
      case .leadsOn: "the page should link to others; `dead-end` reports it otherwise"
      case .findsRelated: "related pages are listed at its end"
      case .tasks: "the text holds tasks, whose boxes stay ticked on the reader's device"
      }
    }
  }

  /// A part of the site that shows pages of many types.
  package enum Place: String, CaseIterable, Sendable {
    /// The maps of pages and their links.
    case maps
    /// The related pages of other pages.
    case related
    /// The search index.
    case search
    /// The feed of changes, and the list of the pages that changed last.
    case feed

    /// What it is, for the reference.
    var meaning: String {
      switch self {
      case .maps: "the map of pages and their links"
      case .related: "the related pages of other pages"
      case .search: "the search"
      case .feed: "the feed, and the list of the pages that changed last"
      }
    }
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
  /// The names of the type and of the types that it extends, the nearest first.
  package let names: [String]
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
  /// The fields that the site declares in `waymark.yml`, which templates read as `fields.name`.
  package let siteFields: [Field]
  /// The names of the templates of its pages without `.html`, of which the first that exists is used.
  package let templates: [String]
  /// The contents of a new page of the type.
  package let starter: Starter
  /// Whether the summary of a build counts its pages.
  package let isCounted: Bool
  /// The lines of a new page that an author must replace.
  let samples: SampleLines
  let roles: Set<Role>
  let places: Set<Place>
  /// The names of fields, indexed by role.
  private let fieldNames: [String?]

  /// Declares a built-in type; `fields` are added to `commonFields`.
  package convenience init(
    _ name: String, structure: Structure? = nil, folder: String? = nil, label: String,
    nouns: (one: String, many: String), roles: Set<Role> = [],
    shownIn places: Set<Place>? = nil, fields: [Field] = [],
    starter: Starter = Starter(), isCounted: Bool = false
  ) {
    var parts = Parts(name: name, label: label, nouns: nouns)
    parts.structure = structure
    parts.folder = folder
    parts.roles = roles
    parts.places = places ?? (structure == nil ? Set(Place.allCases) : [.search])
    parts.ownFields = fields
    parts.starter = starter
    parts.isCounted = isCounted
    self.init(parts)
  }

  /// The properties of a type, to make a type from another.
  struct Parts {
    var name: String
    var names: [String]
    var structure: Structure?
    var folder: String?
    var label: String
    var nouns: (one: String, many: String)
    var roles: Set<Role> = []
    var places = Set(Place.allCases)
    var ownFields: [Field] = []
    var siteFields: [Field] = []
    var templates: [String]
    var starter = Starter()
    var isCounted = false

    init(name: String, label: String, nouns: (one: String, many: String)) {
      self.name = name
      self.label = label
      self.nouns = nouns
      names = [name]
      templates = [name]
    }

    init(_ type: ContentType) {
      self.init(name: type.name, label: type.label, nouns: type.nouns)
      names = type.names
      structure = type.structure
      folder = type.folder
      roles = type.roles
      places = type.places
      ownFields = type.ownFields
      siteFields = type.siteFields
      templates = type.templates
      starter = type.starter
      isCounted = type.isCounted
    }
  }

  /// Makes a type.
  init(_ parts: Parts) {
    name = parts.name
    names = parts.names
    structure = parts.structure
    folder = parts.folder
    label = parts.label
    nouns = parts.nouns
    ownFields = parts.ownFields
    siteFields = parts.siteFields
    fields = Self.commonFields + parts.ownFields + parts.siteFields
    templates = parts.templates
    starter = parts.starter
    isCounted = parts.isCounted
    samples = starter.samples
    roles = parts.roles
    places = parts.places
    let own = parts.siteFields + parts.ownFields
    fieldNames = Field.Role.allCases.map { role in own.first { $0.role == role }?.name }
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

  /// Whether a part of the site shows these pages.
  package func isShown(in place: Place) -> Bool { places.contains(place) }

  /// The name of the built-in type that this one is or extends.
  package var baseName: String { names.last ?? name }

  /// "an article", "a table".
  package var indefiniteName: String {
    ("aeio".contains(nouns.one.first ?? "x") ? "an " : "a ") + nouns.one
  }
}

extension ContentType: Equatable {
  /// Whether both are the same type.
  package static func == (left: ContentType, right: ContentType) -> Bool { left === right }
}
