/// Every number that bounds a buffer, a wait or a retry, in one place. Times are in milliseconds, sizes in bytes.
package enum Limits {
    // What comes from outside
    package static let annotation = 256 << 10
    package static let definition = 1 << 20
    package static let configuration = 4 << 20
    package static let pluginOutput = 4 << 20
    package static let attachments = 64
    /// Of each list in a plugin's result.
    package static let resultElements = 4096
    package static let storeFile = 4 << 20
    /// kubelet's record of which pod has which devices.
    package static let deviceCheckpoint = 16 << 20
    /// A device information file: it becomes part of the pod's network status.
    package static let deviceInformation = 16 << 10
    /// That a pod has of all resources together.
    package static let podDevices = 4096
    /// A file of Multus' state, which holds configurations in base64.
    package static let foreignState = 16 << 20
    /// How many of Multus' results are read to count sandboxes.
    package static let countedResults = 10_000
    /// Lines of a text that is compared with another for people.
    package static let comparedLines = 5_000
    package static let journal = 64 << 20
    /// A plugin catalogue file of a user, and how many of them.
    package static let catalogueFile = 512 << 10
    package static let catalogueFiles = 256

    // What is kept of it
    package static let keptStandardError = 16 << 10
    package static let keptFailedOutput = 64 << 10
    package static let keptAttemptsAtEachEnd = 4

    // Deadlines of a call
    package static let addDeadline = 100_000
    package static let undoReserve = 30_000
    package static let deleteDeadline = 50_000
    package static let checkDeadline = 50_000
    package static let collectDeadline = 50_000
    package static let statusDeadline = 5_000
    package static let delegateTimeout = 30_000
    package static let readinessTimeout = 10_000
    package static let readinessPoll = 50

    // Executing a binary
    package static let drainAfterExit = 100
    package static let killGrace = 5_000
    /// How long a binary that is to be ended may still end by itself: killed half-way, host-local leaves a reservation without
    /// an owner.
    package static let endGrace = 500
    package static let busyRetries = 20
    package static let busyPause = 50
    package static let pipeRead = 64 << 10
    /// How often a process is looked at where the kernel has no pidfd to wait for it.
    package static let exitPoll = 5
    package static let processFile = 4 << 10
    /// A file of /proc or /sys that is read whole.
    package static let kernelFile = 256 << 10
    /// The kernel's lists of modules, of routes, and of one setting of modprobe.
    package static let kernelList = 16 << 20
    /// As much of an executable file as says how it is run.
    package static let programHead = 8 << 10
    /// How long a binary may take to answer VERSION when it is looked over.
    package static let versionProbe = 5_000
    /// Of an answer to VERSION: how many versions, and the bytes of one.
    package static let statedVersions = 64
    package static let longestVersion = 32
    /// A candidate for a plugin's binary, and each folder in memory of the node on which it is tried.
    package static let candidate = 512 << 20
    package static let trialFolder = 1 << 30

    // Locks
    package static let lockPollFirst = 5
    package static let lockPollLast = 50
    /// How long an ADD waits for a lock before it looks whether a signal has come.
    package static let lockTurn = 250
    package static let runningProbeWait = 100
    package static let holderLine = 512
    package static let gateWait = 5_000
    package static let exclusiveCollect = 30_000
    package static let collectSpares = 60_000

    // host-local's reservations: the content of one, and the wait for its lock
    package static let reservation = 4 << 10
    package static let reservationLock = 5_000

    // Netlink: a buffer for one datagram, the wait for a whole answer, how often a list that changed meanwhile is read again,
    // and how many interfaces, addresses or routes a list may have
    package static let netlinkBuffer = 64 << 10
    package static let netlinkAnswer = 5_000
    package static let netlinkAttempts = 8
    package static let netlinkObjects = 65_536

    // The agent and what stands in for it
    package static let agentFetch = 5_000
    package static let fetchCommand = 10_000
    package static let statusWait = 200
    package static let statusWaitPause = 10_000
    package static let socketLine = 64 << 10
    package static let socketProbe = 1_000

    // Files of other daemons and plugins that are read on a call, in bytes
    package static let subnetFile = 16 << 10
    package static let keptPluginFile = 256 << 10

    // The log file: how often a writer that finds it full looks again
    package static let logAttempts = 3

    // Settings: megabytes, days and numbers of files
    package static let largestCount = 1_000_000

    // History
    package static let historyFiles = 512
    package static let historyBytes = 64 << 20
    package static let historyAge = 24 * 60 * 60 * 1000
    package static let historyPruneOneIn = 32
    package static let temporaryAge = 60 * 60 * 1000

    // Damaged state of Multus that was set aside
    package static let damagedFiles = 64
    package static let damagedAge = 7 * 24 * 60 * 60 * 1000

    // How often journals that are followed are looked at
    package static let followPoll = 100

    // Names
    package static let longestPlainSandbox = 128
    package static let longestInterface = 15
    package static let longestFileName = 255
    package static let longestNamespace = 63
    package static let longestObjectName = 253
    package static let longestResourceName = 317
    package static let longestDeviceID = 256

    // Messages
    package static let shownValue = 64
    /// Of a plugin's details that are part of a message.
    package static let shownDetails = 256
    /// Bytes of a secret that is hidden in what a plugin printed.
    package static let shortestSecret = 4
}
