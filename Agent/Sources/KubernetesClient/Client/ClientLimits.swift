/// Every bound of the client.
public enum ClientLimits {
    /// Milliseconds for one try to connect.
    static let connect = 5000
    /// Until the last byte of an answer.
    public static let patience = Duration.seconds(30)
    /// The largest answer in bytes, unpacked: a page of objects.
    public static let largestAnswer = 64 << 20
    /// What is read of a refusal.
    static let refusal = 64 << 10
    /// Objects in a page of a list.
    static let page = 250
    /// The longest line of a watch: the API server itself stores at most 1.5 MiB an object.
    static let watchLine = 8 << 20
    /// Seconds that a watch is asked to last, a different number each time, so that nodes don't come back together.
    static let watch = 300...600
    /// A watch is silent for longer only if its connection is dead: the server sends a bookmark about every minute.
    static let watchSilence = Duration.seconds(100)
}
