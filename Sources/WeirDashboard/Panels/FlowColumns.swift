/// How the flow's picture shares its width: a side, an arrow, the queue, an arrow, a side.
struct FlowColumns {
  let side: Int
  let arrow: Int
  let queue: Int

  init(_ columns: Int) {
    arrow = columns >= 64 ? 9 : 8
    let room = max(columns - 2 * arrow, 0)
    queue = min(max(room * 2 / 5, min(10, room)), 36)
    side = (room - queue) / 2
  }
}
