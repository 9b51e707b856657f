extension Array {
  /// The elements with only the last one of each name, in the place of the first one: when a part
  /// of a program is created again, it replaces the old one.
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
