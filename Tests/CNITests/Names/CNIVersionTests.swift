import CNI
import Testing

@Suite("Versions of the specification") struct CNIVersionTests {
    @Test(
        "one to three numbers are a version, missing ones are 0",
        arguments: [
            ("1.1.0", CNIVersion(1, 1, 0)), ("0.3.1", CNIVersion(0, 3, 1)), ("1.1", CNIVersion(1, 1, 0)),
            ("1", CNIVersion(1, 0, 0)), ("01.002.0", CNIVersion(1, 2, 0)),
            ("999999999.0.0", CNIVersion(999_999_999, 0, 0)),
        ])
    func parsed(text: String, version: CNIVersion) {
        #expect(CNIVersion(text) == version)
    }

    @Test(
        "anything else is no version",
        arguments: [
            "", ".", "1.", ".1", "1..0", "1.0.0.0", "1.0.0-rc1", "v1.0.0", "+1.0.0", "-1.0.0", " 1.0.0", "1.0.0 ",
            "1.x",
            "1,0", "1.0.0\n", "\u{661}.0.0", "1000000000.0.0", "99999999999999999999",
        ])
    func refused(text: String) {
        #expect(CNIVersion(text) == nil)
    }

    @Test("versions are ordered by number, not by text")
    func ordered() {
        let texts = [
            "0.1.0", "0.2.0", "0.3.0", "0.3.1", "0.4.0", "0.10.0", "1.0.0", "1.0.2", "1.0.10", "1.1.0", "2.0.0",
        ]
        let versions = texts.compactMap { CNIVersion($0) }
        #expect(versions.count == texts.count)
        for (left, right) in zip(versions, versions.dropFirst()) {
            #expect(left < right)
            #expect(!(right < left))
        }
        #expect(versions.reversed().sorted().map(\.description) == texts)
    }

    @Test("seven versions are spoken, oldest first, each spelt with three numbers")
    func supported() {
        let texts = ["0.1.0", "0.2.0", "0.3.0", "0.3.1", "0.4.0", "1.0.0", "1.1.0"]
        #expect(CNIVersion.supported.map(\.description) == texts)
        #expect(CNIVersion.newest == CNIVersion.supported.last)
        #expect(CNIVersion.unstated == CNIVersion(0, 2, 0))
        for version in [CNIVersion(0, 9, 0), CNIVersion(1, 0, 1), CNIVersion(1, 2, 0), CNIVersion(0, 0, 0)] {
            #expect(!version.isSupported)
        }
    }

    @Test("what each version has")
    func features() {
        let supported = CNIVersion.supported
        #expect(supported.filter(\.isLegacy).map(\.description) == ["0.1.0", "0.2.0"])
        #expect(supported.filter(\.hasCheck).map(\.description) == ["0.4.0", "1.0.0", "1.1.0"])
        #expect(supported.filter(\.hasGarbageCollection).map(\.description) == ["1.1.0"])
    }
}
