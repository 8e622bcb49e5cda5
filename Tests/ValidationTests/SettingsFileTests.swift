import ExactJSON
import Findings
import Testing
import Validation

@Suite struct SettingsFileTests {
    private static func error(_ text: String) -> SettingsFileError? {
        do throws(SettingsFileError) {
            _ = try SettingsFile(Array(text.utf8))
            return nil
        } catch { return error }
    }

    @Test("every key is read")
    func keys() throws {
        let file = try SettingsFile(
            Array(
                """
                strict: true
                defaultNamespace: shop
                multusNamespace: net
                ignore:
                  - TN4001
                  - {code: TN1115, paths: ["charts/**"], reason: shared}
                """.utf8))
        #expect(file.isStrict)
        #expect(file.settings.defaultNamespace == "shop")
        #expect(file.settings.multusNamespace == "net")
        #expect(
            file.ignored == [
                .init(code: "TN4001", paths: nil, reason: ""),
                .init(code: "TN1115", paths: ["charts/**"], reason: "shared"),
            ])
    }

    @Test(
        "what can't be used is an error with its place",
        arguments: [
            ("strict: yes please", 1, 9), ("strict: true\nstrickt: true", 2, 1), ("ignore: [TN0000]", 1, 10),
            ("- strict", 1, 1), ("ignore:\n  - {paths: [a]}", 2, 5), ("strict: true\n---\nstrict: true", 3, 1),
            ("globalNamespaces: [default, X_Y]", 1, 29), ("defaultNamespace: a/b", 1, 19),
        ])
    func errors(_ text: String, _ line: Int, _ column: Int) {
        let error = Self.error(text)
        #expect(error?.position.line == line)
        #expect(error?.position.column == column)
    }

    @Test("a path is covered by the patterns of an ignored code alone")
    func paths() throws {
        let file = try SettingsFile(
            Array("ignore: [{code: TN1116, paths: [\"charts/**\"], reason: made elsewhere}]".utf8))
        let text = Array(
            "apiVersion: k8s.cni.cncf.io/v1\nkind: NetworkAttachmentDefinition\nmetadata: {name: a}\nspec: {config: '{\"type\": \"tap\"}'}\n"
                .utf8)
        func codes(_ name: String) -> [String] {
            var validator = Validator(file)
            validator.add(InputText(name, text))
            return validator.report().findings.map(\.code)
        }
        #expect(codes("other/a.yaml") == ["TN1116"])
        #expect(codes("charts/deep/a.yaml") == [])
    }
}
