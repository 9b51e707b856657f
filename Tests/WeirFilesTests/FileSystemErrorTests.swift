import Foundation
import Testing
import WeirFiles

@Suite struct FileSystemErrorTests {
  @Test(arguments: 1...133)
  func `each error has one sentence of advice for reading and one for writing`(code: Int32) {
    let trouble = FileSystemError(code)
    for purpose in [FileSystemError.Purpose.reading, .writing] {
      let advice = trouble.advice(for: purpose)
      #expect(advice.hasSuffix(".") && advice.count { $0 == "." } == 1)
      #expect(advice.first?.isUppercase == true)
    }
    #expect(!trouble.reason.isEmpty && !trouble.reason.hasSuffix("."))
  }

  @Test(arguments: [
    (ENOENT, "Create the folder first, or give another path."),
    (EEXIST, "Give another name, or move that file away."),
    (EISDIR, "Give the path of a file in it."),
    (EACCES, "Give a path that you can write to."),
    (EPIPE, "Start its reader again, or give the path of a file."),
    (EFBIG, "Raise the limit on the size of files (ulimit -f)."),
    (ENOSPC, "Free some space, or give a path on another disk."),
  ])
  func `the advice fits the error`(code: Int32, advice: String) {
    #expect(FileSystemError(code).advice(for: .writing) == advice)
  }
}
