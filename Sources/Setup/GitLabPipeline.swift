/// The jobs that run the daily sync on GitLab, and an emergency by hand.
enum GitLabPipeline {
  static let path = ".gitlab/edgesync.yml"

  static let text = #"""
    # The daily sync, and an emergency by hand. Written by `edgesync init --gitlab-ci`. Change it as you
    # like: `edgesync init --update-helpers` replaces it by a newer one only as long as nobody has.
    #
    # Checks run a candidate's code, which nobody has reviewed. They run in a job of their own that gets none
    # of the tokens; another job, which runs none of that code, makes the very same proposal anew, takes how
    # the checks ended, and offers it. GitLab gives every job CI_JOB_TOKEN, which a check finds where it runs
    # in no sandbox: use an image with bubblewrap, and write `sandbox: require` in edgesync.yml.
    #
    # GitLab reads this file once .gitlab-ci.yml says
    #
    #   include:
    #     - local: .gitlab/edgesync.yml
    #
    # What it needs, in the project's settings:
    #   a pipeline schedule for the default branch, such as 0 6 * * *, with the variable EDGESYNC_KIND=daily
    #   the CI/CD variable EDGESYNC_TOKEN, masked and protected, of the environment scope "edgesync": so the
    #   job that runs checks doesn't get it
    #     A project access token of the role Developer with write_repository; for an emergency it must be
    #     one that may push to the default branch.
    #   the CI/CD variable EDGESYNC_UPSTREAM_TOKEN, masked and protected, of the same scope
    #     For an upstream on this GitLab that isn't public: a token with read_repository for it alone.
    #   the CI/CD variables EDGESYNC_URL and EDGESYNC_SHA256
    #     Where a build of edgesync for the job's image can be downloaded, and that file's SHA-256. Neither
    #     is needed in an image, or on a runner, that has edgesync on its PATH.
    #
    # A schedule that has ended raises no alarm: let something outside run `edgesync status --max-age 8d`
    # as well.

    variables:
      EDGESYNC_REASON:
        value: ""
        description: "Emergency: why it can't wait for a review; giving it makes this pipeline one"
      EDGESYNC_COMMIT:
        value: ""
        description: "Emergency: the upstream commit to land; upstream's newest unless given"

    .edgesync:
      stage: test # or any other stage that this project has
      timeout: 1h
      interruptible: false
      variables:
        GIT_STRATEGY: clone
        GIT_DEPTH: "0" # the history of edgesync.lock is read, too
      before_script:
        - |
    \#(RunnerStep.gitLabDownload)
        - |
          # git asks for the tokens when it needs them, where there are any; the address that the runner cloned
          # from may hold one.
          HOME=$(mktemp -d)
          export HOME
          git config --global user.name edgesync
          git config --global user.email "edgesync@noreply.$CI_SERVER_HOST"
          if [ -n "${EDGESYNC_TOKEN-}" ]; then
            # shellcheck disable=SC2016 # the shell that git starts looks the variables up
            git config --global "credential.$CI_PROJECT_URL.git.helper" \
              '!f() { echo username=edgesync; echo "password=$EDGESYNC_TOKEN"; }; f'
          fi
          if [ -n "${EDGESYNC_UPSTREAM_TOKEN-}" ]; then
            # shellcheck disable=SC2016 # the same
            git config --global "credential.$CI_SERVER_URL.helper" \
              '!f() { echo username=edgesync; echo "password=$EDGESYNC_UPSTREAM_TOKEN"; }; f'
          fi
          git remote set-url origin "$CI_PROJECT_URL.git"
          git checkout --quiet -B "$CI_DEFAULT_BRANCH" "$CI_COMMIT_SHA"
      rules:
        - if: $CI_PIPELINE_SOURCE == "schedule" && $EDGESYNC_KIND == "daily"
        - if: $CI_PIPELINE_SOURCE == "web" && $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH && $EDGESYNC_REASON

    # Fetches, and runs none of what it fetches.
    edgesync fetch:
      extends: .edgesync
      environment: { name: edgesync, action: access }
      script:
        - |
          edgesync fetch
          if [ -d .git/edgesync/mirror.git ]; then
            tar -cf edgesync-upstream.tar -C .git edgesync/mirror.git
          else
            tar -cf edgesync-upstream.tar -T /dev/null
          fi
      artifacts:
        paths: [edgesync-upstream.tar]
        expire_in: 1 day

    # Runs the checks, and has no token to lose.
    edgesync check:
      extends: .edgesync
      needs: [edgesync fetch]
      script:
        - |
          if [ -n "${EDGESYNC_TOKEN-}${EDGESYNC_UPSTREAM_TOKEN-}" ]; then
            echo "EDGESYNC_TOKEN and EDGESYNC_UPSTREAM_TOKEN reach the job that runs checks: give both the" >&2
            echo "environment scope edgesync, in the project's settings." >&2
            exit 1
          fi
          # Other variables of the runner's, which checks have no use for.
          unset CI_JOB_TOKEN CI_JOB_JWT CI_REGISTRY_PASSWORD CI_DEPLOY_PASSWORD CI_DEPENDENCY_PROXY_PASSWORD
          tar -xf edgesync-upstream.tar -C .git
          rm edgesync-upstream.tar
          if [ -n "${EDGESYNC_REASON-}" ]; then
            set -- emergency --reason="$EDGESYNC_REASON" --save-results edgesync-results.json
            if [ -n "${EDGESYNC_COMMIT-}" ]; then set -- "$@" -- "$EDGESYNC_COMMIT"; fi
          else
            set -- daily --save-results edgesync-results.json
          fi
          edgesync "$@"
      artifacts:
        paths: [edgesync-results.json]
        expire_in: 1 day

    # Offers what was checked, and runs none of it.
    edgesync sync:
      extends: .edgesync
      needs: [edgesync check]
      environment: { name: edgesync, action: access }
      resource_group: edgesync-$EDGESYNC_KIND
      script:
        - |
          mv edgesync-results.json "$HOME/results.json"
          if [ -n "${EDGESYNC_REASON-}" ]; then
            set -- emergency --reason="$EDGESYNC_REASON" --results "$HOME/results.json"
            if [ -n "${EDGESYNC_COMMIT-}" ]; then set -- "$@" -- "$EDGESYNC_COMMIT"; fi
          else
            set -- daily --results "$HOME/results.json"
          fi
          # Exit status 2, for a failed check, fails the job once the offer is made.
          status=0
          edgesync "$@" || status=$?
          if [ -z "${EDGESYNC_REASON-}" ]; then
            edgesync status --max-age 8d || [ "$status" -ne 0 ] || status=1
          fi
          exit "$status"

    """#
}
