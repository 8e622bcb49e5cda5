/// What writing an object did to the store.
package enum Change: Sendable, Equatable {
    case created, changed, unchanged
}
