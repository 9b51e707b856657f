/// The forms in which the screen can be written to a file.
public enum ScreenForm: String, Sendable, Hashable, CaseIterable {
  case picture = "svg"
  case text = "txt"

  /// The form that the ending of a file's name says.
  init?(path: String) {
    guard let dot = path.lastIndex(of: ".") else { return nil }
    self.init(rawValue: path[path.index(after: dot)...].lowercased())
  }
}
