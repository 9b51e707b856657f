/// The file formats in which the screen can be written.
public enum ScreenForm: String, Sendable, Hashable, CaseIterable {
  case picture = "svg"
  case text = "txt"

  /// The format that the ending of a file's name stands for; `nil` for any other ending.
  init?(path: String) {
    guard let dot = path.lastIndex(of: ".") else { return nil }
    self.init(rawValue: path[path.index(after: dot)...].lowercased())
  }
}
