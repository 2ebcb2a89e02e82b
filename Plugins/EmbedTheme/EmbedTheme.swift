import Foundation
import PackagePlugin

/// Turns `templates/` into Swift source, so that the tool carries its theme wherever it is moved.
@main
struct EmbedTheme: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: Target) throws -> [Command] {
    let templates = context.package.directoryURL.appending(path: "templates")
    let output = context.pluginWorkDirectoryURL.appending(path: "ThemeFiles.swift")
    let files = FileManager.default.enumerator(at: templates, includingPropertiesForKeys: nil)
    return [
      .buildCommand(
        displayName: "Embedding the theme",
        executable: try context.tool(named: "embed-theme").url,
        arguments: [templates.path(percentEncoded: false), output.path(percentEncoded: false)],
        inputFiles: (files?.compactMap { $0 as? URL } ?? []).filter { !$0.hasDirectoryPath },
        outputFiles: [output])
    ]
  }
}
