public import Foundation

/// The themes that can be chosen: the user's own, those beside the program, and those inside of it.
///
/// A theme is a scheme file `NAME.yaml` (or `.yml`). Of two with one name the first counts: the user's folder, then
/// the folders around the program, then what is compiled in, so that a copied program still has its own.
public struct ThemeLibrary: Sendable {
  private static let extensions = ["yaml", "yml"]

  /// Where files are looked for, the first first; a folder need not exist.
  public let folders: [URL]

  public init(folders: [URL]) { self.folders = folders }

  /// Looks in `$XDG_CONFIG_HOME/weir/themes`, in `../share/weir/themes` of the program, and in the `themes` of a checkout.
  public init(
    environment: [String: String] = ProcessInfo.processInfo.environment,
    executable: URL? = Bundle.main.executableURL
  ) {
    folders = [UserFolders(environment).themes] + ThemeLibrary.folders(around: executable)
  }

  /// The names of all themes, in order.
  public var names: [String] {
    let files = folders.flatMap(ThemeLibrary.files(in:)).map(ThemeLibrary.name(of:))
    return Set(files).union(ColorScheme.shipped.keys).sorted()
  }

  /// The file that a theme is read from; nil for one that is compiled in alone.
  public func file(of name: String) -> URL? {
    folders.lazy.flatMap(ThemeLibrary.files(in:)).first { ThemeLibrary.name(of: $0) == name }
  }

  /// Reads a theme anew; a broken file is refused, and not passed over for another of the same name.
  public func theme(named name: String) throws(ThemeError) -> Theme {
    if let file = file(of: name) { return try ThemeLibrary.theme(named: name, in: file) }
    guard let scheme = ColorScheme.shipped[name] else { throw .unknown(name: name, known: names) }
    return Theme(name: name, scheme: scheme)
  }

  /// Whether a theme is as weir has it, wherever it was read.
  public static func isShipped(_ theme: Theme) -> Bool {
    ColorScheme.shipped[theme.name] == theme.scheme
  }

  private static func theme(named name: String, in file: URL) throws(ThemeError) -> Theme {
    let text: String
    do {
      text = try String(contentsOf: file, encoding: .utf8)
    } catch {
      throw .unreadable(file: file.path, reason: "it is no text, or not to be opened")
    }
    return Theme(name: name, scheme: try ColorScheme(yaml: text, file: file.path))
  }
}

extension ThemeLibrary {
  /// The folders of an installed program and of a checkout, of which one exists at most.
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

  private static func files(in folder: URL) -> [URL] {
    let files = try? FileManager.default.contentsOfDirectory(
      at: folder, includingPropertiesForKeys: nil)
    return (files ?? []).filter { extensions.contains($0.pathExtension) }
      .sorted { $0.lastPathComponent < $1.lastPathComponent }
  }

  private static func name(of file: URL) -> String {
    file.deletingPathExtension().lastPathComponent
  }
}
