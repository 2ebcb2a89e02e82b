import Concurrency
import Diagnostics
import Files
import SiteModel
import SystemPackage

/// Makes PNG pictures of the drawings of cards by the program `rsvg-convert`.
///
/// A picture is kept under the hash of its drawing, so that only changed cards are drawn.
package struct CardPictures {
  private static let program = "rsvg-convert"
  private static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47]
  /// The element whose width is measured.
  private static let measured = "title"
  /// Titles are measured in a picture of this part of the size.
  private static let scale = 4
  private static let end = Array("</svg>".utf8)

  private let kept: KeptFiles
  private let isStrict: Bool

  /// - Parameters:
  ///   - site: The folder of the site.
  ///   - isStrict: Whether a card that cannot be drawn is an error.
  package init(site: FilePath, isStrict: Bool) {
    kept = KeptFiles(in: site.appending(".cache").appending("cards"))
    self.isStrict = isStrict
  }

  // MARK: The program

  /// Why a site that asks for cards can have none here; `nil` for other sites and where the program is installed.
  package func missing(for settings: SourceText?) -> Diagnostic? {
    guard let settings, Self.mentionsCards(settings.bytes),
      SiteConfiguration.read(settings, baseURL: nil, rules: []).0.outputs.contains(.cards),
      (try? ChildProcess.run([Self.program, "--version"]))?.isSuccess != true
    else { return nil }
    return diagnostic(
      "pages have no cards, because `\(Self.program)` is not installed", settings.location)
  }

  /// Whether settings can have the key, so that those of most sites need no reading here.
  private static func mentionsCards(_ bytes: [UInt8]) -> Bool {
    bytes.span.offset(of: Array(OutputSetting.cards.rawValue.utf8).span) != nil
  }

  private func diagnostic(
    _ message: String, _ place: Location, _ notes: [String] = []
  ) -> Diagnostic {
    var diagnostic = Diagnostic(
      .missingProgram, message, at: place, notes: notes.map { .init($0) },
      help:
        "install `\(Self.program)` (Debian: `librsvg2-bin`), or remove `cards` from `outputs`; until then previews "
        + "show the picture of the whole site")
    if isStrict { diagnostic.severity = .error }
    return diagnostic
  }

  // MARK: Drawing

  /// Replaces the drawings in a build by pictures.
  ///
  /// Where one cannot be drawn, the picture of the whole site takes its place, and that is reported.
  package func draw(in build: inout BuildResult) {
    guard build.site.configuration.outputs.contains(.cards), !build.hasErrors else { return }
    let drawings = build.output.files.filter { file in
      file.path.text.hasPrefix(SocialCard.folder) && file.path.text.hasSuffix(".svg")
    }
    if drawings.isEmpty { return }
    do { try kept.prepare() } catch {
      build.add(
        [],
        [
          diagnostic(
            "cards cannot be kept in `.cache/cards`: \(error)",
            Location(path: SiteConfiguration.fileName))
        ])
    }
    let pictures = drawings.concurrentMap(picture)
    if pictures.contains(where: \.isNew) { kept.removeUnused() }
    var output = build.output
    var diagnostics: [Diagnostic] = []
    let substitute = build.views?.assets.bytes(of: "card.png") ?? []
    for (drawing, picture) in zip(drawings, pictures) {
      let name = String(drawing.path.text.dropLast(".svg".count)) + ".png"
      output.exchange(
        drawing.path,
        for: OutputFile(OutputPath(name), picture.bytes ?? substitute, origin: drawing.origin))
      if picture.bytes == nil {
        diagnostics.append(
          diagnostic(
            "the card of this page cannot be drawn", OutputFile.location(ofOrigin: drawing.origin),
            picture.errors.split(separator: "\n").prefix(3).map(String.init)))
      }
    }
    build.replace(output, diagnostics)
  }

  /// A picture, or what the program said in place of making one.
  private struct Picture: Sendable {
    var bytes: [UInt8]?
    var isNew = false
    var errors = ""
  }

  private func picture(_ drawing: OutputFile) -> Picture {
    let hash = drawing.path.text.dropFirst(SocialCard.folder.count).dropLast(".svg".count)
    let name = String(hash) + ".png"
    if let bytes = kept.bytes(name), bytes.starts(with: Self.signature) {
      return Picture(bytes: bytes)
    }
    do {
      let outcome = try ChildProcess.run([Self.program], input: fitting(drawing.bytes))
      guard outcome.isSuccess, outcome.output.starts(with: Self.signature) else {
        return Picture(isNew: true, errors: outcome.errors)
      }
      kept.keep(outcome.output, name)
      return Picture(bytes: outcome.output, isNew: true)
    } catch {
      return Picture(isNew: true, errors: "\(error)")
    }
  }

  /// The drawing, with a smaller title where the machine's fonts make it wider than the picture has room.
  private func fitting(_ drawing: [UInt8]) -> [UInt8] {
    let command = [
      Self.program, "--export-id", Self.measured, "--zoom", "\(1 / Double(Self.scale))",
    ]
    guard let outcome = try? ChildProcess.run(command, input: drawing), outcome.isSuccess,
      let width = ImageSize(outcome.output)?.width, width * Self.scale > CardTitle.width,
      let end = drawing.lastOffset(of: Self.end)
    else { return drawing }
    let part = CardTitle.width * 100 / (width * Self.scale)
    let style =
      "<style>#\(Self.measured) { transform: scale(0.\(part < 10 ? "0" : "")\(part)); }</style>"
    return drawing[..<end] + Array(style.utf8) + drawing[end...]
  }
}

extension [UInt8] {
  /// The position of the last occurrence of other bytes.
  fileprivate func lastOffset(of other: [UInt8]) -> Int? {
    guard count >= other.count else { return nil }
    return (0...(count - other.count)).last { self[$0...].starts(with: other) }
  }
}
