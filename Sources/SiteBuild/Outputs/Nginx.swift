import SiteModel
import Text

/// `nginx.conf`: redirects, caches, types and compression, for a `server` block of nginx to include.
enum Nginx: Output {
  static let isForHost = true
  static let setting: OutputSetting? = .nginx
  static let path = OutputPath("nginx.conf")

  static func files(of context: OutputContext) -> [OutputFile] {
    let hosting = Hosting(context)
    let blocks = [server(hosting), hashedFiles(hosting), types(hosting), redirects(hosting)]
    return [OutputFile(path, Array(blocks.joined(separator: "\n").utf8))]
  }

  private static func server(_ hosting: Hosting) -> String {
    """
    # Include this file in the `server` block of the site:
    #
    #   server {
    #     listen 443 ssl;
    #     server_name example.org;
    #     root /srv/site;  # this file is /srv/site\(hosting.root)\(path.text)
    #     include /srv/site\(hosting.root)\(path.text);
    #   }

    index index.html;
    absolute_redirect off;
    charset utf-8;
    charset_types \(hosting.compressedTypes.joined(separator: " "));
    error_page 404 \(hosting.root)404.html;

    # Files that `waymark build --precompress` has compressed are sent as they are; nginx compresses the others.
    # With the module libnginx-mod-http-brotli-static, add `brotli_static on;`.
    gzip on;
    gzip_static on;
    gzip_vary on;
    gzip_proxied any;
    gzip_min_length 256;
    gzip_types \(hosting.compressedTypes.joined(separator: " "));

    add_header Content-Security-Policy "\(Hosting.policy)" always;
    \(headers(cache: Hosting.revalidated))
    # The list of the files that builds wrote, and this file.
    location ~ /\\.(?!well-known/) { return 404; }
    location = "\(quoted(hosting.root + path.text))" { return 404; }
    \(languages(hosting))
    """
  }

  /// The error pages of the other languages.
  private static func languages(_ hosting: Hosting) -> String {
    hosting.otherHomes.map(quoted).map { home in
      "location \"\(home)\" { error_page 404 \"\(home)404.html\"; }\n"
    }.joined()
  }

  /// The headers of every response; a `location` with headers of its own gets no others.
  private static func headers(cache: String, indent: String = "") -> String {
    [
      "X-Content-Type-Options nosniff always",
      "Cache-Control \"\(cache)\"",
    ].map { "\(indent)add_header \($0);\n" }.joined()
  }

  private static func hashedFiles(_ hosting: Hosting) -> String {
    if hosting.hashedFiles.isEmpty { return "" }
    return """
      # The names of these files change with their bytes. The framing policy is for pages only.
      location ~ "^\(pattern(hosting.root))assets/.+\(Hosting.hashedName)" {
      \(headers(cache: Hosting.forever, indent: "  "))}

      """
  }

  private static func types(_ hosting: Hosting) -> String {
    hosting.types.map { name, type in
      let pattern = name.hasPrefix("*") ? pattern(String(name.dropFirst())) : "/" + pattern(name)
      return "location ~ \(pattern)$ { types {} default_type \(type); }\n"
    }.joined()
  }

  private static func redirects(_ hosting: Hosting) -> String {
    hosting.redirects.map { redirect in
      let target = "\(redirect.path)$is_args$args\(redirect.fragment)"
      return "location = \"\(quoted(redirect.from))\" { return 301 \"\(target)\"; }\n"
    }.joined()
  }

  /// A text within quotation marks; addresses contain no backslash and no control character.
  private static func quoted(_ text: String) -> String { text.replacing("\"", with: "\\\"") }

  /// A regular expression that matches a text.
  private static func pattern(_ text: String) -> String { text.replacing(".", with: "\\.") }
}
