import ArgumentParser

struct Apply: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Write networks and pods from manifests into the store.")
    @OptionGroup var store: StoreOptions
    func run() throws {}
}
struct Delete: ParsableCommand {}
struct Get: ParsableCommand {}
struct Describe: ParsableCommand {}
