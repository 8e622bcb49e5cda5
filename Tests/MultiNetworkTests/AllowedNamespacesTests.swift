import CNI
import MultiNetwork
import TestKit
import Testing

@Suite struct AllowedNamespacesTests {
    @Test(
        "a namespace is admitted by its name or by a pattern",
        arguments: [
            ("shop", "shop", true), ("shop", "shopping", false), ("shop, team-*", "team-a", true),
            ("team-*", "team-", true),
            ("team-*", "teams", false), ("*", "anything", true), ("*-prod", "a-prod", true),
            ("*-prod", "a-prod-b", false),
            ("a*b*c", "axxbyyc", true), ("a*b*c", "acb", false), ("**", "x", true), (" shop ,, infra,", "infra", true),
            ("", "shop", false), (",", "shop", false),
            ("a*a*a*a*b", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", false),
        ])
    func admits(_ text: String, _ namespace: String, _ admitted: Bool) throws {
        #expect(try AllowedNamespaces(text).admits(namespace) == admitted)
    }

    @Test(
        "what is neither name nor pattern is refused",
        arguments: [
            "Shop", "shop;infra", "shop infra", "tier=web", "[\"shop\"]", "team-?", "a/b", "-a", "a-", "équipe",
            "a\u{0}b",
            String(repeating: "a", count: 64), String(repeating: "*", count: 64),
            Array(repeating: "a", count: 257).joined(separator: ","),
        ])
    func refused(_ text: String) {
        #expect(throws: InvalidName.self) { try AllowedNamespaces(text) }
    }

    @Test("a pattern admits what it says for every seed: literal parts in order, at the ends where no star is")
    func patterns() throws {
        var random = SeededGenerator(seed: 11)
        for _ in 0..<2000 {
            let parts = (0..<Int.random(in: 1...4, using: &random)).map { _ in
                String(
                    (0..<Int.random(in: 0...3, using: &random)).map { _ in "ab".randomElement(using: &random) ?? "a" })
            }
            let pattern = parts.joined(separator: "*")
            if pattern.isEmpty { continue }
            let filled = parts.enumerated().map { index, part in
                index == 0
                    ? part
                    : String(
                        (0..<Int.random(in: 0...3, using: &random)).map { _ in
                            "abc".randomElement(using: &random) ?? "c"
                        }) + part
            }.joined()
            if filled.isEmpty { continue }
            #expect(try AllowedNamespaces(pattern).admits(filled), "\(pattern) \(filled)")
        }
    }
}
