/// The practice platform's story: two months of four services.
enum PlatformStory {
  private typealias Step = PlatformHistory.Step

  /// The folder that the practice edge repo takes.
  static let service = "services/forecastingApi/"

  /// The edits of a commit, by its subject.
  static func edits(of subject: String) -> [PlatformHistory.Edit] {
    for case .commit(_, subject, let edits) in steps { return edits }
    return []
  }

  /// Every step, oldest first.
  static let steps: [PlatformHistory.Step] = beginning + september + october + november

  private static let beginning: [Step] = [
    .commit(
      .ana, "Start the platform",
      [
        .write("README.md", "# Acme platform\n\nFour services and how they fit together.\n"),
        .write("LICENSE", "Copyright Acme. All rights reserved.\n"),
        .write(".gitattributes", "*.bin binary\n"),
      ]),
    .commit(
      .ana, "Add the forecasting service",
      [
        .write(service + "app.py", ServiceFiles.app),
        .write(service + "model.py", ServiceFiles.model),
        .write(service + "utils/__init__.py", ""),
        .write(service + "utils/dates.py", ServiceFiles.dates),
        .write(service + "tests/test_app.py", ServiceFiles.testApp),
        .write(service + "Dockerfile", ServiceFiles.dockerfile),
        .write(service + "requirements.txt", "fastapi==0.115.0\nnumpy==1.26.4\nhttpx==0.27.2\n"),
        .write(service + "README.md", "# Forecasting\n\nForecasts demand for a series of days.\n"),
      ]),
    .commit(
      .ben, "Add the billing service",
      [
        .write("services/billingApi/app.py", "RATES = {\"basic\": 10, \"pro\": 25}\n"),
        .write("services/billingApi/requirements.txt", "fastapi==0.115.0\n"),
      ]),
    .commit(
      .cy, "Add the gateway",
      [
        .write("services/gateway/routes.yml", "forecast: forecastingApi\nbilling: billingApi\n"),
        .write("services/gateway/main.go", "package main\n\nfunc main() {}\n"),
      ]),
    .commit(
      .dilnoza, "Add the web front end",
      [
        .write("services/web/index.html", "<!doctype html>\n<title>Acme</title>\n"),
        .write("services/web/app.js", "export const api = \"/forecast\";\n"),
      ]),
  ]

  private static let september: [Step] = [
    .commit(
      .ana, "Validate the series before predicting",
      [
        .replace(
          service + "app.py", "    return model.predict(series, horizon)\n",
          "    if not series:\n        raise ValueError(\"the series is empty\")\n"
            + "    return model.predict(series, horizon)\n")
      ]),
    .commit(
      .ben, "Round invoices to cents",
      [.append("services/billingApi/app.py", "\n\ndef cents(x):\n    return round(x * 100)\n")]),
    .commit(
      .erik, "Test the date helpers",
      [.write(service + "tests/test_dates.py", ServiceFiles.testDates)]
    ),
    .commit(
      .cy, "Time out slow back ends", [.append("services/gateway/routes.yml", "timeout: 5s\n")]),
    .commit(
      .erik, "Skip bank holidays",
      [
        .append(
          service + "utils/dates.py",
          "\n\ndef is_working_day(day, holidays=frozenset()):\n"
            + "    return day.weekday() < 5 and day not in holidays\n")
      ]),
    .commit(
      .dilnoza, "Show the forecast as a chart",
      [
        .append(
          "services/web/app.js", "export function chart(data) {\n  return data.map(Number);\n}\n")
      ]
    ),
    .commit(
      .ana, "Cache predictions",
      [
        .write(service + "utils/cache.py", ServiceFiles.cache),
        .replace(
          service + "app.py", "from model import Model\n",
          "from model import Model\nfrom utils.cache import cached\n"),
      ]),
    .commit(
      .ben, "Charge by the month", [.append("services/billingApi/app.py", "\nPERIOD = \"month\"\n")]
    ),
    .commit(
      .cy, "Ship a small model with the service",
      [.bytes(service + "assets/model.bin", ServiceFiles.modelBytes(version: 1))]),
    .branch,
    .commit(
      .erik, "Read holidays from a file",
      [
        .write(service + "tests/daten/größe.csv", "datum,größe\n2026-10-01,12\n2026-10-02,15\n"),
        .append(
          service + "utils/dates.py",
          "\n\ndef read_days(path):\n    with open(path, encoding=\"utf-8\") as lines:\n"
            + "        return [line.split(\",\")[0] for line in lines][1:]\n"),
      ]),
    .commit(
      .erik, "Test reading of holidays",
      [
        .append(
          service + "tests/test_dates.py", "\n\ndef test_read_days():\n    assert read_days\n")
      ]),
    .merge(.ana, "Merge branch 'holidays'"),
    .commit(
      .dilnoza, "Load the chart on demand",
      [.replace("services/web/app.js", "export function", "export async function")]),
    .commit(
      .ben, "Send invoices by mail",
      [.write("services/billingApi/mail.py", "SENDER = \"a@acme\"\n")]),
    .commit(
      .ana, "Return the model's version",
      [.append(service + "app.py", "\n\ndef version():\n    return Model.version\n")]),
  ]

