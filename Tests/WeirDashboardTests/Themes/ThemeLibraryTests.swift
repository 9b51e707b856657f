import Foundation
import Testing

@testable import WeirDashboard
@testable import WeirScreen

@Suite struct ThemeLibraryTests {
  private static let shipped = ColorScheme.shipped.keys.sorted()

  /// Runs a test in a folder of its own, which is removed afterwards.
  private func inFolder(_ body: (URL) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("weir-themes-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder)
  }

  private func write(_ scheme: String, to path: String, in folder: URL) throws {
    let file = folder.appendingPathComponent(path)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try scheme.write(to: file, atomically: true, encoding: .utf8)
  }

  private func scheme(_ name: String) -> String {
    let colors = (0..<16).map { "base0\(String($0, radix: 16, uppercase: true)): \"00000a\"" }
    return "scheme: \(name)\n" + colors.joined(separator: "\n")
  }

  @Test func `without any folder the library has the shipped themes`() throws {
    let library = ThemeLibrary(folders: [URL(fileURLWithPath: "/nowhere")])
    #expect(library.names == ThemeLibraryTests.shipped)
    #expect(try library.theme(named: "weir-dark") == .standard)
  }

  @Test func `a file in the user's folder is a theme`() throws {
    try inFolder { folder in
      try write(scheme("Mine"), to: "weir/themes/mine.yaml", in: folder)
      try write("no theme", to: "weir/themes/notes.txt", in: folder)
      let library = ThemeLibrary(environment: ["XDG_CONFIG_HOME": folder.path], executable: nil)
      #expect(library.names == ["mine"] + ThemeLibraryTests.shipped)
      let theme = try library.theme(named: "mine")
      #expect(theme.name == "mine")
      #expect(theme.scheme.title == "Mine")
    }
  }

  @Test func `without XDG_CONFIG_HOME the user's folder is below .config`() throws {
    try inFolder { folder in
      try write(scheme("Mine"), to: ".config/weir/themes/mine.yml", in: folder)
      let environment = ["HOME": folder.path, "XDG_CONFIG_HOME": ""]
      let library = ThemeLibrary(environment: environment, executable: nil)
      #expect(library.names.contains("mine"))
    }
  }

  @Test(arguments: ["bin/weir", ".build/debug/weir"])
  func `the user's folder has priority, then the program's, then the compiled-in themes`(
    program: String
  ) throws {
    try inFolder { folder in
      let home = folder.appendingPathComponent("home").path
      let place = program.hasPrefix("bin") ? "share/weir/themes" : "themes"
      try write(scheme("Beside"), to: "\(place)/weir-dark.yaml", in: folder)
      let library = ThemeLibrary(
        environment: ["HOME": home], executable: folder.appendingPathComponent(program))
      #expect(try library.theme(named: "weir-dark").scheme.title == "Beside")
      try write(scheme("Mine"), to: "home/.config/weir/themes/weir-dark.yaml", in: folder)
      #expect(try library.theme(named: "weir-dark").scheme.title == "Mine")
    }
  }

  @Test func `a broken file of the user is an error and is not skipped`() throws {
    try inFolder { folder in
      try write("name: Broken\n", to: "weir-dark.yaml", in: folder)
      let file = folder.appendingPathComponent("weir-dark.yaml").path
      let library = ThemeLibrary(folders: [folder])
      #expect(throws: ThemeError.broken(file: file, line: 1, reason: "base00 is missing")) {
        try library.theme(named: "weir-dark")
      }
    }
  }

  @Test func `anything but a scheme file is refused at once, with the reason`() throws {
    try inFolder { folder in
      let themes = folder.appendingPathComponent("t")
      try FileManager.default.createDirectory(at: themes, withIntermediateDirectories: true)
      func path(_ name: String) -> String { themes.appendingPathComponent("\(name).yaml").path }
      #expect(mkfifo(path("pipe"), 0o600) == 0)
      try FileManager.default.createDirectory(
        atPath: path("folder"), withIntermediateDirectories: true)
      for (name, target) in [("zero", "/dev/zero"), ("gone", "nowhere"), ("loop", "loop.yaml")] {
        try FileManager.default.createSymbolicLink(
          atPath: path(name), withDestinationPath: target)
      }
      try Data(repeating: 0x20, count: 100_000).write(to: URL(fileURLWithPath: path("large")))
      try Data([0x61, 0x3A, 0x20, 0x62, 0x0A, 0xFF]).write(to: URL(fileURLWithPath: path("bytes")))
      try Data([0xFF, 0xFE, 0x61, 0x00]).write(to: URL(fileURLWithPath: path("wide")))
      let library = ThemeLibrary(folders: [themes])
      func reason(_ name: String) -> String {
        do {
          _ = try library.theme(named: name)
          return ""
        } catch {
          return error.description.replacing(themes.path + "/", with: "")
        }
      }
      #expect(reason("pipe").hasPrefix("The theme pipe.yaml cannot be read: it is a pipe"))
      #expect(reason("folder").contains("it is a folder, not a file"))
      #expect(reason("zero").contains("it is a device, not a file"))
      #expect(reason("gone").contains("no such file"))
      #expect(reason("loop").contains("too many levels of symbolic links"))
      #expect(reason("large").hasPrefix("large.yaml:1: it has more than 64 KiB."))
      #expect(reason("bytes").hasPrefix("bytes.yaml:2: line 2 is not UTF-8."))
      #expect(reason("wide").hasPrefix("wide.yaml:1: it is UTF-16 text, not UTF-8."))
      for name in ["", "../t/pipe", "/etc/passwd"] {
        #expect(library.file(of: name) == nil)
      }
    }
  }

  @Test func `a scheme file is read wherever it is, and gives the theme its name`() throws {
    try inFolder { folder in
      try write(scheme("Far"), to: "x/far.off.yml", in: folder)
      let theme = try ThemeLibrary.theme(
        inFile: folder.appendingPathComponent("x/far.off.yml").path)
      #expect(theme.name == "far.off" && theme.scheme.title == "Far")
    }
  }

  @Test(arguments: [
    ("a.yaml", true), ("a.yml", true), (".yaml", false), ("a.yam", false), ("yaml", false),
    ("a.yaml.txt", false),
  ])
  func `a scheme file is recognised by its ending`(name: String, isOne: Bool) {
    #expect(ThemeLibrary.isSchemeFile(named: name) == isOne)
  }

  @Test func `an error does not list all of very many themes`() {
    let error = ThemeError.unknown(name: "x", known: (0..<100).map { "t\($0)" })
    #expect(error.description == "There is no theme 'x'. See 'weir themes'.")
  }

  @Test func `the error for an unknown theme lists the known ones`() {
    let library = ThemeLibrary(folders: [])
    #expect(throws: ThemeError.unknown(name: "weird", known: ThemeLibraryTests.shipped)) {
      try library.theme(named: "weird")
    }
  }
}
