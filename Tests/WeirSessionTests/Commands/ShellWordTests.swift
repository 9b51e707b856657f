import Foundation
import Testing
import WeirAnalysis
import WeirEvents
import WeirLog

@testable import WeirSession

/// A shell reads every word back unchanged: a printed command can be run as it is.
@Suite struct ShellWordTests {
  private static let hostile = [
    "", "-x", "--", "a b", "it's", "\"", "\\", "\\n", "$HOME", "$(reboot)", "`id`", "!", "!!", "*",
    "?",
    "~", "~root", "#", "a#b", "a\tb", "a\nb", "\n", "a\n", "\n\na\n\n", "\u{1B}]0;t\u{7}", "\u{1}",
    "\u{7F}",
    "%s%n%%", "-\u{1B}", "-n\u{7}", "a\u{202E}b", "\u{9B}31m", "é夜🙂", "é\u{7}夜", "0\u{1B}01", "a;b",
    "a&b",
    "<a>", "a|b", "{a,b}", "[a]", "a=b", "=a", "\\033", "\\\u{7}c", "\u{7}'\"$`!\\%",
    "x".padding(
      toLength: 2000, withPad: "\u{1B}y", startingAt: 0),
  ]

  /// Words of hostile pieces, generated from a seed.
  private static func words(_ seed: UInt64) -> [String] {
    var state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
    func below(_ limit: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(limit))
    }
    return (0..<40).map { _ in
      (0..<below(8)).map { _ in hostile[below(hostile.count - 1)] }.joined()
    }
  }

  /// The words as read by a shell.
  private func read(_ words: [String], by shell: String) throws -> [String] {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: shell)
    process.arguments = ["-c", "printf '%s\\0' " + words.joined(separator: " ")]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let bytes = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return bytes.split(separator: 0, omittingEmptySubsequences: false).dropLast()
      .map { String(decoding: $0, as: UTF8.self) }
  }

  private static let shells = ["/bin/sh", "/bin/dash", "/bin/bash", "/bin/zsh", "/bin/ksh"]
    .filter { FileManager.default.isExecutableFile(atPath: $0) }

  @Test(arguments: shells, [false, true])
  func `a shell reads each word back unchanged`(shell: String, ascii: Bool) throws {
    for seed in UInt64(0)..<10 {
      let words = seed == 0 ? ShellWordTests.hostile : ShellWordTests.words(seed)
      let written = words.map { ShellWord($0, ascii: ascii).description }
      #expect(try read(written, by: shell) == words, "seed \(seed)")
    }
  }

  @Test func `words are printable, except for line breaks at the very end`() {
    for word in ShellWordTests.hostile where !word.hasSuffix("\n") {
      let text = ShellWord(word).description
      #expect(text.printable == text)
      #expect(
        ShellWord(word, ascii: true).description.utf8.allSatisfy { (0x20..<0x7F).contains($0) })
    }
  }

  @Test(arguments: [
    ("consumers=8@12.5s", "consumers=8@12.5s"), ("it's", #"'it'\''s'"#), ("", "''"),
    ("a\u{1B}b", #""$(printf 'a\033b')""#), ("-\u{7}%", #""$(printf '\055\007%%')""#),
  ])
  func `words are written as plainly as possible`(word: String, written: String) {
    #expect(ShellWord(word).description == written)
  }
}