  private static let october: [Step] = [
    .commit(
      .cy, "Log requests at the gateway",
      [.append("services/gateway/routes.yml", "log: requests\n")]),
    .commit(
      .erik, "Rename the date helpers to calendar",
      [
        .move(service + "utils/dates.py", service + "utils/calendar.py"),
        .move(service + "tests/test_dates.py", service + "tests/test_calendar.py"),
      ]),
    .commit(
      .dilnoza, "Translate the front end",
      [.write("services/web/de.json", "{\"forecast\": \"Vorhersage\"}\n")]),
    .commit(
      .ana, "Start faster with a warm model",
      [.append(service + "model.py", "\n\nwarm = Model()\n")]),
    .commit(
      .ben, "Keep invoices for ten years", [.append("services/billingApi/app.py", "YEARS = 10\n")]),
    .commit(
      .cy, "Run the service as its own user",
      [.append(service + "Dockerfile", "RUN useradd app\nUSER app\n")]),
    .commit(
      .erik, "Add a script that warms the cache",
      [
        .write(service + "utils/warm.sh", "#!/bin/sh\nset -eu\ncurl -fsS localhost:8000/warm\n"),
        .executable(service + "utils/warm.sh"),
      ]),
    .commit(
      .dilnoza, "Fix the chart's legend",
      [.append("services/web/app.js", "export const legend = 1;\n")]
    ),
    .commit(
      .ana, "Guard against an empty cache",
      [
        .replace(
          service + "utils/cache.py", "        return store[key]\n",
          "        return store.get(key) or compute(*key)\n")
      ]),
    .commit(
      .ben, "Show taxes on invoices", [.append("services/billingApi/app.py", "TAX = 0.19\n")]),
    .commit(
      .cy, "Retrain the model on September",
      [.bytes(service + "assets/model.bin", ServiceFiles.modelBytes(version: 2))]),
    .commit(
      .erik, "Drop the unused reader of holidays",
      [
        .replace(
          service + "utils/calendar.py",
          "\n\ndef read_days(path):\n    with open(path, encoding=\"utf-8\") as lines:\n"
            + "        return [line.split(\",\")[0] for line in lines][1:]\n", "")
      ]),
    .commit(
      .dilnoza, "Serve the front end compressed",
      [.append("services/gateway/routes.yml", "gzip: true\n")]),
    .commit(
      .ana, "Fix a crash on leap days",
      [
        .replace(
          service + "utils/calendar.py", "    return start + timedelta(days=count)\n",
          "    end = start + timedelta(days=count)\n    return end if end.month else start\n")
      ]),
    .commit(
      .ben, "Lock the billing dependencies",
      [.append("services/billingApi/requirements.txt", "httpx==0.27.2\n")]),
    .commit(
      .ana, "Log the model id",
      [
        .replace(
          service + "model.py", "class Model:\n",
          "import logging\n\nlog = logging.getLogger(\"forecast\")\n\n\nclass Model:\n")
      ]),
  ]

