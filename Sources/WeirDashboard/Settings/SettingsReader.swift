import WeirAnalysis
import WeirEvents
import WeirScreen
import Yams

/// Reads a configuration file: the settings it contains, and the problems in it.
public struct SettingsReader {
  /// The settings from the file; those missing or wrong there have their defaults.
  public private(set) var settings = Settings()
  /// The problems in the file, in order of their lines.
  public private(set) var problems: [SettingsProblem] = []
  /// Whether the file does not consist of keys and values, so that nothing in it takes effect.
  private(set) var isBroken = false
  let file: String
  let names: SettingNames
  /// The largest size of a file, in bytes.
  public static let sizeLimit = YAMLSource.sizeLimit
  /// The most problems that are reported one by one.
  private static let problemLimit = 20
  /// The most repeated keys; the text is parsed again for each.
  private static let repetitionLimit = 20
  /// The action that each key was chosen for, and in which line.
  private var chosen: [Key: (action: KeyAction, line: Int)] = [:]

  /// Reads the text of a file; each wrong setting is a problem, and the rest takes effect.
  public init(_ text: String, file: String, names: SettingNames) {
    self.file = file
    self.names = names
    if let root = root(of: text) {
      if let mapping = root.mapping {
        readTop(mapping)
      } else if !root.isEmpty {
        isBroken = true
        add(root.mark, "The file has no keys and values", "Write each setting as 'name: value'.")
      }
    }
    problems.sort { $0.line < $1.line }
    foldProblems()
  }

  /// Replaces the problems beyond the limit by one: a file of another program may have one in each
  /// line.
  private mutating func foldProblems() {
    let rest = problems.dropFirst(SettingsReader.problemLimit)
    guard rest.count > 1, let first = rest.first else { return }
    problems.removeLast(rest.count)
    add(
      line: first.line, "\(rest.count) more problems follow",
      "Fix the others first, and check that this is the configuration of weir.")
  }

  private mutating func add(_ mark: Mark?, _ wrong: String, _ advice: String) {
    add(line: mark?.line ?? 1, wrong, advice)
  }

  mutating func add(line: Int, _ wrong: String, _ advice: String) {
    problems.append(SettingsProblem(file: file, line: line, text: "\(wrong). \(advice)"))
  }
}

extension SettingsReader {
  /// Parses the text; of a repeated key, the first one counts. Returns `nil` if the text is not
  /// YAML.
  private mutating func root(of text: String) -> Node? {
    var document = SettingsDocument(text)
    for _ in 0..<SettingsReader.repetitionLimit {
      do throws(YAMLSource.Failure) {
        return try YAMLSource.compose(document.text)
      } catch {
        switch error {
        case .broken(let line, let reason): return refuse(line, reason)
        case .repeated(let name, let line):
          guard let second = document.removeRepetition(of: name, near: line) else {
            return refuse(line, "a key occurs twice")
          }
          add(
            line: second.line, "'\(name)' already exists, in line \(second.first)",
            "Remove one of the two; the first one counts.")
        }
      }
    }
    return refuse(problems.last?.line ?? 1, "too many keys occur twice")
  }

  private mutating func refuse(_ line: Int, _ reason: String) -> Node? {
    isBroken = true
    add(
      line: line, "The file can't be read as YAML: \(reason)",
      "Fix the line; quote values that contain : or #. Until then nothing in the file takes effect."
    )
    return nil
  }
}

extension SettingsReader {
  private mutating func readTop(_ mapping: Node.Mapping) {
    let groups = Set(Setting.Section.allCases.compactMap(\.group) + [SettingPath.keyGroup])
    for (key, value) in mapping {
      let name = key.scalar?.string ?? ""
      if groups.contains(name) {
        readGroup(name, value)
      } else {
        read(key, value, group: nil)
      }
    }
  }

  private mutating func readGroup(_ group: String, _ node: Node) {
    guard let mapping = node.mapping else {
      if !node.isEmpty {
        add(node.mark, "'\(group)' has no keys and values", "Write them below it, indented.")
      }
      return
    }
    for (key, value) in mapping {
      if group == SettingPath.keyGroup {
        readKeys(key, value)
      } else {
        read(key, value, group: group)
      }
    }
  }

