/// The workflow that runs the daily sync on GitHub, and an emergency by hand.
enum GitHubWorkflow {
  static let path = ".github/workflows/edgesync-daily.yml"

  // The action is pinned by its commit, as a tag can be moved. Inputs reach the shell as variables, for
  // what an expression puts into a script is run.
  static let text = #"""
    # The daily sync, and an emergency by hand. Written by `edgesync init --github-actions`. Change it as you
    # like: `edgesync init --update-helpers` replaces it by a newer one only as long as nobody has.
    #
    # Checks run a candidate's code, which nobody has reviewed. They run in a job of their own that has no
    # token but the runner's own for reading; another job, which runs none of that code, makes the very same
    # proposal anew, takes how the checks ended, and offers it.
    #
    # What it needs, in the repository's settings:
    #   variables EDGESYNC_URL and EDGESYNC_SHA256
    #     Where a build of edgesync for this runner can be downloaded, and that file's SHA-256. Neither is
    #     needed on a runner that has edgesync on its PATH.
    #   secret EDGESYNC_UPSTREAM_TOKEN
    #     For an upstream that isn't public: a token that may read it, and nothing else.
    #   "Allow GitHub Actions to create and approve pull requests"
    #     For `land: { daily: pull-request }` in edgesync.yml.
    #
    # GitHub ends the schedule of a repository where nothing happens for 60 days, and what has ended raises
    # no alarm: let something outside run `edgesync status --max-age 8d` as well.
    name: edgesync daily

    on:
      schedule:
        - cron: "0 6 * * *"
      workflow_dispatch:
        inputs:
          kind:
            description: Which sync to run
            type: choice
            options: [daily, emergency]
            default: daily
          commit:
            description: "Emergency: the upstream commit to land; upstream's newest unless given"
            type: string
          reason:
            description: "Emergency: why it can't wait for a review (required)"
            type: string

    permissions: {}

    # One run of a kind at a time, and none is broken off. An emergency doesn't wait for the daily run.
    concurrency:
      group: edgesync-${{ inputs.kind || 'daily' }}
      cancel-in-progress: false

    jobs:
      check:
        name: check
        runs-on: ubuntu-latest
        timeout-minutes: 60
        permissions:
          contents: read
        steps:
          - \#(RunnerStep.checkout)
            with:
              fetch-depth: 0 # the history of edgesync.lock is read, too
              persist-credentials: false # no token stays in .git/config

    \#(RunnerStep.gitHubDownload)

          # The one step here with a token: it fetches, and runs none of what it fetches.
          - name: Fetch
            env:
              UPSTREAM_TOKEN: ${{ secrets.EDGESYNC_UPSTREAM_TOKEN }}
            run: |
              HOME="$RUNNER_TEMP/edgesync-home"
              export HOME
              mkdir -p "$HOME"
              if [ -n "$UPSTREAM_TOKEN" ]; then
                # shellcheck disable=SC2016 # the shell that git starts looks the variable up
                git config --global "credential.$GITHUB_SERVER_URL.helper" \
                  '!f() { echo username=x-access-token; echo "password=$UPSTREAM_TOKEN"; }; f'
              fi
              edgesync fetch