  private static let november: [Step] = [
    .commit(
      .cy, "Route health checks", [.append("services/gateway/routes.yml", "health: /health\n")]),
    .commit(
      .ben, "Retry on 503",
      [
        .write(service + "utils/retry.py", ServiceFiles.retry),
        .replace(
          service + "app.py", "from utils.cache import cached\n",
          "from utils.cache import cached\nfrom utils.retry import retrying\n"),
      ]),
    .commit(
      .dilnoza, "Remember the chosen language",
      [.append("services/web/app.js", "let lang = \"en\";\n")]
    ),
    .commit(
      .ana, "Raise the horizon to two years",
      [
        .write(service + "utils/horizon.py", "MAX_DAYS = 730\n"),
        .replace(
          service + "app.py", "from utils.cache import cached\n",
          "from utils.cache import cached\nfrom utils.horizon import MAX_DAYS\n"),
      ]),
    .commit(
      .erik, "Test the retries", [.write(service + "tests/test_retry.py", ServiceFiles.testRetry)]),
    .commit(
      .ben, "Move invoices to their own module",
      [.move("services/billingApi/mail.py", "services/billingApi/invoices.py")]),
    .commit(
      .cy, "Pin numpy 2",
      [.replace(service + "requirements.txt", "numpy==1.26.4", "numpy==2.1.3")]),
    .revert(.ana, "Raise the horizon to two years"),
    .commit(
      .dilnoza, "Delete the old legend",
      [.replace("services/web/app.js", "export const legend = 1;\n", "")]),
    .commit(
      .ana, "Cap the horizon at a year",
      [
        .write(
          service + "utils/horizon.py",
          "MAX_DAYS = 366\n\n\ndef capped(horizon):\n    return min(horizon, MAX_DAYS)\n"),
        .replace(
          service + "app.py", "from utils.cache import cached\n",
          "from utils.cache import cached\nfrom utils.horizon import capped\n"),
        .replace(
          service + "app.py", "    return model.predict(series, horizon)\n",
          "    return model.predict(series, capped(horizon))\n"),
      ]),
    .branch,
    .commit(
      .erik, "Measure predictions",
      [.write(service + "utils/metrics.py", ServiceFiles.metrics)]),
    .commit(
      .erik, "Count cache hits",
      [.append(service + "utils/metrics.py", "\n\ndef hit():\n    counts[\"hit\"] += 1\n")]),
    .merge(.ana, "Merge branch 'metrics'"),
    .commit(
      .ben, "Refund by the day", [.append("services/billingApi/app.py", "REFUND = \"day\"\n")]),
    .commit(
      .cy, "Build on a smaller base image",
      [.replace(service + "Dockerfile", "python:3.12", "python:3.13-slim")]),
    .commit(
      .erik, "Remove the script that warms the cache", [.delete(service + "utils/warm.sh")]),
    .commit(
      .dilnoza, "Name the front end's version",
      [.append("services/web/app.js", "let version = 7;\n")]),
    .commit(
      .ana, "Rename the cache to memo",
      [
        .move(service + "utils/cache.py", service + "utils/memo.py"),
        .replace(
          service + "app.py", "from utils.cache import cached\n", "from utils.memo import cached\n"),
      ]),
    .commit(
      .cy, "Retrain the model on October",
      [.bytes(service + "assets/model.bin", ServiceFiles.modelBytes(version: 3))]),
    .commit(
      .ben, "Answer with a problem document",
      [
        .append(
          service + "app.py",
          "\n\ndef problem(error):\n    return {\"type\": \"about:blank\", \"title\": str(error)}\n"
        )
      ]),
    .commit(
      .dilnoza, "Draw the forecast's band", [.append("services/web/app.js", "let band = 0.95;\n")]),
    .commit(
      .cy, "Balance by least connections",
      [.append("services/gateway/routes.yml", "balance: least\n")]),
    .commit(
      .ben, "Credit half days", [.append("services/billingApi/app.py", "HALF = True\n")]),
    .commit(
      .erik, "Forget cold entries of the memo",
      [
        .replace(
          service + "utils/memo.py", "store = {}\n", "store = {}\nlimit = 10_000\n")
      ]),
    .commit(
      .dilnoza, "Print the chart", [.append("services/web/app.js", "let print = true;\n")]),
    .commit(
      .ana, "Write down who is on call",
      [.append("README.md", "\nOn call: the team that deployed last.\n")]),
    .commit(
      .cy, "Limit requests by address", [.append("services/gateway/routes.yml", "limit: 100\n")]),
    .commit(
      .erik, "Say how long a forecast took",
      [.append(service + "README.md", "\nEach answer says how long it took, in milliseconds.\n")]),
  ]
}
