import Testing

@testable import tartanctl

@Suite struct UnifiedDiffTests {
    private func diff(_ old: String, _ new: String) -> String { UnifiedDiff(old, new, from: "a", to: "b").text }

    @Test("equal texts have no difference")
    func equal() {
        #expect(diff("a\nb\n", "a\nb\n") == "")
        #expect(diff("", "") == "")
    }

    @Test("a change is shown with three lines around it, as diff -u counts them")
    func change() {
        let old = (1...9).map { "\($0)\n" }.joined()
        #expect(
            diff(old, old.replacing("5", with: "five"))
                == "--- a\n+++ b\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n")
    }

    @Test("changes that are far apart are two hunks")
    func hunks() {
        let old = (1...20).map { "\($0)\n" }.joined()
        let text = diff(old, "0\n" + old + "21\n")
        #expect(text.contains("@@ -1,3 +1,4 @@\n+0\n 1\n 2\n 3\n@@ -18,3 +19,4 @@\n 18\n 19\n 20\n+21\n"))
    }

    @Test("a text of nothing is diff's line 0")
    func fromNothing() {
        #expect(diff("", "x\ny\n") == "--- a\n+++ b\n@@ -0,0 +1,2 @@\n+x\n+y\n")
        #expect(diff("x\n", "") == "--- a\n+++ b\n@@ -1,1 +0,0 @@\n-x\n")
    }

    @Test("texts that are too long are not compared")
    func long() {
        let text = diff(String(repeating: "a\n", count: 6000), "b\n")
        #expect(text == "--- a\n+++ b\n(6000 and 1 lines: too long to be compared)\n")
    }
}
