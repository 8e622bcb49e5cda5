/// The checks of the addresses of one configuration.
enum AddressChecks {
    static let configuration: [any ConfigurationCheck] = [AddressCheck()]
}
