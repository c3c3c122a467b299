import TermService

extension ServiceLimits {
  /// The default limits without haste: an hour wherever the server would end what takes too long.
  ///
  /// Tests run beside each other, on machines with other work; a test that holds a connection open may get its turn
  /// minutes later. Those that are about a time limit set it themselves.
  static var patient: ServiceLimits {
    var limits = ServiceLimits()
    limits.idleSecondsMax = 3_600
    limits.anonymousIdleSecondsMax = 3_600
    limits.lineSecondsMax = 3_600
    limits.sendStallSecondsMax = 3_600
    limits.requestSecondsMax = 3_600
    limits.stopSecondsMax = 3_600
    return limits
  }
}
