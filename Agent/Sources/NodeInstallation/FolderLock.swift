import Glibc

/// Keeps two installations from changing one folder at a time. Ends with the process, and leaves no file.
struct FolderLock: ~Copyable {
    private let file: Int32

    static let patience = Duration.seconds(60)

    /// - Throws: where another installation goes on for a minute.
    init(_ folder: String) async throws {
        let file = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard file >= 0 else { throw NodeFile.failure("open", folder) }
        let clock = ContinuousClock()
        let end = clock.now + Self.patience
        while flock(file, LOCK_EX | LOCK_NB) != 0 {
            guard errno == EWOULDBLOCK || errno == EINTR, clock.now < end else {
                let reason = String(cString: strerror(errno))
                close(file)
                throw InstallationError(
                    "another installation is at work in \(folder) (\(reason))",
                    next: "Run it again when that has ended.")
            }
            do { try await Task.sleep(for: .milliseconds(50)) } catch {
                close(file)
                throw error
            }
        }
        self.file = file
    }

    deinit { close(file) }
}
