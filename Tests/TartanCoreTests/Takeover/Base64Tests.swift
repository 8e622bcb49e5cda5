import Foundation
import Testing

@testable import TartanCore

@Suite struct Base64Tests {
    @Test("every length of bytes comes back as it was", arguments: 0...67)
    func roundTrip(length: Int) {
        let bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 151 &+ length) }
        #expect(Base64.decode(Data(bytes).base64EncodedString()) == bytes)
    }

    @Test(
        "what is no base64 is refused",
        arguments: ["A", "AA", "AAA", "AA=A", "A===", "====", "AA==AAAA", "AAA\n", "AAA-", "AB==", "ÄAAA"])
    func refuses(text: String) {
        #expect(Base64.decode(text) == nil)
    }
}
