import WeirEvents

/// Panels one above the other, and how they share the rows.
///
/// If there is no room for all minima, the panels of the lowest rank get no place. What is left
/// beyond the minima goes to the ideals, in order, and the rest is shared by weight up to the
/// maxima.
struct PanelStack: Sendable {
  /// A panel, and the rows that it asks for.
  struct Share: Sendable {
    var panel: Panel
    var size: PanelSize

    /// The same for a panel that can fill this many rows; unchanged if that is unknown.
    func fitted(to need: ClosedRange<Int>?) -> Share {
      // Without findings the warnings show what is checked, and there are always older events.
      guard let need, panel != .warnings, panel != .events else { return self }
      var share = self
      share.size.maximum = max(size.minimum, min(need.upperBound, size.maximum))
      let ideal = panel == .flow ? need.lowerBound : size.ideal
      share.size.ideal = ideal.clamped(to: size.minimum...share.size.maximum)
      return share
    }
  }

  var shares: [Share]

  /// The rank of a panel whose minimum was raised: only panels of a higher rank stay longer.
  private static let widenedRank = 6

  /// The same without some panels.
  func without(_ absent: Set<Panel>) -> PanelStack {
    PanelStack(shares: shares.filter { !absent.contains($0.panel) })
  }

  /// The same with a higher minimum for one panel, which then keeps its place longer than all but
  /// those of rank 7 and more.
  func widened(_ panel: Panel, to rows: Int) -> PanelStack {
    var stack = self
    for index in shares.indices
    where shares[index].panel == panel && shares[index].size.minimum < rows {
      stack.shares[index].size.minimum = rows
      stack.shares[index].size.ideal = max(shares[index].size.ideal, rows)
      stack.shares[index].size.rank = max(shares[index].size.rank, PanelStack.widenedRank)
    }
    return stack
  }

  /// The same, with no panel higher than what it can fill, and the picture as high as it needs to
  /// be.
  func fitted(to needs: PanelNeeds) -> PanelStack {
    PanelStack(shares: shares.map { $0.fitted(to: needs[$0.panel]) })
  }

  /// The heights with one panel grown to a number of rows at the cost of one beside it; all others
  /// stay as they are.
  static func grown(
    _ panel: Panel, to rows: Int, from giver: Panel, leaving least: Int,
    _ heights: [(panel: Panel, rows: Int)]
  ) -> [(panel: Panel, rows: Int)] {
    guard let taker = heights.firstIndex(where: { $0.panel == panel }),
      let source = heights.firstIndex(where: { $0.panel == giver }), abs(taker - source) == 1
    else { return heights }
    var heights = heights
    let more = min(rows - heights[taker].rows, heights[source].rows - least)
    guard more > 0 else { return heights }
    heights[taker].rows += more
    heights[source].rows -= more
    return heights
  }

  /// The panels that have a place and their heights, from top to bottom. The heights add up to
  /// `rows`.
  func heights(in rows: Int) -> [(panel: Panel, rows: Int)] {
    let present = present(in: rows)
    guard !present.isEmpty else { return [] }
    var heights = present.map(\.size.minimum)
    var left = rows - heights.reduce(0, +)
    for index in present.indices {
      let more = min(left, present[index].size.ideal - present[index].size.minimum)
      heights[index] += more
      left -= more
    }
    PanelStack.spread(left, over: present, &heights)
    return zip(present, heights).map { ($0.panel, $1) }
  }

  private func present(in rows: Int) -> [Share] {
    var present = shares
    while present.reduce(0, { $0 + $1.size.minimum }) > rows {
      guard let last = present.indices.min(by: { present[$0].size.rank < present[$1].size.rank })
      else {
        break
      }
      present.remove(at: last)
    }
    return present
  }

  /// Gives row after row to the panel that has the least for its weight, or, once all have their
  /// maximum, to the one of the greatest weight.
  private static func spread(_ rows: Int, over shares: [Share], _ heights: inout [Int]) {
    guard
      let weightiest = shares.indices.max(by: { shares[$0].size.weight < shares[$1].size.weight })
    else { return }
    var left = rows
    while left > 0 {
      // An index loop, for speed: this runs for each row of a layout.
      var neediest = -1
      var index = 0
      while index < shares.count {
        if heights[index] < shares[index].size.maximum,
          neediest < 0
            || heights[index] * shares[neediest].size.weight < heights[neediest]
              * shares[index].size.weight
        {
          neediest = index
        }
        index += 1
      }
      guard neediest >= 0 else {
        heights[weightiest] += left
        return
      }
      heights[neediest] += 1
      left -= 1
    }
  }
}