          - name: Check
            env:
              KIND: ${{ inputs.kind || 'daily' }}
              COMMIT: ${{ inputs.commit }}
              REASON: ${{ inputs.reason }}
            run: |
              case "$KIND" in
                emergency)
                  if [ -z "$REASON" ]; then
                    echo "::error::An emergency needs a reason: run it again with one."
                    exit 64
                  fi
                  set -- emergency --reason="$REASON" --save-results "$RUNNER_TEMP/edgesync-results.json"
                  if [ -n "$COMMIT" ]; then set -- "$@" -- "$COMMIT"; fi
                  ;;
                *) set -- daily --save-results "$RUNNER_TEMP/edgesync-results.json" ;;
              esac

              # What git asks for to fetch isn't here any more: this home has no helper.
              HOME="$RUNNER_TEMP/edgesync-check-home"
              export HOME
              mkdir -p "$HOME"
              git config --global user.name "github-actions[bot]"
              git config --global user.email "41898282+github-actions[bot]@users.noreply.github.com"

              # Nothing that a commit or a check says is taken for a command to the runner.
              mark=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
              echo "::stop-commands::$mark"
              status=0
              edgesync "$@" || status=$?
              echo "::$mark::"
              exit "$status"

          - uses: actions/upload-artifact@ea165f8d65b6e75b540449e92b4886f43607fa02 # v4.6.2
            with:
              name: edgesync-results
              path: ${{ runner.temp }}/edgesync-results.json
              if-no-files-found: error
              retention-days: 1

      sync:
        name: ${{ inputs.kind || 'daily' }}
        needs: check
        runs-on: ubuntu-latest
        timeout-minutes: 60
        permissions:
          contents: write # pushes the branch that is offered, or an emergency's commit
          pull-requests: write # opens the pull request, and brings it up to date
        steps:
          - \#(RunnerStep.checkout)
            with:
              fetch-depth: 0 # the history of edgesync.lock is read, too
              persist-credentials: false # no token stays in .git/config

    \#(RunnerStep.gitHubDownload)

          - uses: actions/download-artifact@d3f86a106a0bac45b974a628896c90dbdf5c8093 # v4.3.0
            with:
              name: edgesync-results
              path: ${{ runner.temp }}/edgesync-results

          - name: Sync
            env:
              GH_TOKEN: ${{ secrets.GITHUB_TOKEN }}
              UPSTREAM_TOKEN: ${{ secrets.EDGESYNC_UPSTREAM_TOKEN }}
              KIND: ${{ inputs.kind || 'daily' }}
              COMMIT: ${{ inputs.commit }}
              REASON: ${{ inputs.reason }}
            run: |
              case "$KIND" in
                emergency)
                  if [ -z "$REASON" ]; then
                    echo "::error::An emergency needs a reason: run it again with one."
                    exit 64
                  fi
                  set -- emergency --reason="$REASON" --results "$RUNNER_TEMP/edgesync-results/edgesync-results.json"
                  if [ -n "$COMMIT" ]; then set -- "$@" -- "$COMMIT"; fi
                  ;;
                *) set -- daily --results "$RUNNER_TEMP/edgesync-results/edgesync-results.json" ;;
              esac

              # git asks for the tokens when it needs them: they are in this step's environment, and on no disk.
              HOME="$RUNNER_TEMP/edgesync-home"
              export HOME
              mkdir -p "$HOME"
              git config --global user.name "github-actions[bot]"
              git config --global user.email "41898282+github-actions[bot]@users.noreply.github.com"
              # shellcheck disable=SC2016 # the shell that git starts looks the variables up
              git config --global "credential.$GITHUB_SERVER_URL/$GITHUB_REPOSITORY.helper" \
                '!f() { echo username=x-access-token; echo "password=$GH_TOKEN"; }; f'
              if [ -n "$UPSTREAM_TOKEN" ]; then
                # shellcheck disable=SC2016 # the shell that git starts looks the variable up
                git config --global "credential.$GITHUB_SERVER_URL.helper" \
                  '!f() { echo username=x-access-token; echo "password=$UPSTREAM_TOKEN"; }; f'
              fi

              # Nothing that a commit or a check says is taken for a command to the runner.
              mark=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
              echo "::stop-commands::$mark"
              status=0
              edgesync "$@" || status=$?
              echo "::$mark::"
              if [ "$status" -eq 2 ]; then
                echo "::error::A check failed. What was offered, if anything was, is marked as failing."
              fi
              exit "$status"

          - name: Alarm where the last sync is older than eight days
            if: ${{ !cancelled() }}
            run: edgesync status --max-age 8d

    """#
}
