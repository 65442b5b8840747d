/// Steps that every workflow and pipeline of edgesync's has in common, as text at the indentation that they have there.
package enum RunnerStep {
  /// GitHub's action that checks a repository out, pinned by its commit, as a tag can be moved.
  package static let checkout =
    "uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1"

  /// The step of a GitHub job that sees to it that edgesync is on the PATH.
  package static let gitHubDownload = #"""
          - name: Get edgesync
            env:
              EDGESYNC_URL: ${{ vars.EDGESYNC_URL }}
              EDGESYNC_SHA256: ${{ vars.EDGESYNC_SHA256 }}
            run: |
              if command -v edgesync; then exit 0; fi
              if [ -z "$EDGESYNC_URL" ] || [ -z "$EDGESYNC_SHA256" ]; then
                echo "::error::There is no edgesync here: set the variables EDGESYNC_URL and EDGESYNC_SHA256."
                exit 1
              fi
              mkdir -p "$RUNNER_TEMP/edgesync-bin"
              curl --fail --silent --show-error --location --proto '=https' --retry 3 \
                --output "$RUNNER_TEMP/edgesync-bin/edgesync" "$EDGESYNC_URL"
              echo "$EDGESYNC_SHA256  $RUNNER_TEMP/edgesync-bin/edgesync" | sha256sum --check --strict -
              chmod +x "$RUNNER_TEMP/edgesync-bin/edgesync"
              echo "$RUNNER_TEMP/edgesync-bin" >> "$GITHUB_PATH"
    """#

  /// The same as a command of a GitLab job's script.
  package static let gitLabDownload = #"""
          if ! command -v edgesync; then
            if [ -z "${EDGESYNC_URL-}" ] || [ -z "${EDGESYNC_SHA256-}" ]; then
              echo "There is no edgesync here: set the variables EDGESYNC_URL and EDGESYNC_SHA256." >&2
              exit 1
            fi
            bin=$(mktemp -d)
            curl --fail --silent --show-error --location --proto '=https' --retry 3 \
              --output "$bin/edgesync" "$EDGESYNC_URL"
            echo "$EDGESYNC_SHA256  $bin/edgesync" | sha256sum -c -
            chmod +x "$bin/edgesync"
            PATH="$bin:$PATH"
            export PATH
          fi
    """#
}
