// Slips in the writing of JSON: texts, numbers, words.
extension FindingKind {
    static let jsonWritingKinds = [
        singleQuotes, comment, typographicQuotes, unquotedText, rawControlCharacter, badEscape, badNumber, foreignWord,
        escapedQuotes, innerQuote, invisibleCharacter,
    ]

    package static let singleQuotes = FindingKind(
        "TN1031", .error, "single quotation marks in JSON",
        explanation: "Python and JavaScript take them, JSON doesn't. Plugins say: invalid character '\\''.",
        remedy: "Write double ones.",
        bad: .definition("{\"cniVersion\": \"1.0.0\", ⟦'type'⟧: \"macvlan\"}"),
        good: .definition("{\"cniVersion\": \"1.0.0\", \"type\": \"macvlan\"}"))

    package static let comment = FindingKind(
        "TN1032", .error, "comment in JSON",
        explanation:
            "JSON has no comments, neither with // nor with # nor with /* */. Inside of `config: |` YAML's comments are part of the text.",
        remedy: "Remove it, or put it before the definition as a comment of YAML.",
        bad: .definition("{\n  \"cniVersion\": \"1.0.0\",\n  ⟦// the second port⟧\n  \"type\": \"macvlan\"\n}"),
        good: .definition(
            "{\n  \"cniVersion\": \"1.0.0\",\n  \"_comment\": \"the second port\",\n  \"type\": \"macvlan\"\n}"))

    package static let typographicQuotes = FindingKind(
        "TN1033", .error, "typographic quotation marks",
        explanation:
            "Word processors, chats and web pages make “ and ” of straight marks. They look alike and are other characters.",
        remedy: "Write straight ones.",
        bad: .definition("{\"cniVersion\": \"1.0.0\", ⟦“type”⟧: \"macvlan\"}"),
        good: .definition("{\"cniVersion\": \"1.0.0\", \"type\": \"macvlan\"}"))

    package static let unquotedText = FindingKind(
        "TN1034", .error, "text without quotation marks in JSON",
        explanation:
            "Keys and texts are in quotation marks, addresses and interface names too. Only numbers, true, false and null are without.",
        remedy: "Put it in quotation marks.",
        bad: .definition("{\"cniVersion\": \"1.0.0\", \"type\": \"macvlan\", ⟦master⟧: \"eth1\"}"),
        good: .definition("{\"cniVersion\": \"1.0.0\", \"type\": \"macvlan\", \"master\": \"eth1\"}"))

    package static let rawControlCharacter = FindingKind(
        "TN1035", .error, "tab inside of a string of JSON",
        explanation:
            "Inside of a string a tab and every other control character is written as an escape. Plugins say: invalid character in string literal.",
        remedy: "Write \\t, or a blank.",
        bad: .definition("{\"cniVersion\": \"1.0.0\", \"type\": \"macvlan\", \"master\": \"eth1⟦\t⟧\"}"),
        good: .definition("{\"cniVersion\": \"1.0.0\", \"type\": \"macvlan\", \"master\": \"eth1\"}"))

    package static let badEscape = FindingKind(
        "TN1036", .error, "backslash that begins no escape",
        explanation:
            "In JSON a backslash begins an escape, of which there are nine. Paths of Windows and regular expressions need two backslashes for each one.",
        remedy: "Write \\\\ for a backslash.",
        bad: .definition("{\"cniVersion\": \"1.0.0\", \"type\": \"win-bridge\", \"logFile\": \"C:⟦\\k⟧\\\\cni.log\"}"),
        good: .definition("{\"cniVersion\": \"1.0.0\", \"type\": \"win-bridge\", \"logFile\": \"C:\\\\k\\\\cni.log\"}"))

    package static let badNumber = FindingKind(
        "TN1037", .error, "number that JSON spells otherwise",
        explanation:
            "JSON has decimal numbers without plus sign, without zeros in front, with digits on both sides of the point; no hexadecimal ones, no NaN.",
        remedy: "Write it in decimal.",
        bad: .definition("{\"cniVersion\": \"1.0.0\", \"type\": \"bridge\", \"vlan\": ⟦0x64⟧}"),
        good: .definition("{\"cniVersion\": \"1.0.0\", \"type\": \"bridge\", \"vlan\": 100}"))

    package static let foreignWord = FindingKind(
        "TN1038", .error, "True, None or yes instead of JSON's words",
        explanation:
            "JSON has true, false and null, in small letters. True and None are Python's, yes and no are YAML's.",
        remedy: "Write true, false or null.",
        bad: .definition("{\"cniVersion\": \"1.0.0\", \"type\": \"bridge\", \"hairpinMode\": ⟦True⟧}"),
        good: .definition("{\"cniVersion\": \"1.0.0\", \"type\": \"bridge\", \"hairpinMode\": true}"))

    package static let escapedQuotes = FindingKind(
        "TN1039", .error, "backslashes before quotation marks that need none",
        explanation:
            "In YAML's double quotation marks JSON's own are written \\\". In single ones and below `config: |` the backslash becomes part of the text, and no JSON begins with it.",
        remedy: "Remove the backslashes, or put the whole in double quotation marks.",
        bad: .manifest(spec: "config: '{⟦\\\"⟧cniVersion\\\": \\\"1.0.0\\\", \\\"type\\\": \\\"macvlan\\\"}'"),
        good: .manifest(spec: "config: \"{\\\"cniVersion\\\": \\\"1.0.0\\\", \\\"type\\\": \\\"macvlan\\\"}\""))

    package static let innerQuote = FindingKind(
        "TN1040", .error, "quotation mark inside of a string of JSON",
        explanation: "The string ends at it, and what follows is neither a comma nor a bracket.",
        remedy: "Write \\\" where a quotation mark is meant.",
        bad: .definition("{\"cniVersion\": \"1.0.0\", \"type\": \"macvlan\", \"_comment\": \"the ⟦\"⟧second\" port\"}"),
        good: .definition(
            "{\"cniVersion\": \"1.0.0\", \"type\": \"macvlan\", \"_comment\": \"the \\\"second\\\" port\"}"))

    package static let invisibleCharacter = FindingKind(
        "TN1041", .error, "character that can't be seen",
        explanation:
            "Text from web pages and word processors has no-break spaces and characters of no width. To YAML and JSON they are letters, so a key isn't found or nothing can be read.",
        remedy: "Replace it by an ordinary blank or remove it. `cat -A FILE` shows it, as M-BM-.",
        bad: .definition("{\"cniVersion\": \"1.0.0\",⟦⟪C2⟫⟪A0⟫⟧\"type\": \"macvlan\"}"),
        good: .definition("{\"cniVersion\": \"1.0.0\", \"type\": \"macvlan\"}"))
}
