enum MultiNetworkPlaceholder {}
