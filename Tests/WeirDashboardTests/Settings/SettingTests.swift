import Testing
import WeirAnalysis
import WeirEvents

@testable import WeirDashboard

@Suite struct SettingTests {
  private static let names = SettingNames(
    themes: ["weir-dark", "weir-light"],
    scenarios: ["pool", "producer-consumer"])

  @Test func `the commented default, uncommented, gives exactly the defaults`() {
    let text = Settings.commentedText(Self.names)
    #expect(SettingsReader(text, file: "c", names: Self.names).settings == Settings())
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map {
      line -> String in
      let content = line.drop { $0 == " " }
      let isSetting = content.hasPrefix("#") && !content.hasPrefix("# ") && content != "#"
      return isSetting ? String(line.replacing("#", with: "", maxReplacements: 1)) : String(line)
    }
    let reader = SettingsReader(lines.joined(separator: "\n"), file: "c", names: Self.names)
    #expect(reader.problems == [])
    for setting in Setting.all {
      #expect(setting.value(in: reader.settings) == setting.standard, "\(setting.name)")
      #expect(text.contains("#\(setting.name): "), "\(setting.name)")
    }
    #expect(reader.settings.keys.count == KeyMap.standard.bindings.count)
    for binding in KeyMap.standard.bindings {
      #expect(reader.settings.keys[binding.action] == binding.keys, "\(binding.action.name)")
    }
    #expect(text.allSatisfy { $0.isASCII })
    let longest = lines.map(\.count).max() ?? 0
    #expect(longest <= 120)
  }

  @Test func `every setting has a name of its own, a value in its range, and one or two sentences`()
  {
    #expect(Set(Setting.all.map(\.name)).count == Setting.all.count)
    for setting in Setting.all {
      #expect(setting.name.allSatisfy { $0.isLowercase || $0 == "-" }, "\(setting.name)")
      #expect(setting.explanation.hasSuffix("."), "\(setting.name)")
      #expect((1...2).contains(setting.explanation.split(separator: ". ").count), "\(setting.name)")
      let text = setting.standard.description
      #expect(setting.value(from: text, Self.names) == setting.standard, "\(setting.name)")
    }
  }

  @Test func `setting a value changes that setting and no other`() {
    for setting in Setting.all {
      for up in [true, false] {
        let value = setting.turned(setting.standard, up ? .up : .down, Self.names)
        var settings = Settings()
        setting.put(value, in: &settings)
        #expect(setting.value(in: settings) == value, "\(setting.name)")
        for other in Setting.all where other.name != setting.name {
          #expect(other.value(in: settings) == other.standard, "\(setting.name), \(other.name)")
        }
      }
    }
  }

  @Test func `turning a setting never leaves its range`() {
    for setting in Setting.all {
      for up in [true, false] {
        var value = setting.standard
        for _ in 0..<200 {
          value = setting.turned(value, up ? .up : .down, Self.names)
          let read = setting.value(from: value.description, Self.names)
          if setting.kind(Self.names) != .folder { #expect(read == value, "\(setting.name)") }
        }
      }
    }
  }

  @Test(arguments: [
    ("frames-per-second", "35", "25"), ("notice-time", "15s", "1.5s"), ("speed", "32", "0.032"),
    ("saturated-share", "100%", "65%"), ("layout", "flow", "quiet"), ("mouse", "off", "off"),
  ])
  func `a coarse turn moves a number by five steps, and a word by one`(
    name: String, up: String, down: String
  ) throws {
    let setting = try #require(Setting.all.first { $0.name == name })
    let value = setting.standard
    #expect(setting.turned(value, .coarseUp, Self.names).description == up)
    #expect(setting.turned(value, .coarseDown, Self.names).description == down)
  }

  @Test(arguments: [("yes", true), ("True", true), ("on", true), ("No", false), ("false", false)])
  func `a setting that is on or off accepts all of YAML's words for that`(
    word: String, isOn: Bool
  ) throws {
    let setting = try #require(Setting.all.first { $0.name == "mouse" })
    var settings = Settings()
    setting.put(try #require(setting.value(from: word, Self.names)), in: &settings)
    #expect(settings.usesMouse == isOn)
  }

  @Test func `every threshold of the lints is a setting`() {
    let count = Mirror(reflecting: LintThresholds()).children.count
    #expect(Setting.all.filter { $0.section == .warnings }.count == count)
  }
}
