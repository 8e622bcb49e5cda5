import CLinux
import CNI

/// What has arrived so far of the answer to one request.
struct NetlinkAnswer<Item> {
    let sequence: UInt32
    let action: NetlinkAction

    private(set) var items: [Item] = []
    private(set) var isComplete = false
    /// The kernel says that what it lists changed while it was listed.
    private(set) var isInterrupted = false

    init(sequence: UInt32, action: NetlinkAction) {
        self.sequence = sequence
        self.action = action
    }

    /// - Throws: the kernel's refusal, a malformed message, or more items than `Limits.netlinkObjects`.
    mutating func add(
        _ datagram: ArraySlice<UInt8>, _ read: (NetlinkMessage) throws(MalformedMessage) -> Item?
    ) throws(NetlinkFailure) {
        let refusal: KernelReason?
        do throws(MalformedMessage) {
            refusal = try take(datagram, read)
        } catch {
            throw .malformedAnswer(action, error)
        }
        if let refusal { throw .refused(action, refusal) }
        guard items.count <= Limits.netlinkObjects else { throw .tooMany(action, limit: Limits.netlinkObjects) }
    }

    private mutating func take(
        _ datagram: ArraySlice<UInt8>, _ read: (NetlinkMessage) throws(MalformedMessage) -> Item?
    ) throws(MalformedMessage) -> KernelReason? {
        for message in try NetlinkMessage.split(datagram) {
            // an answer to an earlier request, which was given up
            guard message.sequence == sequence else { continue }
            if message.flags & UInt16(NLM_F_DUMP_INTR) != 0 { isInterrupted = true }
            switch Int32(message.type) {
            case NLMSG_NOOP: continue
            case NLMSG_DONE, NLMSG_ERROR:
                isComplete = true
                return try message.refusal()
            default:
                if let item = try read(message) { items.append(item) }
            }
        }
        return nil
    }
}
