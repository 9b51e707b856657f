import Foundation
import Testing

@testable import weir

@Suite struct WatchTargetTests {
  @Test(arguments: [
    ("4711", WatchTarget.process(4711)), ("shop.py", .name("shop.py")), ("0", .name("0")),
    ("-4", .name("-4")), ("99999999999", .name("99999999999")),
    ("./shop", .socket(path: "./shop")), ("/run/weir/4.sock", .socket(path: "/run/weir/4.sock")),
    ("shop.sock", .socket(path: "shop.sock")), ("", .name("")),
  ])
  func `digits are a process, paths are sockets, and all else is a name`(
    text: String, target: WatchTarget
  ) {
    #expect(WatchTarget(text) == target)
  }

  @Test func `a process does not come back, and others do`() {
    #expect(!WatchTarget.process(1).comesBack)
    #expect(WatchTarget.name("shop.py").comesBack)
    #expect(WatchTarget.socket(path: "shop.sock").comesBack)
  }

  @Test func `the folders of probes are looked at once each, in order`() {
    let folders = ProbeFolders(
      ["XDG_RUNTIME_DIR": "/run/user/7", "TMPDIR": "/tmp/", "TMP": "here"], user: 7)
    #expect(folders.paths == ["/run/user/7/weir", "/tmp/weir-7", "/var/tmp/weir-7"])
  }

  @Test(arguments: [
    ("4711.sock", Int32(4711)), ("0.sock", nil), ("x.sock", nil), ("4711.sock.12", nil),
    ("٣.sock", nil), ("99999999999.sock", nil), (".sock", nil),
  ])
  func `the name of a socket has the number of its process`(name: String, process: Int32?) {
    #expect(ProbeSocket(name: name, in: "/run")?.process == process)
    #expect((ProbeSocket(name: name, in: "/run") == nil) == (process == nil))
  }

  @Test func `each attempt waits twice as long as the one before, up to two seconds`() {
    var backOff = BackOff()
    let waits = (0..<7).map { _ in backOff.next().reduce(.zero, +) / Duration.milliseconds(100) }
    #expect(waits == [1, 2, 4, 8, 16, 20, 20])
  }
}
