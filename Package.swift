// swift-tools-version: 6.2
import PackageDescription

/// Every target is compiled in the Swift 6 language mode, and a warning is an error.
let strict: [SwiftSetting] = [.swiftLanguageMode(.v6), .treatAllWarnings(as: .error)]

let package = Package(
  name: "waymark",
  platforms: [.macOS(.v15)],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/apple/swift-system", exact: "1.8.1"),
    .package(url: "https://github.com/swiftcsv/SwiftCSV", exact: "0.10.0"),
  ],
  targets: [
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
    .target(name: "Diagnostics", swiftSettings: strict),
    .target(name: "YAML", dependencies: ["CLibYAML", "Diagnostics"], swiftSettings: strict),
    .target(name: "Markdown", dependencies: ["CCMarkGFM", "Diagnostics"], swiftSettings: strict),
    .target(name: "Templates", dependencies: ["Diagnostics"], swiftSettings: strict),
    .target(
      name: "TestSupport", path: "Tests/TestSupport",
      swiftSettings: strict),
    .testTarget(
      name: "DiagnosticsTests", dependencies: ["Diagnostics", "TestSupport"],
      exclude: ["Cases"], swiftSettings: strict),
    .testTarget(
      name: "MarkdownTests", dependencies: ["CCMarkGFM", "Markdown", "TestSupport"],
      exclude: ["Spec", "Cases"], swiftSettings: strict),
    .testTarget(
      name: "TemplatesTests", dependencies: ["Templates", "TestSupport"],
      exclude: ["Cases"], swiftSettings: strict),
  ]
)
