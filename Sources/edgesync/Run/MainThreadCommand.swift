/// A command that waits for little, and needs no thread but the main one (see ``MainThread``).
protocol MainThreadCommand {}
