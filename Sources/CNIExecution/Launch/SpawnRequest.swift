import CLinux
import Glibc
import LinuxSystem

/// One posix_spawn, prepared: the child leads a process group of its own, in `/`, with default signals, an empty mask, and
/// no descriptors but those given.
///
/// posix_spawn reports the error of the execution itself, so a failure means that not one instruction of the binary ran.
@safe
struct SpawnRequest: ~Copyable {
    private var actions = unsafe posix_spawn_file_actions_t()
    private var attributes = posix_spawnattr_t()

    /// - Parameter descriptors: become 0, 1, 2 … of the child, in this order. Each is above its own new number, or a later
    ///   one would find it overwritten.
    init(descriptors: [Int32]) {
        unsafe posix_spawn_file_actions_init(&actions)
        unsafe posix_spawnattr_init(&attributes)
        for (number, descriptor) in descriptors.enumerated() {
            unsafe posix_spawn_file_actions_adddup2(&actions, descriptor, Int32(number))
        }
        unsafe clinux_spawn_addclosefrom(&actions, Int32(descriptors.count))
        unsafe clinux_spawn_addchdir(&actions, "/")

        // sigfillset leaves out the two signals that the C library uses itself, and posix_spawn then has the child ignore them.
        var all = sigset_t()
        unsafe withUnsafeMutableBytes(of: &all) { bytes in
            for index in bytes.indices { unsafe bytes[index] = 0xFF }
        }
        var none = sigset_t()
        unsafe sigemptyset(&none)
        unsafe posix_spawnattr_setsigdefault(&attributes, &all)
        unsafe posix_spawnattr_setsigmask(&attributes, &none)
        unsafe posix_spawnattr_setpgroup(&attributes, 0)
        let flags = Int32(POSIX_SPAWN_SETPGROUP) | Int32(POSIX_SPAWN_SETSIGDEF) | Int32(POSIX_SPAWN_SETSIGMASK)
        unsafe posix_spawnattr_setflags(&attributes, Int16(flags))
    }

    deinit {
        var actions = unsafe self.actions
        var attributes = self.attributes
        unsafe posix_spawn_file_actions_destroy(&actions)
        unsafe posix_spawnattr_destroy(&attributes)
    }

    /// The process, or the error number of whatever kept it from starting.
    func start(_ path: String, _ arguments: borrowing CStrings, _ environment: borrowing CStrings)
        -> (process: pid_t, errorNumber: Int32)
    {
        var process: pid_t = 0
        let errorNumber = unsafe withUnsafePointer(to: actions) { actions in
            unsafe withUnsafePointer(to: attributes) { attributes in
                unsafe posix_spawn(&process, path, actions, attributes, arguments.pointers, environment.pointers)
            }
        }
        return (process, errorNumber)
    }
}
