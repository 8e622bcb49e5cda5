import Glibc

/// Descriptors 0 to 2.
package enum StandardDescriptors {
    /// Opens those that are closed, to /dev/null. To be called before anything is opened: a file that got one of these numbers
    /// would be read as the input, or have messages written into it.
    package static func fill() {
        for number in STDIN_FILENO...STDERR_FILENO where fcntl(number, F_GETFD) < 0 && errno == EBADF {
            _ = unsafe open("/dev/null", O_RDWR)
        }
    }
}
