import Testing

@testable import tartanctl

/// What the first bytes of an executable file say.
@Suite struct ProgramHeadTests {
    @Test("this test's own shell is a program of this machine, with the loader that is there")
    func shell() throws {
        guard case .program(let machine, let loader)? = ProgramHead(of: "/bin/sh") else {
            Issue.record("/bin/sh is no program")
            return
        }
        #expect(machine == ELFMachine(of: "/proc/self/exe"))
        #expect(loader?.hasPrefix("/lib") == true)
    }

    @Test(
        "a script's interpreter is the first word of its first line",
        arguments: [
            ("#!/bin/sh\necho", "/bin/sh"), ("#! /usr/bin/env python3\n", "/usr/bin/env"), ("#!/bin/sh\r\n", "/bin/sh"),
            ("#!", nil), ("#!\n/bin/sh", nil),
        ])
    func script(_ text: String, _ interpreter: String?) {
        #expect(ProgramHead(head: Array(text.utf8)) == .script(interpreter))
    }

    @Test("anything else is neither, and a header that lies about its places has no loader")
    func damaged() {
        #expect(ProgramHead(head: Array("<html>".utf8)) == .other)
        #expect(ProgramHead(head: [0x7F, 0x45, 0x4C, 0x46]) == .other)
        for value in [UInt8(0), 0x7F, 0xFF] {
            for is64Bit in [UInt8(1), 2] {
                var bytes: [UInt8] = [0x7F, 0x45, 0x4C, 0x46, is64Bit, 1, 1] + [UInt8](repeating: value, count: 500)
                bytes[18] = 62
                bytes[19] = 0
                #expect(
                    ProgramHead(head: bytes) == .program(ELFMachine(number: 62, isLittleEndian: true), loader: nil))
            }
        }
    }
}
