/// What kubectl's users type out of habit, as the parser takes it: `--dry-run=client`, `-lapp=web`.
enum KubectlSpelling {
    static func arguments(_ words: [String]) -> [String] {
        let options = words.prefix { $0 != "--" }
        return options.flatMap(parsed) + words[options.endIndex...]
    }

    private static func parsed(_ word: String) -> [String] {
        switch word {
        // There is one dry run, which looks at the store and changes nothing; none asks for the real thing.
        case "--dry-run=client", "--dry-run=server", "--dry-run=true": ["--dry-run"]
        case "--dry-run=none", "--dry-run=false": []
        // The parser would take all up to = for a name.
        case _ where word.hasPrefix("-l") && word.utf8.count > 2 && !word.hasPrefix("-l="):
            ["-l", String(word.dropFirst(2))]
        default: [word]
        }
    }
}
