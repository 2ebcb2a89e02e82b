import SiteModel
import Text

/// `Caddyfile`: redirects, caches, types and compressed files, for a site block of Caddy to import.
enum Caddy: Output {
  static let isForHost = true
  static let setting: OutputSetting? = .caddy
  static let path = OutputPath("Caddyfile")

  static func files(of context: OutputContext) -> [OutputFile] {
    let hosting = Hosting(context)
    return [OutputFile(path, Array((server(hosting) + redirects(hosting)).utf8))]
  }

  private static func server(_ hosting: Hosting) -> String {
    var text = """
      # Import this file in the block of the site:
      #
      #   example.org {
      #     root * /srv/site  # this file is /srv/site\(hosting.root)\(path.text)
      #     import /srv/site\(hosting.root)\(path.text)
      #   }

      # The list of the files that builds wrote, and this file.
      @hidden path_regexp /\\.(waymark-|nojekyll$)|^\(hosting.root)\(path.text)$
      error @hidden 404

      header Content-Security-Policy "\(Hosting.policy)"
      header X-Content-Type-Options nosniff

      """
    if hosting.hashedFiles.isEmpty {
      text += "header Cache-Control \"\(Hosting.revalidated)\"\n"
    } else {
      let hashed = "path_regexp ^\(hosting.root)assets/.+\(Hosting.hashedName)"
      text += """
        # The names of these files change with their bytes.
        @hashed \(hashed)
        @named not \(hashed)
        header @hashed Cache-Control "\(Hosting.forever)"
        header @named Cache-Control "\(Hosting.revalidated)"

        """
    }
    for (index, (name, type)) in hosting.types.enumerated() {
      text += "@type\(index) path \(name.hasPrefix("*") ? name : "*/" + name)\n"
      text += "header @type\(index) Content-Type \"\(type); charset=utf-8\"\n"
    }
    let compressed = (["text/html"] + hosting.compressedTypes)
      .map { "    header Content-Type \($0)*\n" }.joined()
    return text + """

      # Files that `waymark build --precompress` has compressed are sent as they are; Caddy compresses the others.
      encode {
        gzip
        match {
      \(compressed)  }
      }
      file_server {
        precompressed br gzip
      }
      handle_errors {
      \(errorPages(hosting))  file_server
      }

      """
  }

  /// The error page of each language, of which the first that matches is sent.
  private static func errorPages(_ hosting: Hosting) -> String {
    (hosting.otherHomes + [hosting.root]).map { home in
      "  rewrite \(home == hosting.root ? "*" : home + "*") \(home)404.html\n"
    }.joined()
  }

  private static func redirects(_ hosting: Hosting) -> String {
    if hosting.redirects.isEmpty { return "" }
    let lines = hosting.redirects.map { redirect in
      "  \"\(quoted(redirect.from))\" \"\(redirect.path)\" \"\(redirect.fragment)\"\n"
    }
    return """

      map {path} {moved_path} {moved_anchor} {
      \(lines.joined())  default "" ""
      }
      map {query} {moved_query} {
        "" ""
        default "?{query}"
      }
      @moved not vars {moved_path} ""
      redir @moved {moved_path}{moved_query}{moved_anchor} 301

      """
  }

  /// A text within quotation marks, in which braces are no placeholders.
  private static func quoted(_ text: String) -> String {
    text.replacing("\"", with: "\\\"").replacing("{", with: "\\{")
  }
}
