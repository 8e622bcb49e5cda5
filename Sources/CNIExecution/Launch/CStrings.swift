import Glibc

/// A null-ended array of C strings, as the kernel takes arguments and environments.
@safe
struct CStrings: ~Copyable {
    let pointers: [UnsafeMutablePointer<CChar>?]

    /// Nil where a text has a NUL, which would silently cut it off.
    init?(_ texts: [String]) {
        guard texts.allSatisfy({ !$0.utf8.contains(0) }) else { return nil }
        unsafe pointers = texts.map { unsafe strdup($0) } + [nil]
    }

    deinit {
        for index in unsafe pointers.indices { unsafe free(pointers[index]) }
    }
}
