enum TartanCorePlaceholder {}
