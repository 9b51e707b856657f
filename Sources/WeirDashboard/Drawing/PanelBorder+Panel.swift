import WeirScreen

extension PanelBorder {
  /// The border of a panel, with the key that focuses it before its title, if there is one.
  init(
    _ panel: Panel, key: String?, tabs: Line = Line(), summary: Line, isFocused: Bool,
    isBroken: Bool = false
  ) {
    var title = Line()
    if let key { title.add("\(key) ", isFocused ? .strongAccent : .dim) }
    title.add(panel.title, isFocused ? .title : .text)
    title.add(tabs)
    self.init(title, summary: summary, isFocused: isFocused, isBroken: isBroken)
  }
}
