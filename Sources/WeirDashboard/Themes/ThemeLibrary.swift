public import WeirScreen
public import Foundation
import WeirFiles

/// The themes to choose from: the user's own, those installed with the program, and those compiled
/// in.
///
/// A theme is a scheme file `NAME.yaml` (or `.yml`). If two have the same name, the first counts:
/// the user's folder, then the folders around the program, then those compiled in, so that a copy
/// of the program alone still has its themes.
public struct ThemeLibrary: Sendable {
  private static let extensions = ["yaml", "yml"]

  /// The folders searched for files, in order; a folder need not exist.
  public let folders: [URL]

  /// Makes a library of some folders.
  public init(folders: [URL]) { self.folders = folders }

  /// Makes a library of `$XDG_CONFIG_HOME/weir/themes`, `../share/weir/themes` of the program, and
  /// the `themes` of a checkout.
  public init(
    environment: [String: String] = ProcessInfo.processInfo.environment,
    executable: URL? = Bundle.main.executableURL
  ) {
    folders = [UserFolders(environment).themes] + ThemeLibrary.folders(around: executable)
  }

  /// The names of all themes, in order.
  public var names: [String] {
    Set(folders.flatMap(ThemeLibrary.names(in:))).union(ColorScheme.shipped.keys).sorted()
  }

  /// The file that a theme is read from; `nil` if it is only compiled in, or unknown.
  ///
  /// - Complexity: O(*n*) in the number of folders, however many files they have.
  public func file(of name: String) -> URL? {
    guard !name.isEmpty, !name.contains("/") else { return nil }
    let files = folders.lazy.flatMap { folder in
      ThemeLibrary.extensions.lazy.map { folder.appendingPathComponent("\(name).\($0)") }
    }
    // A dangling link counts as a broken file, not as a missing one.
    return files.first { (try? FileManager.default.attributesOfItem(atPath: $0.path)) != nil }
  }

  /// Reads a theme from its file; a broken file is an error, even if another one has the same name.
  ///
  /// - Throws: `ThemeError` if the theme is unknown, or its file can't be read or is broken.
  public func theme(named name: String) throws(ThemeError) -> Theme {
    if let file = file(of: name) { return try ThemeLibrary.theme(named: name, in: file.path) }
    guard let scheme = ColorScheme.shipped[name] else { throw .unknown(name: name, known: names) }
    return Theme(name: name, scheme: scheme)
  }

  /// Whether a theme equals the one that weir is shipped with, wherever it was read from.
  public static func isShipped(_ theme: Theme) -> Bool {
    ColorScheme.shipped[theme.name] == theme.scheme
  }

  /// Reads a scheme file, wherever it is; the theme gets the file's name.
  ///
  /// - Throws: `ThemeError` if the file can't be read or is broken.
  public static func theme(inFile path: String) throws(ThemeError) -> Theme {
    try theme(named: name(of: URL(fileURLWithPath: path)), in: path)
  }

  /// Whether a file has a name for scheme files.
  public static func isSchemeFile(named name: String) -> Bool {
    extensions.contains { name.hasSuffix(".\($0)") && name.count > $0.count + 1 }
  }

  /// The name of the theme in a file.
  public static func name(of file: URL) -> String {
    file.deletingPathExtension().lastPathComponent
  }

  private static func theme(named name: String, in path: String) throws(ThemeError) -> Theme {
    let text: String
    do throws(TextFile.Failure) {
      text = try TextFile(path: path, limit: YAMLSource.sizeLimit).text()
    } catch {
      guard let line = error.line else {
        throw .unreadable(file: path, reason: error.reason, advice: error.advice)
      }
      throw .broken(file: path, line: line, reason: error.reason)
    }
    return Theme(name: name, scheme: try ColorScheme(yaml: text, file: path))
  }
}

extension ThemeLibrary {
  /// The folders of an installed program and of a checkout; at most one of them exists.
  private static func folders(around executable: URL?) -> [URL] {
    guard let executable else { return [] }
    var folder = executable.resolvingSymlinksInPath().deletingLastPathComponent()
    let installed = folder.deletingLastPathComponent().appendingPathComponent("share/weir/themes")
    while folder.path != "/" {
      folder = folder.deletingLastPathComponent()
      let themes = folder.appendingPathComponent("themes")
      let sign = themes.appendingPathComponent("\(Theme.standard.name).yaml")
      if FileManager.default.fileExists(atPath: sign.path) { return [installed, themes] }
    }
    return [installed]
  }

  /// The names of the themes in a folder.
  private static func names(in folder: URL) -> [String] {
    let files = try? FileManager.default.contentsOfDirectory(atPath: folder.path)
    return (files ?? []).lazy.filter(isSchemeFile).compactMap { file in
      file.lastIndex(of: ".").map { String(file[..<$0]) }
    }
  }
}
