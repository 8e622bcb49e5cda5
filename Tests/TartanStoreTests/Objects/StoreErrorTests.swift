import CNI
import ExactJSON
import Glibc
import LinuxSystem
import TartanStore
import Testing

@Suite struct StoreErrorTests {
    @Test(
        "every error is one sentence without a full stop that names its file",
        arguments: [
            .noStore("/f"), .unsafe("/f", .ownedBy(user: 1)), .unsafe("/f", .writableByEveryone),
            .unsafe("/f", .writableByGroup(1)), .unsafe("/f", .notAFile), .unsafe("/f", .notAFolder),
            .malformed(file: "/f", member: "m", expected: "a string"),
            .misplaced(file: "/f", found: "a", expected: "b"),
            .unexpectedKind(file: "/f", found: "a", expected: "b"), .tooLarge(file: "/f", limit: 1),
            .newerFormat(file: "/f", found: 2, known: 1), .damagedJournal(file: "/f", why: "w"),
            .otherSandbox(file: "/f", found: "a", expected: "b"), .journalFull(file: "/f", limit: 1),
            .shortWrite(file: "/f", written: 1, of: 2), .lockTimeout("/f", holder: nil),
            .lockTimeout("/f", holder: "DEL (process 1)"), .system(SystemFailure("open", "/f", errorNumber: EIO)),
        ] as [StoreError])
    func words(error: StoreError) {
        #expect(error.description.contains("/f"))
        #expect(!error.description.hasSuffix(".") && !error.description.contains("\n"))
    }

    @Test("errors that tell two things apart name both")
    func facts() {
        #expect(
            StoreError.newerFormat(file: "/f", found: 7, known: 1).description
                == "/f has format 7, and this Tartan knows formats up to 1; use the newer Tartan that wrote it")
        #expect(
            StoreError.lockTimeout("/f", holder: "DEL (process 9)").description
                == "/f is still held by DEL (process 9); try again once that has ended")
        #expect(
            StoreError.misplaced(file: "/f", found: "a/b", expected: "c/d").description
                == "/f holds a/b where its path says c/d; move it or correct its metadata")
    }
}
