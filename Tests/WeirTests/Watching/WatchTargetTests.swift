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

  @Test(arguments: [
    ("4711.sock", Int32(4711)), ("weir-12", 12), ("attach-7.py", 7), ("attach-7.txt", nil),
    ("weir-", nil), ("0.sock", nil), ("shop.sock", nil), ("4711.sock.old", nil),
    ("weir-12.sock", nil),
  ])
  func `what a process may leave behind has its number`(name: String, process: Int32?) {
    #expect(ProbeFolders.process(of: name) == process)
  }

  @Test(arguments: [
    (["/usr/bin/python3", "-u", "/srv/shop.py", "8080"], "shop.py"),
    (["/usr/bin/python3.11", "/usr/bin/uvicorn", "app:main"], "uvicorn"),
    (["python3", "-m", "shop"], "shop"), (["./shop"], "shop"), (["python3"], "python3"),
  ])
  func `a process is named after its program and not after Python`(
    command: [String], name: String
  ) {
    #expect(PythonProcess.name(of: command) == name)
  }

  @Test func `another file at a path is another socket, and the newer is first`() {
    func identity(_ seconds: Int, _ nanoseconds: Int) -> ProbeSocket.Identity {
      ProbeSocket.Identity(
        path: "/run/7.sock", device: 1, file: 2, changed: [seconds, nanoseconds])
    }
    #expect(identity(1, 5) != identity(1, 6))
    #expect(identity(1, 6).isNewer(than: identity(1, 5)))
    #expect(identity(2, 0).isNewer(than: identity(1, 5)))
    #expect(!identity(1, 5).isNewer(than: identity(1, 5)))
  }

  @Test func `each attempt waits twice as long as the one before, up to two seconds`() {
    var backOff = BackOff()
    let waits = (0..<7).map { _ in backOff.next().reduce(.zero, +) / Duration.milliseconds(100) }
    #expect(waits == [1, 2, 4, 8, 16, 20, 20])
  }
}
