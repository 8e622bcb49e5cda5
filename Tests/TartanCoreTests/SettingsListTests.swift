import Testing

@testable import TartanCore

@Suite("GC's list of attachments")
struct SettingsListTests {
    private static func attachments(_ member: String) throws -> [ValidAttachment]? {
        let text = #"{"cniVersion":"1.1.0","name":"tartan","# + member + "}"
        return try Settings(text: Array(text.utf8), ownName: "tartan").validAttachments
    }

    @Test("both names of the key are read, the newer one first; without either there is no list")
    func names() throws {
        let own = ValidAttachment(containerID: "a", interface: "eth0")
        let list = #"[{"containerID":"a","ifname":"eth0"}]"#
        #expect(try Self.attachments(#""cni.dev/valid-attachments":\#(list)"#) == [own])
        #expect(try Self.attachments(#""cni.dev/attachments":\#(list)"#) == [own])
        #expect(try Self.attachments(#""cni.dev/attachments":\#(list),"cni.dev/valid-attachments":[]"#) == [])
        #expect(try Self.attachments(#""x":1"#) == nil)
    }

    @Test(
        "an element that names no attachment is an error: what it meant to keep would be detached",
        arguments: [#"{"containerID":"a"}"#, #"{"containerID":1,"ifname":"eth0"}"#, "3"])
    func element(text: String) {
        let expected = SettingsError.wrongType(
            key: "cni.dev/valid-attachments", value: text.hasPrefix("{") ? "an object" : text,
            expected: "attachments with \"containerID\" and \"ifname\"")
        #expect(throws: expected) {
            try Self.attachments(#""cni.dev/valid-attachments":[{"containerID":"b","ifname":"x"},\#(text)]"#)
        }
    }

    @Test("a wrong value with an object inside is not quoted: it may hold a secret")
    func secret() {
        let expected = SettingsError.wrongType(key: "store", value: "an array", expected: "a string")
        #expect(throws: expected) { try Self.attachments(#""store":[{"password":"x"}]"#) }
    }
}
