import Rules

/// Files of the practice edge repo that are its own.
enum EdgeFiles {
  static let manifest = """
    \(Manifest.editorLine)
    version: 1
    upstream:
      url: ../platform
      branch: main
    mode: selective
    mappings:
      - name: forecastingApi
        from: services/forecastingApi
        to: services/forecastingApi
        edge:
          - Dockerfile
          - Dockerfile.dev
          - docker-compose.yml
          - requirements.txt
    edge: [docker-compose.yml, docker-compose.dev.yml, config/, scripts/, docs/]
    changelog: docs/sync-changelog.md
    checks:
      - name: syntax
        stage: pre
        run: sh scripts/check-syntax.sh
      - name: unit tests
        stage: pre
        run: sh scripts/run-tests.sh
        timeout: 2m
      - name: horizon limit
        stage: post
        run: sh scripts/check-horizon.sh
    land: { weekly: commit }

    """

  /// The edge repo's own files, by path.
  static let all: [String: String] = [
    "README.md": "# Platform edge\n\nThe forecasting service, as it runs on our ARM64 boxes.\n",
    "docker-compose.yml": "services:\n  forecast:\n    build: services/forecastingApi\n",
    "docker-compose.dev.yml": "services:\n  forecast:\n    command: uvicorn --reload app:app\n",
    "config/edge.yml": "region: north\nmemory: 512M\n",
    "docs/operations.md": "# Operations\n\nRestart with `docker compose up -d`.\n",
    "services/forecastingApi/Dockerfile":
      "FROM arm64v8/python:3.12-slim\nWORKDIR /app\nCOPY . .\nRUN pip install -r requirements.txt\n",
    "services/forecastingApi/Dockerfile.dev":
      "FROM arm64v8/python:3.12\nWORKDIR /app\nCMD [\"uvicorn\", \"--reload\", \"app:app\"]\n",
    "services/forecastingApi/docker-compose.yml":
      "services:\n  forecast:\n    image: edge/forecast\n    ports: [\"8000:8000\"]\n",
    "services/forecastingApi/requirements.txt":
      "fastapi==0.115.0\nnumpy==1.26.4  # the last with wheels for our boxes\nhttpx==0.27.2\n",
    "scripts/check-syntax.sh": """
    #!/bin/sh
    # Passes where every Python file of the service ends its lines as it should.
    set -eu
    cd services/forecastingApi
    count=0
    for file in *.py utils/*.py tests/*.py; do
      if grep -q "$(printf '\\r')" "$file"; then
        echo "$file: carriage return"
        exit 1
      fi
      count=$((count + 1))
    done
    echo "$count files are well"

    """,
    "scripts/run-tests.sh": """
    #!/bin/sh
    # Stands in for a test suite that takes its time.
    set -eu
    for file in services/forecastingApi/tests/*.py; do
      for name in $(sed -n 's/^def \\(test_[a-z_]*\\).*/\\1/p' "$file"); do
        sleep 0.4
        echo "$file::$name ok"
      done
    done

    """,
    "scripts/check-horizon.sh": """
    #!/bin/sh
    # Our boxes keep a year of data: a longer horizon would read past it.
    set -eu
    file=services/forecastingApi/utils/horizon.py
    [ -f "$file" ] || { echo "no limit is set; the model's own holds"; exit 0; }
    days=$(sed -n 's/^MAX_DAYS = //p' "$file")
    echo "MAX_DAYS is $days, at most 366 are allowed"
    [ "$days" -le 366 ]

    """,
  ]
}
