import Glibc

/// System calls on whole files of the node, with errors that name them.
enum NodeFile {
    static let piece = 1 << 20

    static func exists(_ path: String) -> Bool {
        var facts = stat()
        return lstat(path, &facts) == 0
    }

    static func isFolder(_ path: String) -> Bool {
        var facts = stat()
        return stat(path, &facts) == 0 && facts.st_mode & S_IFMT == S_IFDIR
    }

    /// Makes the folder and those above it, for everybody to read.
    static func makeFolders(_ path: String) throws(InstallationError) {
        if isFolder(path) { return }
        if let slash = path.lastIndex(of: "/"), slash != path.startIndex { try makeFolders(String(path[..<slash])) }
        guard mkdir(path, 0o755) == 0 || errno == EEXIST else { throw failure("make", path) }
        guard isFolder(path) else { throw .failed("make", path, reason: "something that is no folder is there") }
    }

    /// Opens a file of whole content; what is no regular file is refused.
    private static func opened(_ path: String) throws(InstallationError) -> Int32 {
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard file >= 0 else { throw failure("read", path) }
        var facts = stat()
        guard fstat(file, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else {
            close(file)
            throw .failed("read", path, reason: "it is no regular file")
        }
        return file
    }

    private static func read(_ file: Int32, _ path: String, _ buffer: inout [UInt8]) throws(InstallationError) -> Int {
        var filled = 0
        while filled < buffer.count {
            let wanted = buffer.count - filled
            let count = buffer.withUnsafeMutableBytes {
                Glibc.read(file, $0.baseAddress?.advanced(by: filled), wanted)
            }
            if count < 0, errno == EINTR { continue }
            if count < 0 { throw failure("read", path) }
            if count == 0 { break }
            filled += count
        }
        return filled
    }

    static func areEqual(_ one: String, _ other: String) throws(InstallationError) -> Bool {
        let left = try opened(one)
        defer { close(left) }
        let right = try opened(other)
        defer { close(right) }
        var leftPiece = [UInt8](repeating: 0, count: piece)
        var rightPiece = leftPiece
        while true {
            let leftCount = try read(left, one, &leftPiece)
            let rightCount = try read(right, other, &rightPiece)
            if leftCount != rightCount || memcmp(leftPiece, rightPiece, leftCount) != 0 { return false }
            if leftCount == 0 { return true }
        }
    }

    /// Copies the content to a new file, and waits until it is on the disk.
    static func copy(_ source: String, to path: String, mode: mode_t) throws(InstallationError) {
        let from = try opened(source)
        defer { close(from) }
        try create(path, mode: mode) { (file) throws(InstallationError) in
            var buffer = [UInt8](repeating: 0, count: piece)
            while true {
                let count = try read(from, source, &buffer)
                if count == 0 { return }
                try write(buffer[..<count], to: file, path)
            }
        }
    }

    /// A small file: by temporary file and rename.
    static func put(_ text: String, at path: String, temporary: String) throws(InstallationError) {
        try create(temporary, mode: 0o644) { (file) throws(InstallationError) in
            try write(Array(text.utf8)[...], to: file, temporary)
        }
        try rename(temporary, to: path)
    }

    /// What an earlier, killed installation left at the path is removed: callers exclude each other by a lock.
    private static func create(
        _ path: String, mode: mode_t, _ fill: (Int32) throws(InstallationError) -> Void
    ) throws(InstallationError) {
        _ = unlink(path)
        let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode)
        guard file >= 0 else { throw failure("write", path) }
        defer { close(file) }
        do throws(InstallationError) {
            try fill(file)
            guard fchmod(file, mode) == 0 else { throw failure("set the mode of", path) }
            guard fsync(file) == 0 else { throw failure("write to the disk", path) }
        } catch {
            unlink(path)
            throw error
        }
    }

    private static func write(_ bytes: ArraySlice<UInt8>, to file: Int32, _ path: String) throws(InstallationError) {
        var rest = bytes
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw failure("write", path) }
            rest = rest.dropFirst(count)
        }
    }

    static func rename(_ path: String, to target: String) throws(InstallationError) {
        guard Glibc.rename(path, target) == 0 else { throw failure("rename to", target) }
    }

    /// Gives the file a second name, which takes the place of what had it.
    static func keep(_ path: String, as name: String, temporary: String) throws(InstallationError) {
        _ = unlink(temporary)
        guard link(path, temporary) == 0 else { throw failure("keep as \(name)", path) }
        try rename(temporary, to: name)
        // Two names of one file: rename does nothing then, and leaves the temporary one.
        _ = unlink(temporary)
    }

    /// - Returns: whether it was there.
    @discardableResult
    static func remove(_ path: String) throws(InstallationError) -> Bool {
        if unlink(path) == 0 { return true }
        guard errno == ENOENT || errno == ENOTDIR else { throw failure("remove", path) }
        return false
    }

    /// What is in the folder, sorted; empty where there is none.
    static func names(_ folder: String) -> [String] {
        guard let stream = opendir(folder) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    /// Waits until the folder's names are on the disk.
    static func flush(_ folder: String) throws(InstallationError) {
        let file = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard file >= 0 else { throw failure("open", folder) }
        defer { close(file) }
        guard fsync(file) == 0 else { throw failure("write to the disk", folder) }
    }

    /// The whole text of a small file; nil where there is none.
    static func text(_ path: String, limit: Int = 1 << 20) throws(InstallationError) -> String? {
        guard exists(path) else { return nil }
        let file = try opened(path)
        defer { close(file) }
        var buffer = [UInt8](repeating: 0, count: limit + 1)
        let count = try read(file, path, &buffer)
        guard count <= limit else { throw .failed("read", path, reason: "it is larger than \(limit) bytes") }
        return String(decoding: buffer[..<count], as: UTF8.self)
    }

    static func failure(_ action: String, _ path: String) -> InstallationError {
        .failed(action, path, reason: String(cString: strerror(errno)))
    }
}
