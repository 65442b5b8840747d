/// The script that syncs by hand.
enum SyncScript {
  static let path = "scripts/sync-services.sh"

  static let text = #"""
    #!/bin/sh
    # Syncs the files that upstream owns. Written by `edgesync init --scripts`. Change it as you like:
    # `edgesync init --update-helpers` replaces it by a newer one only as long as nobody has.
    #
    #   scripts/sync-services.sh [OPTION...]          offers upstream's newest commit, as the daily job does:
    #                                                 edgesync daily [OPTION...]
    #   scripts/sync-services.sh COMMIT [OPTION...]   lands a commit that was reviewed:
    #                                                 edgesync pin COMMIT [OPTION...]
    #
    # EDGESYNC names the program where it isn't `edgesync` on the PATH. The exit status is edgesync's: 0 done
    # or nothing to do, 1 failed, 2 a check failed, 3 something of yours stands in the way, 4 another edgesync
    # is at work, 5 upstream can't be reached; 127 where there is no edgesync.
    set -eu

    edgesync=${EDGESYNC:-edgesync}
    if ! command -v "$edgesync" >/dev/null 2>&1; then
      echo "$0: there is no $edgesync here. Install it, or name it with EDGESYNC=PROGRAM." >&2
      exit 127
    fi
    root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)

    case ${1-} in
      '' | -*) exec "$edgesync" daily -C "$root" "$@" ;;
      *) exec "$edgesync" pin -C "$root" "$@" ;;
    esac

    """#
}
