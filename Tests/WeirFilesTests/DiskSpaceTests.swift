import Testing
import WeirFiles

@Suite struct DiskSpaceTests {
  @Test(arguments: [
    (1 << 40, 256 << 20), (1 << 30, (1 << 30) / 100), (1 << 20, 128 << 10), (0, 128 << 10),
    (Int.max, 256 << 20),
  ])
  func `the reserve depends on the size of the disk`(total: Int, reserve: Int) {
    let space = DiskSpace(free: reserve, total: total)
    #expect(space.reserve == reserve)
    #expect(space.shortage == nil)
    let less = DiskSpace(free: reserve - 1, total: total)
    #expect(less.shortage == .isRunningShort(free: reserve - 1, reserve: reserve))
  }

  @Test(arguments: [
    (0, "0 bytes"), (1023, "1023 bytes"), (1024, "1 KiB"), (1536, "1.5 KiB"),
    (256 << 20, "256 MiB"), (123 << 20, "123 MiB"), ((1 << 30) - 1, "1023 MiB"), (1 << 40, "1 TiB"),
  ])
  func `a number of bytes is shown with its unit`(bytes: Int, text: String) {
    #expect(ByteText(bytes).description == text)
  }
}