  private mutating func read(_ key: Node, _ value: Node, group: String?) {
    let name = key.scalar?.string ?? ""
    guard let setting = Setting.find(SettingPath(group: group, name: name)) else {
      return addUnknown(name, key.mark, among: Setting.all.filter { $0.section.group == group })
    }
    guard let text = value.scalar?.string, !value.isEmpty else {
      let advice = setting.kind(names).advice(for: "")
      return add(value.mark ?? key.mark, "'\(name)' has no single value", advice)
    }
    guard let value = setting.value(from: text, names) else {
      return add(key.mark, "'\(name)' can't be '\(text)'", setting.kind(names).advice(for: text))
    }
    setting.put(value, in: &settings)
  }

  private mutating func addUnknown(_ name: String, _ mark: Mark?, among others: [Setting]) {
    let wrong = "There is no setting '\(name)'"
    if let other = Setting.all.first(where: { $0.name == name }), !name.isEmpty {
      let place = other.path.group.map { "below '\($0):'" } ?? "at the left, outside of any group"
      add(mark, "\(wrong) here", "Write it \(place).")
    } else if let question = NearestName.question(for: name, among: others.map(\.name)) {
      add(mark, wrong, question)
    } else {
      add(
        mark, wrong,
        "Remove the line, or see the names in the file from 'weir paths --write-default'.")
    }
  }
}

extension SettingsReader {
  private mutating func readKeys(_ key: Node, _ value: Node) {
    let name = key.scalar?.string ?? ""
    let line = key.mark?.line ?? 1
    guard let action = KeyMap.standard.action(named: name) else {
      let known = KeyMap.standard.bindings.map(\.action.name)
      let advice =
        NearestName.question(for: name, among: known)
        ?? "Remove the line, or see the names in the options."
      return add(line: line, "There is no action '\(name)' for a key", advice)
    }
    guard let words = words(of: value) else {
      return add(
        line: line, "'\(name)' has no key",
        "Give one such as p, or several as [p, Ctrl-P]; quote punctuation.")
    }
    let keys = words.compactMap { take($0, for: action, line) }
    if action == .screen(.quit), keys.isEmpty {
      if words.isEmpty {
        add(line: line, "'quit' can't be without a key", "Give it one, or remove the line.")
      }
    } else if !keys.isEmpty || words.isEmpty {
      settings.keys[action] = keys
    }
  }

  private func words(of node: Node) -> [String]? {
    if let sequence = node.sequence {
      let words = sequence.compactMap { $0.scalar?.string }
      return words.count == sequence.count ? words : nil
    }
    guard let word = node.scalar?.string, !node.isEmpty else { return nil }
    return [word]
  }

  /// The key with that name; `nil` if it can't be chosen for the action or belongs to another one.
  private mutating func take(_ word: String, for action: KeyAction, _ line: Int) -> Key? {
    guard let key = Key(word: word) else {
      add(
        line: line, "There is no key '\(word)'",
        "Write it as x, Space, F5, Ctrl-R, Shift-Left or PgUp.")
      return nil
    }
    if key == .control("c"), action != .screen(.quit) {
      add(line: line, "Ctrl-C always quits", "Give '\(action.name)' another key.")
      return nil
    }
    if let other = chosen[key], other.action != action {
      add(
        line: line,
        "The key \(key.word) of '\(action.name)' is also that of '\(other.action.name)' in line \(other.line)",
        "Give one of them another key; the first one counts.")
      return nil
    }
    chosen[key] = (action, line)
    return key
  }
}

extension Node {
  /// Whether the value is missing.
  fileprivate var isEmpty: Bool {
    guard let scalar else { return false }
    return scalar.style == .plain && ["", "~", "null", "Null", "NULL"].contains(scalar.string)
  }
}

/// Something wrong in the configuration file, and where; the rest of the file still takes effect.
public struct SettingsProblem: Error, Hashable, Sendable, CustomStringConvertible {
  /// The path of the file.
  public let file: String
  /// Counted from 1.
  public let line: Int
  /// Two sentences: what is wrong, what to do.
  public let text: String

  public var description: String { "\(file):\(line): \(text)" }
}
