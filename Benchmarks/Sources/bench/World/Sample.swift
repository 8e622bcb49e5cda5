/// What came of a job: times in milliseconds, its wait status, and its peak memory if it was traced.
struct Sample {
    var startedAfter: Double
    var milliseconds: Double
    var status: Int32
    var peakKiB: Int
    /// Of the job and of the children it waited for. Unlike the time by the clock, a busy machine hardly changes it.
    var processorMilliseconds: Double
    /// Of its milliseconds, those that its delegates took; 0 where they weren't timed.
    var delegateMilliseconds = 0.0

    /// What it took beside its delegates.
    var ownMilliseconds: Double { milliseconds - delegateMilliseconds }
}
