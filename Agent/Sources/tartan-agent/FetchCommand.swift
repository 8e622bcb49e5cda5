import ArgumentParser
import KubernetesClient
import NIOPosix
import TartanAgent

struct FetchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fetch", abstract: "Put one pod or network of the cluster into the store.",
        discussion: """
            For the plugin's setting fetchCommand, where no agent runs all the time.

            Exit status: 0 it is in the store, 1 the cluster has none, 2 it can't be told.

            Examples:
              tartan-agent fetch network infra/storage
              tartan-agent fetch pod shop/web 0cc2fd62-5b0e-4c25-8bfa-5e0e2f0a2a1c
            """)

    @OptionGroup var connection: ConnectionOptions

    @Argument(help: "pod or network.")
    var kind: String

    @Argument(help: ArgumentHelp("Namespace and name.", valueName: "ns/name"))
    var name: String

    @Argument(help: "The pod that is meant; another one of its name is not taken.")
    var uid: String?

    mutating func run() async throws {
        guard let kind = LiveLookup.Kind(rawValue: kind) else {
            throw ValidationError("\"\(kind)\" is neither pod nor network")
        }
        let parts = name.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else {
            throw ValidationError("\"\(name)\" is not NAMESPACE/NAME")
        }
        let store = try StoreKeeper(root: connection.storeRoot, group: MultiThreadedEventLoopGroup.singleton)
        let uid = uid
        let answer = try await connection.withClient { client in
            await LiveLookup(client: client, store: store)
                .fetch(kind, ObjectName(parts[0], parts[1]), uid: uid, patience: .seconds(9))
        }
        switch answer {
        case .stored: return
        case .notFound(let text): try end(1, text)
        case .otherUID(let text): try end(1, text)
        case .denied(let text), .unavailable(let text): try end(2, text)
        }
    }

    private func end(_ status: Int32, _ text: String) throws -> Never {
        OutputLine.printError("error: " + text)
        throw ExitCode(status)
    }
}
