import Diagnostics
import Files
import SiteModel
import SystemPackage
import YAML

/// Makes PNG files of a site's SVG icon by `rsvg-convert`, for browsers and home screens that take no SVG.
enum IconImages {
  /// The name of the icon of tabs among the assets, and its width in pixels.
  static let small = "icon.png"
  /// The name of the icon of home screens among the assets.
  static let touch = "apple-touch-icon.png"
  private static let sizes = [(small, 48), (touch, 180)]
  private static let program = "rsvg-convert"

  /// The icon that the settings name, or the logo in its place, and where they name it.
  static func setting(in settings: SourceText?) -> (name: String, range: Range<Int>)? {
    guard let settings, let root = YAMLReader.read(settings, 0..<settings.bytes.count).0,
      let look = root.entries.first(where: { $0.key == "look" })?.value,
      let icon = ["icon", "logo"].lazy.compactMap({ key in
        look.entries.first { $0.key == key && !$0.value.isNull }?.value
      }).first,
      case .scalar(let name, _) = icon.content, name.hasSuffix(".svg")
    else { return nil }
    return (name, icon.range)
  }

  /// The PNG files of an icon, or a note that they could not be made.
  ///
  /// `place` is where the settings name the icon.
  static func make(
    from icon: SourceFile, setAt place: Location
  ) -> (files: [SourceFile], diagnostic: Diagnostic?) {
    var files: [SourceFile] = []
    for (name, size) in sizes {
      let arguments = [
        program, "-w", "\(size)", "-h", "\(size)", "--keep-aspect-ratio", "-f", "png",
      ]
      do {
        let bytes = try ChildProcess.run(arguments, input: icon.bytes).output
        guard bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]) else {
          return (
            [],
            Diagnostic(
              .iconImages, "`\(program)` cannot draw the icon `\(icon.name)`", at: place,
              help: "check that it is valid SVG: `\(program) \(icon.source.name) -o icon.png`")
          )
        }
        let path = SourceTree.templateFolder + SourceTree.assetFolder + name
        files.append(SourceFile(name: name, source: SourceText(name: path, bytes: bytes)))
      } catch {
        return (
          [],
          Diagnostic(
            .iconImages, "without `\(program)` there are no PNG files of the icon", at: place,
            help:
              "install it (Debian: `librsvg2-bin`), or add `templates/assets/\(small)` and `\(touch)`"
          )
        )
      }
    }
    return (files, nil)
  }
}
