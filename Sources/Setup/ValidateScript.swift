/// The script that validates what is here, or a candidate.
enum ValidateScript {
  static let path = "scripts/validate-sync.sh"

  // What `verify` says goes to standard error, so that standard output is `check`'s alone.
  static let text = #"""
    #!/bin/sh
    # Proves that the synced files are upstream's, then runs the checks of edgesync.yml. Written by
    # `edgesync init --scripts`. Change it as you like: `edgesync init --update-helpers` replaces it by a
    # newer one only as long as nobody has.
    #
    #   scripts/validate-sync.sh [OPTION...]          checks this repo as it is
    #   scripts/validate-sync.sh COMMIT [OPTION...]   checks what pinning an upstream commit would make of it
    #
    # Options are those of `edgesync check`. EDGESYNC names the program where it isn't `edgesync` on the PATH.
    # The exit status is edgesync's: 0 all is well, 2 a check failed, 3 a synced file isn't upstream's (nothing
    # is checked then), 5 upstream can't be reached; 127 where there is no edgesync.
    set -eu

    edgesync=${EDGESYNC:-edgesync}
    if ! command -v "$edgesync" >/dev/null 2>&1; then
      echo "$0: there is no $edgesync here. Install it, or name it with EDGESYNC=PROGRAM." >&2
      exit 127
    fi
    root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)

    "$edgesync" verify -C "$root" >&2
    exec "$edgesync" check -C "$root" "$@"

    """#
}
