import WeirAnalysis
import WeirEvents
import WeirScreen

extension Dashboard {
  /// Puts a value into a setting: it holds at once wherever it can, and is kept.
  ///
  /// A theme is kept when it has come, since its file may be broken.
  mutating func put(_ value: ParameterValue, into setting: Setting) -> [Command] {
    if setting.name == Setting.themeName, case .choice(let name) = value {
      guard name != theme.name || name != options.settings.theme else { return [] }
      awaitedTheme = name
      keptTheme = name
      return [.selectTheme(name)]
    }
    guard value != setting.value(in: options.settings) else { return [] }
    var settings = options.settings
    setting.put(value, in: &settings)
    return adopt(settings) + [keeping(setting)]
  }

  /// Lets settings hold; what is not the dashboard's to do is asked for.
  mutating func adopt(_ settings: Settings) -> [Command] {
    let former = options.settings
    options.settings = settings
    if settings.tasksView != former.tasksView {
      view.tasksView = .init(settings.tasksView)
      view.scroll[.tasks] = 0
    }
    if settings.layout != former.layout { arrange(settings.layout) }
    if settings.thresholds != former.thresholds { run.use(settings.thresholds) }
    return [.useSettings(settings)]
  }

  /// The theme has come; where it was chosen in the options, it is kept.
  mutating func keepTheme() -> [Command] {
    guard theme.name == keptTheme,
      let setting = Setting.find(SettingPath(name: Setting.themeName))
    else { return [] }
    keptTheme = nil
    var settings = options.settings
    settings.theme = theme.name
    return adopt(settings) + [keeping(setting)]
  }

  private func keeping(_ setting: Setting) -> Command {
    let value = setting.value(in: options.settings)
    return .keepSetting(
      SettingsChange(path: setting.path, value: YAMLText.scalar(value.description)))
  }
}
