import Testing
import Wording

@Suite struct SpellingTests {
    static let distances = [
        ("", "", 0), ("a", "", 1), ("storage", "storge", 1), ("netwroks", "networks", 1), ("abc", "xyz", 3),
        ("é", "e", 1),
    ]

    @Test("the distance counts letters put in, taken out, changed and swapped", arguments: distances)
    func distance(_ left: String, _ right: String, _ expected: Int) {
        #expect(Spelling.distance(left, right) == expected)
        #expect(Spelling.distance(right, left) == expected)
    }

    @Test("a word that has little in common with all others gets no proposal")
    func closest() {
        #expect(Spelling.closest(to: "web", in: ["wed", "db"]) == "wed")
        #expect(Spelling.closest(to: "web", in: ["cat", "database"]) == nil)
        #expect(Spelling.closest(to: "web", in: ["web"]) == nil)
    }

    @Test("of several near words the nearest comes first, equally near ones as they stand, others not at all")
    func nearest() {
        let words = ["vlan", "macvlan", "ipvlan", "bridge", "ptp"]
        #expect(Spelling.nearest(to: "ipvlam", in: words, count: 3) == ["ipvlan"])
        #expect(Spelling.nearest(to: "xpvlan", in: ["macvlan", "ipvlan", "upvlan"], count: 1) == ["ipvlan"])
        #expect(
            Spelling.nearest(to: "xcvlan", in: words, count: 3)
                == ["vlan", "macvlan", "ipvlan"].filter {
                    Spelling.distance("xcvlan", $0) <= 2
                }.sorted { Spelling.distance("xcvlan", $0) < Spelling.distance("xcvlan", $1) })
        #expect(Spelling.nearest(to: "vlan", in: words, count: 3).first != "vlan")
    }
}
