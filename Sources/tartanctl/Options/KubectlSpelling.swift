/// What kubectl's users type out of habit, as this command line spells it: `--dry-run=client`.
enum KubectlSpelling {
    /// There is one dry run, which looks at the store and changes nothing; `none` asks for the real thing.
    static func arguments(_ words: [String]) -> [String] {
        let options = words.prefix { $0 != "--" }
        return options.compactMap { word in
            switch word {
            case "--dry-run=client", "--dry-run=server", "--dry-run=true": "--dry-run"
            case "--dry-run=none", "--dry-run=false": nil
            default: word
            }
        } + words[options.endIndex...]
    }
}
