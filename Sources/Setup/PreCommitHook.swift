/// The hook that refuses edits of files that upstream owns.
enum PreCommitHook {
  /// The line that does the hook's work in a hook that is there already.
  static let line = "edgesync verify --staged >&2 || [ $? -ne 3 ] || exit 3"

  // Whatever keeps edgesync from looking is said and lets the commit through: a hook that blocks for
  // reasons of its own is soon taken away.
  static let text = #"""
    #!/bin/sh
    # Refuses to commit edits of files that upstream owns, and says where to make them instead. Written by
    # `edgesync init --hook`. Change it as you like: `edgesync init --update-helpers` replaces it by a newer
    # one only as long as nobody has.
    #
    # EDGESYNC names the program where it isn't `edgesync` on the PATH. What can't be looked at is said, and
    # lets the commit through; `git commit --no-verify` goes past the hook.

    # edgesync's own syncs are upstream's edits.
    if [ -n "${EDGESYNC_SYNC-}" ]; then exit 0; fi

    edgesync=${EDGESYNC:-edgesync}
    if ! command -v "$edgesync" >/dev/null 2>&1; then
      echo "pre-commit: there is no $edgesync here, so nobody looked for edits of files that upstream owns." >&2
      exit 0
    fi

    status=0
    said=$("$edgesync" verify --staged) || status=$?
    case $status in
      0) exit 0 ;;
      3)
        if [ -n "$said" ]; then printf '%s\n' "$said" >&2; fi
        exit 3
        ;;
      *)
        echo "pre-commit: edgesync couldn't look for edits of files that upstream owns (exit status $status)." >&2
        exit 0
        ;;
    esac

    """#
}
