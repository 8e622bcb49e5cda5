/// What came of a job: times in milliseconds, its wait status, and its peak memory if it was traced.
struct Sample {
    var startedAfter: Double
    var milliseconds: Double
    var status: Int32
    var peakKiB: Int
}
