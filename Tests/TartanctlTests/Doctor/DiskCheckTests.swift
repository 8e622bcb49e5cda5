import Testing

@testable import tartanctl

/// When a disk is full, nearly full, out of inodes or read-only.
@Suite struct DiskCheckTests {
    private func found(
        free: UInt64, of size: UInt64 = 100 << 30, inodes: UInt64 = 1 << 20, freeInodes: UInt64 = 1 << 19,
        readOnly: Bool = false
    ) -> DoctorFinding? {
        DiskCheck.finding(
            VolumeFacts(
                path: "/var", id: 1, bytes: size, freeBytes: free, inodes: inodes, freeInodes: freeInodes,
                isReadOnly: readOnly), "/var/lib/tartan")
    }

    @Test("there is room, also on a small disk and on one that counts no inodes")
    func room() {
        #expect(found(free: 50 << 30) == nil)
        #expect(found(free: 2 << 30) == nil)
        #expect(found(free: 60 << 20, of: 1 << 30) == nil)
        #expect(found(free: 50 << 30, inodes: 0, freeInodes: 0) == nil)
    }

    @Test("a full or read-only disk is a problem, a nearly full one a warning")
    func full() {
        #expect(found(free: 1 << 20)?.severity == .problem)
        #expect(found(free: 50 << 30, freeInodes: 10)?.severity == .problem)
        #expect(found(free: 50 << 30, freeInodes: 10)?.message.contains("10 inodes") == true)
        #expect(found(free: 50 << 30, readOnly: true)?.repair?.contains("remount,rw /var") == true)
        #expect(found(free: 500 << 20)?.severity == .warning)
        #expect(found(free: 50 << 30, freeInodes: 1000)?.severity == .warning)
    }
}
