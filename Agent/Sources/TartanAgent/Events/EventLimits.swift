/// Every number that bounds what is written of events.
public struct EventLimits: Sendable {
    /// Events of one object at once, and how long until it may have one more.
    public var ofObject = 25
    public var objectPause = Duration.seconds(300)
    /// Requests of the agent at once, and how long until it may make one more.
    public var requests = 100
    public var requestPause = Duration.milliseconds(200)
    /// What was told before is told again at most this often, with the count.
    public var repeatPause = Duration.seconds(60)
    /// Between two looks at what is to be written.
    public var pause = Duration.milliseconds(250)
    /// While the API server refuses events, none are kept for it.
    public var refusalPause = Duration.seconds(60)
    /// An event that could not be written for this long is given up; ADDs that ended earlier than that are told to nobody.
    public var patience = Duration.seconds(600)
    /// Between two looks into the journals.
    public var journalPause = Duration.seconds(2)

    /// Events that wait or may be told again.
    static let kept = 2048
    /// Objects whose share is counted.
    static let objects = 4096
    /// Requests on their way at once.
    static let width = 4
    /// Bytes of a message.
    static let message = 1024

    public init() {}
}
