import Testing

@testable import WeirEngine

/// Which thread is inside; `OutsideTests` covers what another thread does.
@Suite struct ThreadBoundaryTests {
  @Test func `a thread is inside while it runs the simulation, even after a nested run`() {
    let boundary = ThreadBoundary()
    var isInside = [boundary.isInside]
    boundary.run {
      isInside.append(boundary.isInside)
      boundary.run { isInside.append(boundary.isInside) }
      isInside.append(boundary.isInside)
    }
    isInside.append(boundary.isInside)
    #expect(isInside == [false, true, true, true, false])
  }

  @Test func `no use is from outside while the simulation runs on this thread or not at all`() {
    let boundary = ThreadBoundary()
    var isOutside = [boundary.noteUseFromOutside()]
    boundary.run { isOutside.append(boundary.noteUseFromOutside()) }
    isOutside += [boundary.noteUseFromOutside(), boundary.isCrossed]
    #expect(isOutside == [false, false, false, false])
  }
}
