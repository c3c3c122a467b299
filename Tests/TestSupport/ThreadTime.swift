import Foundation

/// What this thread has used of the processor, in seconds; tests run beside each other, so that the time of a
/// clock on the wall says nothing.
public var threadTime: Double {
  var time = timespec()
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}
