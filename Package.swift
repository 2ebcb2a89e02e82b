// swift-tools-version: 6.2
import PackageDescription

/// Every target is compiled in the Swift 6 language mode, and a warning is an error.
let strict: [SwiftSetting] = [.swiftLanguageMode(.v6), .treatAllWarnings(as: .error)]

/// A text that `make tool` puts into the environment, as a C string.
func text(_ variable: String) -> String {
  "\"\(Context.environment[variable] ?? "")\""
}

let package = Package(
  name: "waymark",
  platforms: [.macOS(.v15)],
  products: [.executable(name: "waymark", targets: ["waymark"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/apple/swift-system", exact: "1.8.1"),
    .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
  ],
  targets: [
    // Libraries of the system.
    .systemLibrary(
      name: "CCMarkGFM",
      pkgConfig: "libcmark-gfm",
      providers: [
        .apt(["libcmark-gfm-dev", "libcmark-gfm-extensions-dev"]), .brew(["cmark-gfm"]),
      ]),
    .systemLibrary(
      name: "CLibYAML",
      pkgConfig: "yaml-0.1",
      providers: [.apt(["libyaml-dev"]), .brew(["libyaml"])]),
    .systemLibrary(
      name: "CLibStemmer",
      providers: [.apt(["libstemmer-dev"]), .brew(["snowball"])]),
    .systemLibrary(
      name: "CDeflate",
      pkgConfig: "libdeflate",
      providers: [.apt(["libdeflate-dev"]), .brew(["libdeflate"])]),
    .systemLibrary(name: "CRename"),
    .target(name: "CEnglishWords", exclude: ["NOTICE", "words.txt"]),

    // The arguments of the process, and what a release says about itself. Only `make` names a commit, so other builds are not
    // compiled again for each.
    .target(
      name: "CProgram",
      cSettings: [
        .define("WAYMARK_RELEASE", to: text("WAYMARK_RELEASE")),
        .define("WAYMARK_ACTION", to: text("WAYMARK_ACTION")),
      ]),

    // The house, from the ground up: an arrow never points at what comes later.
    .target(name: "Text", swiftSettings: strict),
    .target(name: "Concurrency", swiftSettings: strict),
    .target(name: "Diagnostics", dependencies: ["Text"], swiftSettings: strict),
    .target(
      name: "Files",
      dependencies: [
        "Concurrency", "Text", "CRename", .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: strict),
    .target(
      name: "YAML", dependencies: ["Text", "CLibYAML", "Diagnostics"], swiftSettings: strict),
    .target(name: "Highlighting", dependencies: ["Text"], swiftSettings: strict),
    .target(
      name: "TOML", dependencies: ["Text", "Diagnostics", "YAML"], swiftSettings: strict),
    .target(
      name: "Markdown", dependencies: ["Text", "CCMarkGFM", "Diagnostics", "Highlighting"],
      swiftSettings: strict),
    .target(name: "Templates", dependencies: ["Text", "Diagnostics"], swiftSettings: strict),
    .target(
      name: "Search",
      dependencies: ["Concurrency", "Text", "CEnglishWords", "CLibStemmer", "CDeflate"],
      swiftSettings: strict
    ),
    .target(
      name: "SiteModel",
      dependencies: ["Concurrency", "Text", "Diagnostics", "Markdown", "TOML", "YAML"],
      swiftSettings: strict),
    .target(
      name: "SiteBuild",
      dependencies: [
        "Concurrency", "Text", "Diagnostics", "Files", "Markdown", "Search", "SiteModel",
        "Templates", "TOML",
        "YAML",
        .product(name: "SystemPackage", package: "swift-system"),
      ], swiftSettings: strict),
    .target(
      name: "Preview",
      dependencies: [
        "Concurrency", "Text", "Files",
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "SystemPackage", package: "swift-system"),
      ], swiftSettings: strict),
    .target(
      name: "LinkCheck",
      dependencies: [
        "Concurrency", "Text", "Diagnostics", "Files", "Markdown", "SiteModel",
        .product(name: "SystemPackage", package: "swift-system"),
      ], swiftSettings: strict),
    .target(
      name: "Publish",
      dependencies: [
        "Concurrency", "Text", "Files", "SiteBuild", "SiteModel",
        .product(name: "SystemPackage", package: "swift-system"),
      ], swiftSettings: strict),
    .target(
      name: "Commands",
      dependencies: [
        "CProgram", "Concurrency", "Text", "DefaultTheme", "Diagnostics", "Files", "LinkCheck",
        "Markdown", "Preview", "Publish",
        "Search",
        "SiteBuild", "SiteModel", "Templates",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "SystemPackage", package: "swift-system"),
      ], swiftSettings: strict),
    .executableTarget(name: "waymark", dependencies: ["Commands"], swiftSettings: strict),

    // The theme that the tool carries: templates/ as Swift source.
    .target(
      name: "DefaultTheme", swiftSettings: strict, plugins: ["EmbedTheme"]),
    .plugin(name: "EmbedTheme", capability: .buildTool(), dependencies: ["embed-theme"]),
    .executableTarget(name: "embed-theme", swiftSettings: strict),

    // Tests.
    .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: strict),
    .target(
      name: "Fuzzing",
      dependencies: ["Concurrency", "DefaultTheme", "Diagnostics", "SiteBuild", "SiteModel"],
      path: "Tests/Fuzzing", swiftSettings: strict),
    .executableTarget(
      name: "waymark-fuzz",
      dependencies: [
        "Fuzzing", "SiteBuild", .product(name: "SystemPackage", package: "swift-system"),
      ], path: "Tests/waymark-fuzz", swiftSettings: strict),
    .testTarget(
      name: "ArchitectureTests", dependencies: ["SiteBuild"], swiftSettings: strict),
    .testTarget(
      name: "TextTests", dependencies: ["Text", "TestSupport"], swiftSettings: strict),
    .testTarget(
      name: "FilesTests",
      dependencies: [
        "Concurrency", "Files", "TestSupport",
        .product(name: "SystemPackage", package: "swift-system"),
      ], swiftSettings: strict),
    .testTarget(
      name: "DiagnosticsTests", dependencies: ["Text", "Diagnostics", "TestSupport"],
      exclude: ["Cases"], swiftSettings: strict),
    .testTarget(
      name: "HighlightingTests", dependencies: ["Text", "Highlighting", "TestSupport"],
      exclude: ["Cases"], swiftSettings: strict),
    .testTarget(
      name: "MarkdownTests",
      dependencies: ["Text", "CCMarkGFM", "Diagnostics", "Markdown", "TestSupport"],
      exclude: ["Spec", "Cases", "record_tools.py"], swiftSettings: strict),
    .testTarget(
      name: "TemplatesTests",
      dependencies: ["Concurrency", "Diagnostics", "Templates", "TestSupport"],
      exclude: ["Cases", "differential.py", "record_jinja2.py"], swiftSettings: strict),
    .testTarget(
      name: "SiteBuildTests",
      dependencies: [
        "Text", "DefaultTheme", "Diagnostics", "Fuzzing", "Markdown", "Search", "SiteBuild",
        "SiteModel", "Templates",
        "TestSupport", "TOML", "YAML",
      ], exclude: ["Cases", "Plurals"], swiftSettings: strict),
    .testTarget(
      name: "SearchTests", dependencies: ["Search", "Text", "TestSupport"],
      exclude: ["Cases"], swiftSettings: strict),
    .testTarget(
      name: "PreviewTests", dependencies: ["Preview", "TestSupport"], swiftSettings: strict),
    .testTarget(
      name: "PublishTests", dependencies: ["Publish", "SiteModel"], swiftSettings: strict),
    .testTarget(
      name: "LinkCheckTests", dependencies: ["LinkCheck", "SiteModel"], swiftSettings: strict),
    .testTarget(
      name: "CommandTests",
      dependencies: [
        "Commands", "Diagnostics", "Files", "Preview", "SiteBuild", "SiteModel", "TestSupport",
        "waymark",
        .product(name: "SystemPackage", package: "swift-system"),
      ], exclude: ["Cases"], swiftSettings: strict),
  ]
)
