import Fleet
import Setup

/// A child pipeline on GitLab with a job for each share of a fleet.
package enum GitLabMatrix {
  /// Jobs that `parallel: matrix:` makes at the most.
  package static let limit = 200

  /// The child pipeline of a fleet, as YAML.
  ///
  /// - Parameter file: The fleet's file, from the project's root.
  package static func pipeline(of fleet: Fleet, file: String) -> String {
    let shares = FleetShare.all(of: fleet, limit: limit)
    let matrix = shares.map {
      "      - EDGE: \(QuotedText.literal($0.name))\n        SHARD: \(QuotedText.literal($0.shard))\n"
    }
    return head + "    FLEET: { value: \(QuotedText.literal(file)), expand: false }\n" + body
      + matrix.joined() + tail
  }

  private static let head = #"""
    # A fleet's daily sync, a job for each share. Written by `edgesync fleet matrix --gitlab`, anew in each
    # pipeline: a job of the parent has it as an artifact, and another one has
    #
    #   trigger: { include: [{ artifact: edgesync-fleet.yml, job: NAME-OF-THAT-JOB }], strategy: depend }
    #
    # What it needs, in the project's settings: the CI/CD variables EDGESYNC_URL and EDGESYNC_SHA256, of a
    # build of edgesync that can be downloaded, where it isn't on the PATH; EDGESYNC_TOKEN, masked and
    # protected, a group's access token with write_repository for the edge repos.
    #
    # Checks run beside that token: use an image with bubblewrap, and write `sandbox: require` in each
    # edgesync.yml.
    edgesync:
      stage: test
      timeout: 3h
      interruptible: false
      variables:

    """#

  private static let body = #"""
      parallel:
        matrix:

    """#

  private static let tail = #"""
      resource_group: edgesync-$SHARD
      script:
        - |
    \#(RunnerStep.gitLabDownload)
        - |
          root=$PWD
          HOME=$(mktemp -d)
          export HOME
          git config --global user.name edgesync
          git config --global user.email "edgesync@noreply.$CI_SERVER_HOST"
          # git asks for the token when it needs it.
          if [ -n "${EDGESYNC_TOKEN-}" ]; then
            # shellcheck disable=SC2016 # the shell that git starts looks the variable up
            git config --global "credential.$CI_SERVER_URL.helper" \
              '!f() { echo username=edgesync; echo "password=$EDGESYNC_TOKEN"; }; f'
          fi
          edgesync fleet run daily --file "$FLEET" --shard "$SHARD" > "$root/edgesync.ndjson"
      artifacts:
        when: always
        paths: [edgesync.ndjson]
        expire_in: 1 week

    """#
}
