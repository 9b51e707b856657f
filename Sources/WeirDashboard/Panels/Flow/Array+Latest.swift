extension Array {
  /// Of those that bear the same name only the last one, where the first of them stood: when a part of a program is made
  /// anew, it takes the place of the old one.
  func latest(_ name: (Element) -> some Hashable) -> [Element] {
    var places: [AnyHashable: Int] = [:]
    var latest: [Element] = []
    for element in self {
      if let place = places[AnyHashable(name(element))] {
        latest[place] = element
      } else {
        places[AnyHashable(name(element))] = latest.count
        latest.append(element)
      }
    }
    return latest
  }
}
