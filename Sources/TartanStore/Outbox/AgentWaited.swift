import CNI
import ExactJSON
import LinuxSystem

/// When an ADD last waited in vain for the agent, so that the next ones don't.
package struct AgentWaited: Sendable, Equatable {
    package static let knownFormat = 1

    package var bootID: String
    /// Microseconds of CLOCK_BOOTTIME.
    package var time: UInt64

    package init(bootID: String, time: UInt64) {
        self.bootID = bootID
        self.time = time
    }

    package static func now() -> AgentWaited {
        AgentWaited(bootID: BootID.current(), time: Clock.bootMicroseconds)
    }

    /// Within 10 s after the vain wait, in the same boot.
    package func forbidsWaiting(now: AgentWaited = .now()) -> Bool {
        !bootID.isEmpty && bootID == now.bootID && now.time >= time
            && now.time - time < UInt64(Limits.statusWaitPause) * 1000
    }

    var encoded: JSONValue {
        ["format": .integer(Self.knownFormat), "bootID": .string(bootID), "t": .integer(time)]
    }

    init?(_ value: JSONValue, file: String) throws(StoreError) {
        guard let object = value.object, let format = object.integer("format"), let bootID = object.text("bootID"),
            let time = object.unsigned("t")
        else { return nil }
        guard format <= Self.knownFormat else {
            throw .newerFormat(file: file, found: format, known: Self.knownFormat)
        }
        self.init(bootID: bootID, time: time)
    }
}
