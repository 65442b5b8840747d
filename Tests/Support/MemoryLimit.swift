import CSanitizers

/// Memory that a command may take, as `ulimit -d` has it.
public enum MemoryLimit {
  /// A number of megabytes; without bounds under a sanitizer, which takes terabytes of addresses.
  public static func megabytes(_ count: Int) -> String {
    edgesync_is_sanitized() == 0 ? String(count << 10) : "unlimited"
  }
}
