/// The jobs that run the daily sync on GitLab, and an emergency by hand.
enum GitLabPipeline {
  static let path = ".gitlab/edgesync.yml"

  static let text = #"""
    # The daily sync, and an emergency by hand. Written by `edgesync init --gitlab-ci`, and yours from here
    # on: edgesync never changes it. GitLab reads it once .gitlab-ci.yml says
    #
    #   include:
    #     - local: .gitlab/edgesync.yml
    #
    # What it needs, in the project's settings:
    #   a pipeline schedule for the default branch, such as 0 6 * * *, with the variable EDGESYNC_KIND=daily
    #   the CI/CD variable EDGESYNC_TOKEN, masked and protected
    #     A project access token of the role Developer with write_repository; for an emergency it must be
    #     one that may push to the default branch.
    #   the CI/CD variable EDGESYNC_UPSTREAM_TOKEN, masked and protected
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
        description: "Emergency: why it can't wait for a review (required)"
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
        - |
          # git asks for the tokens when it needs them; the address that the runner cloned from may hold one.
          HOME=$(mktemp -d)
          export HOME
          git config --global user.name edgesync
          git config --global user.email "edgesync@noreply.$CI_SERVER_HOST"
          # shellcheck disable=SC2016 # the shell that git starts looks the variables up
          git config --global "credential.$CI_PROJECT_URL.git.helper" \
            '!f() { echo username=edgesync; echo "password=$EDGESYNC_TOKEN"; }; f'
          if [ -n "${EDGESYNC_UPSTREAM_TOKEN-}" ]; then
            # shellcheck disable=SC2016 # the same
            git config --global "credential.$CI_SERVER_URL.helper" \
              '!f() { echo username=edgesync; echo "password=$EDGESYNC_UPSTREAM_TOKEN"; }; f'
          fi
          git remote set-url origin "$CI_PROJECT_URL.git"
          git checkout --quiet -B "$CI_DEFAULT_BRANCH" "$CI_COMMIT_SHA"

    edgesync daily:
      extends: .edgesync
      resource_group: edgesync-daily
      rules:
        - if: $CI_PIPELINE_SOURCE == "schedule" && $EDGESYNC_KIND == "daily"
      script:
        - |
          # Exit status 2, for a failed check, fails the job once the offer is made.
          status=0
          edgesync daily || status=$?
          edgesync status --max-age 8d || [ "$status" -ne 0 ] || status=1
          exit "$status"

    edgesync emergency:
      extends: .edgesync
      resource_group: edgesync-emergency
      rules:
        - if: $CI_PIPELINE_SOURCE == "web" && $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH
          when: manual
          allow_failure: true
      script:
        - |
          if [ -z "${EDGESYNC_REASON-}" ]; then
            echo "An emergency needs a reason: run it again with EDGESYNC_REASON." >&2
            exit 64
          fi
          set -- emergency --reason="$EDGESYNC_REASON"
          if [ -n "${EDGESYNC_COMMIT-}" ]; then set -- "$@" -- "$EDGESYNC_COMMIT"; fi
          edgesync "$@"

    """#
}
