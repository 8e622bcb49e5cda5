import ArgumentParser

/// Options that mean what they mean to kubectl, by the same names. Values may stand behind the letter: -ojson.
extension NameSpecification {
    static var allNamespaces: NameSpecification { [.customShort("A"), .customLong("all-namespaces")] }
    static var filename: NameSpecification { [.customShort("f", allowingJoined: true), .customLong("filename")] }
    static var namespace: NameSpecification { [.customShort("n", allowingJoined: true), .customLong("namespace")] }
    static var output: NameSpecification { [.customShort("o", allowingJoined: true), .customLong("output")] }
    static var recursive: NameSpecification { [.customShort("R"), .customLong("recursive")] }
    static var selector: NameSpecification { [.customShort("l", allowingJoined: true), .customLong("selector")] }
}
