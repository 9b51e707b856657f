import WeirAnalysis
import WeirEvents
import WeirScreen

/// The row at the bottom: a notice, or as many of the keys that are useful now as fit.
struct FooterBar {
  let scene: FooterScene

  func draw(in frame: inout Frame, _ box: Box) {
    if case .command(let prompt) = scene.prompt {
      frame.write(":", at: box.column, box.row, .strongAccent)
      TypedLine(editor: prompt.line, style: .strong).draw(
        in: &frame, column: box.column + 1, row: box.row, columns: box.columns - 1)
    } else {
      row(in: box).draw(in: &frame)
    }
  }

  /// The content of the row, both to draw and to click.
  func row(in box: Box) -> TouchRow {
    let inner = box.inset(left: 1, right: 1)
    let hints = FooterHints(scene: scene)
    let right = hints.always(inner.columns)
    let room = TouchRow.room(inner.columns, beside: right) - 1
    return TouchRow(left: message(room) ?? hints.line(room), right: right, box: inner)
  }

  /// The notice in a box above the row; `nil` if it fits into the row.
  func notice(over body: Box) -> TextBox? {
    guard scene.prompt == nil, !scene.isTypingValue, let notice = scene.notice
    else { return nil }
    if let title = notice.title {
      return TextBox(
        title: title, text: notice.text, style: .text,
        place: scene.noticePlace)
    }
    let columns = row(in: Box(column: 0, row: 0, columns: body.columns, rows: 1)).room - 1
    guard CharacterWidth.of(notice.text) > columns else { return nil }
    return TextBox(
      title: notice.isProblem ? "Not done" : "Note", text: notice.text,
      style: notice.isProblem ? .bad : .text)
  }

  private func message(_ room: Int) -> TouchLine? {
    guard let (text, style) = message, CharacterWidth.of(text) <= room || isTyping else {
      return nil
    }
    var line = TouchLine()
    line.add(scene.valueError == nil ? text : advice(text, room), style)
    return line
  }

  private var isTyping: Bool { scene.isTypingValue || scene.prompt != nil }

  private var message: (text: String, style: Style)? {
    if let error = scene.valueError { return (error, .bad) }
    if scene.isTypingValue {
      return ("Enter sets the knob, Esc cancels.", .accent)
    }
    if let filter = scene.typedFilter { return hint(about: filter) }
    guard scene.notice?.title == nil else { return nil }
    return scene.notice.map { ($0.text, $0.isProblem ? .bad : .accent) }
  }

  /// What is wrong with a filter, or what it can contain.
  private func hint(about filter: Filter) -> (text: String, style: Style) {
    filter.problem.map { ($0, .bad) }
      ?? ("All words must match: text  !text  state:waiting  name:  on:  role:", .accent)
  }

  /// Both sentences of an error if there is room, else only the one that says what to do.
  private func advice(_ error: String, _ room: Int) -> String {
    guard CharacterWidth.of(error) > room, let end = error.firstRange(of: ". ") else {
      return error
    }
    return String(error[end.upperBound...])
  }
}

/// What the row at the bottom depends on.
struct FooterScene {
  let run: ShownRun
  let keys: KeyMap
  let refusals: KeyRefusals
  /// Whether the panel in focus has the whole screen.
  let isExpanded: Bool
  /// The page over the panels.
  let overlay: (any OverlayFeature)?
  let prompt: Prompt?
  /// The filter being typed.
  let typedFilter: Filter?
  /// Whether a value for a knob is being typed.
  let isTypingValue: Bool
  /// Why the typed value was refused.
  let valueError: String?
  let notice: Notice?
  /// The box of the panel that notices with a title cover.
  let noticePlace: Box?
  /// The side whose knobs are turned, while two runs are shown.
  var turned: RunSide?
  /// The run whose knobs are turned, while two runs are shown.
  var turnedRun: ShownRun?

  /// The panel in focus.
  var focus: Panel { refusals.focus }
}
