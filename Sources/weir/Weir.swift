@main
enum Weir { static func main() {} }
