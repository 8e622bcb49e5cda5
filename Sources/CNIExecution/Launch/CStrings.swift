import Glibc

/// A null-ended array of C strings, as the kernel takes arguments and environments.
@safe
struct CStrings: ~Copyable {
    let pointers: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>
    private let count: Int

    /// Nil where a text has a NUL, which would silently cut it off.
    init?(_ texts: [String]) {
        guard texts.allSatisfy({ unsafe $0.withCString { unsafe strlen($0) } == $0.utf8.count }) else { return nil }
        count = texts.count
        unsafe pointers = .allocate(capacity: count + 1)
        for (index, text) in texts.enumerated() { unsafe (pointers + index).initialize(to: strdup(text)) }
        unsafe (pointers + count).initialize(to: nil)
    }

    deinit {
        for index in 0..<count { unsafe free(pointers[index]) }
        unsafe pointers.deallocate()
    }
}
