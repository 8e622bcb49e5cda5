import ExactJSON

extension RuntimeFile {
    package init(_ file: NodeFile) {
        switch file.content {
        case .unreadable(let why): self.init(file.name, problem: "\(file.name) \(why)")
        case .text(let text):
            do throws(JSONError) {
                let value = try JSONParser.parse(text.bytes, limit: ConfigurationReader.limit)
                guard value.object != nil else {
                    self.init(file.name, problem: "\(file.name) is \(value.kindName) and no object")
                    return
                }
                self.init(file.name, value)
            } catch {
                let problem = error.cause == .empty ? "is empty" : "is not JSON: \(error.reason)"
                self.init(file.name, problem: "\(file.name) \(problem)")
            }
        }
    }
}
