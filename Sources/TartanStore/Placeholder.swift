enum TartanStorePlaceholder {}
