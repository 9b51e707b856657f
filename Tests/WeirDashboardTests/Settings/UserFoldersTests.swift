import Foundation
import Testing

@testable import WeirDashboard

@Suite struct UserFoldersTests {
  @Test func `the folders follow the XDG specification`() {
    let plain = UserFolders(["HOME": "/home/a"])
    #expect(plain.configurationFile.path == "/home/a/.config/weir/config.yaml")
    #expect(plain.themes.path == "/home/a/.config/weir/themes")
    #expect(plain.history.path == "/home/a/.local/state/weir/history")
    let set = UserFolders(["HOME": "/home/a", "XDG_CONFIG_HOME": "/c", "XDG_STATE_HOME": "/s"])
    #expect(set.configurationFile.path == "/c/weir/config.yaml")
    #expect(set.history.path == "/s/weir/history")
  }

  @Test(arguments: ["", ".", "relative/path", "~"])
  func `a variable that is not an absolute path is ignored`(value: String) {
    let folders = UserFolders([
      "HOME": "/home/a", "XDG_CONFIG_HOME": value, "XDG_STATE_HOME": value,
    ])
    #expect(folders == UserFolders(["HOME": "/home/a"]))
  }

  @Test func `a folder is written as in a shell, with ~ for the home folder`() {
    let folders = UserFolders(["HOME": "/home/a"])
    #expect(folders.folder("~").path == "/home/a")
    #expect(folders.folder("~/runs").path == "/home/a/runs")
    #expect(folders.folder("/runs").path == "/runs")
    #expect(
      folders.folder(".").standardizedFileURL.path == FileManager.default.currentDirectoryPath)
  }
}
