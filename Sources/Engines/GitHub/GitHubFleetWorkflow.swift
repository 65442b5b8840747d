import Setup

/// The workflow that runs a fleet's daily sync on GitHub, a job for each share.
package enum GitHubFleetWorkflow {
  /// Its text.
  // Actions are pinned by their commits, as tags can be moved. What the matrix holds reaches the shell as a
  // variable, for what an expression puts into a script is run.
  package static let text = #"""
    # A fleet's daily sync, a job for each edge repo that fleet.yml lists, or for each share where there are
    # more than GitHub takes. Written by `edgesync fleet matrix --github --workflow`, for
    # .github/workflows/edgesync-fleet.yml.
    #
    # What it needs, in the repository's settings:
    #   variables EDGESYNC_URL and EDGESYNC_SHA256
    #     Where a build of edgesync for this runner can be downloaded, and that file's SHA-256. Neither is
    #     needed on a runner that has edgesync on its PATH.
    #   secret EDGESYNC_FLEET_TOKEN
    #     A token that may read upstream, and read and write contents and pull requests of the edge repos.
    #
    # Checks run beside that token: write `sandbox: require` in each edgesync.yml, on runners with
    # bubblewrap. A workflow of its own in each edge repo, by `edgesync init --github-actions`, keeps checks
    # and tokens in jobs apart.
    name: edgesync fleet

    on:
      schedule:
        - cron: "0 6 * * *"
      workflow_dispatch:

    permissions: {}

    concurrency:
      group: edgesync-fleet
      cancel-in-progress: false

    jobs:
      edges:
        name: edges
        runs-on: ubuntu-latest
        timeout-minutes: 10
        permissions:
          contents: read
        outputs:
          matrix: ${{ steps.matrix.outputs.matrix }}
        steps:
          - \#(RunnerStep.checkout)
            with:
              persist-credentials: false # no token stays in .git/config

    \#(RunnerStep.gitHubDownload)

          - name: List the edge repos
            id: matrix
            run: |
              matrix=$(edgesync fleet matrix --github)
              echo "matrix=$matrix" >> "$GITHUB_OUTPUT"

      sync:
        name: ${{ matrix.edge }}
        needs: edges
        runs-on: ubuntu-latest
        timeout-minutes: 180
        permissions:
          contents: read
        strategy:
          fail-fast: false
          max-parallel: 20
          matrix: ${{ fromJSON(needs.edges.outputs.matrix) }}
        steps:
          - \#(RunnerStep.checkout)
            with:
              persist-credentials: false # no token stays in .git/config

    \#(RunnerStep.gitHubDownload)

          - name: Sync
            env:
              GH_TOKEN: ${{ secrets.EDGESYNC_FLEET_TOKEN }}
              SHARD: ${{ matrix.shard }}
            run: |
              # git asks for the token when it needs it: it is in this step's environment, and on no disk.
              HOME="$RUNNER_TEMP/edgesync-home"
              export HOME
              mkdir -p "$HOME"
              git config --global user.name "github-actions[bot]"
              git config --global user.email "41898282+github-actions[bot]@users.noreply.github.com"
              # shellcheck disable=SC2016 # the shell that git starts looks the variable up
              git config --global "credential.$GITHUB_SERVER_URL.helper" \
                '!f() { echo username=x-access-token; echo "password=$GH_TOKEN"; }; f'

              # Nothing that a commit or a check says is taken for a command to the runner.
              mark=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
              echo "::stop-commands::$mark"
              status=0
              edgesync fleet run daily --shard "$SHARD" > "$RUNNER_TEMP/edgesync.ndjson" || status=$?
              echo "::$mark::"
              exit "$status"

          - uses: actions/upload-artifact@ea165f8d65b6e75b540449e92b4886f43607fa02 # v4.6.2
            if: ${{ !cancelled() }}
            with:
              name: edgesync-${{ strategy.job-index }}
              path: ${{ runner.temp }}/edgesync.ndjson
              if-no-files-found: ignore
              retention-days: 7

    """#
}
