/// SplitMix64: equal seeds give equal numbers.
struct RandomDraw: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}

/// Some of many, each as likely as any other, without keeping the many (Vitter's algorithm R).
struct Reservoir<Element> {
  private(set) var elements: [Element] = []
  private let capacity: Int
  private var seen = 0
  private var random: RandomDraw

  init(capacity: Int, seed: UInt64) {
    self.capacity = capacity
    random = RandomDraw(seed: seed)
  }

  mutating func offer(_ element: @autoclosure () -> Element) {
    seen += 1
    if elements.count < capacity {
      elements.append(element())
    } else {
      let place = Int.random(in: 0..<seen, using: &random)
      if place < capacity { elements[place] = element() }
    }
  }
}
