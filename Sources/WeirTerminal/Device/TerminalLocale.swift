import CNcurses

/// The encoding of characters, for ncurses and its widths.
///
/// Only that: numbers and messages stay as a program expects them.
enum TerminalLocale {
  /// Sets the user's encoding, or UTF-8 if that is a smaller one, and returns whether it is UTF-8.
  ///
  /// If you want ASCII, you ask for it; a locale that was never set, as in most containers, asks
  /// for nothing.
  static func activate(ascii: Bool) -> Bool {
    guard !ascii else {
      setlocale(LC_CTYPE, "C")
      return false
    }
    setlocale(LC_CTYPE, "")
    return isUnicode
      || ["C.UTF-8", "en_US.UTF-8"].contains { (name: String) in
        setlocale(LC_CTYPE, name) != nil && isUnicode
      }
  }

  private static var isUnicode: Bool {
    String(cString: weir_codeset()).uppercased().replacing("-", with: "") == "UTF8"
  }
}
