/// A rule over networks and pods as a whole. The time it takes grows as fast as their number, or as sorting them.
protocol PictureCheck: Sendable {
    func check(_ picture: ClusterPicture, _ sink: inout FindingSink)
}
