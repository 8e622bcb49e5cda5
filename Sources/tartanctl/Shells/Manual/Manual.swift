import ArgumentParser
import CNI
import ExactJSON
import Glibc
import LinuxSystem
import TartanCore

/// `tartanctl man DIR`: a manual page for each command, made of what the parser knows. For packages and make install.
struct Manual: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "man",
        abstract: "Write manual pages into a folder, one for each command.",
        discussion: """
            The date of the pages is that of $SOURCE_DATE_EPOCH, if it is set, so that a package can be built again byte \
            for byte.

            Examples:
              tartanctl man /usr/local/share/man/man1
              tartanctl man --date 2026-01-31 man/
            """,
        shouldDisplay: false)

    @Argument(help: ArgumentHelp("It is made if need be.", valueName: "folder"))
    var folder: String

    @Option(help: ArgumentHelp("Of the pages (default: $SOURCE_DATE_EPOCH, else today).", valueName: "date"))
    var date: String?

    func validate() throws {
        guard let date else { return }
        let isDay = date.utf8.enumerated().allSatisfy { index, byte in
            index == 4 || index == 7
                ? byte == UInt8(ascii: "-") : (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
        }
        if !isDay || date.utf8.count != 10 { throw ValidationError("\"\(date)\" is no day such as 2026-01-31") }
    }

    func run() throws {
        let day = date ?? Self.today
        let pages = try Self.pages(date: day)
        do throws(SystemFailure) {
            try Files.makeFolders(AbsolutePath.of(folder), mode: 0o755)
            for page in pages {
                try Files.replace("\(AbsolutePath.of(folder))/\(page.file)", with: Array(page.text.utf8), mode: 0o644)
            }
        } catch {
            throw Failure(.couldNotRun, code: "output", "\(error).", facts: ["path": .string(folder)])
        }
    }

    /// Of every command that people are shown.
    static func pages(date: String) throws(Failure) -> [(file: String, text: String)] {
        let root = try CommandDescription.root()
        return root.shownTree.map { command in
            let page = ManualPage(command, of: root, date: date)
            return (file: "\(page.name).1", text: page.text)
        }
    }

    private static var today: String {
        let epoch = unsafe getenv("SOURCE_DATE_EPOCH").flatMap { unsafe UInt64(String(cString: $0)) }
        return String(Moment.text((epoch ?? Clock.wallMicroseconds / 1_000_000) * 1_000_000).prefix(10))
    }
}
