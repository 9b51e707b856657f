import Testing

@testable import WeirEngine

/// Which thread is inside; what another thread does is the subject of `OutsideTests`.
@Suite struct ThreadBoundaryTests {
  @Test func `a thread is inside while it runs the simulation, also after a run within a run`() {
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

  @Test func `neither the thread that runs the simulation nor any while it rests is outside`() {
    let boundary = ThreadBoundary()
    var isOutside = [boundary.noteUseFromOutside()]
    boundary.run { isOutside.append(boundary.noteUseFromOutside()) }
    isOutside += [boundary.noteUseFromOutside(), boundary.isCrossed]
    #expect(isOutside == [false, false, false, false])
  }
}
