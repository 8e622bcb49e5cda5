/// What the journals have to tell since they were last looked at.
public struct JournalNews: Sendable {
    public internal(set) var adds: [EndedAdd] = []
    public internal(set) var calls: [EndedCall] = []
    /// How many attachments there are of each network now.
    public internal(set) var attached: [String: Int] = [:]
}
