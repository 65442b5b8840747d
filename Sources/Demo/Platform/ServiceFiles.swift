/// Files of the practice platform's forecasting service.
enum ServiceFiles {
  static let app = """
    from model import Model

    model = Model()


    def forecast(series, horizon):
        \"\"\"Forecasts the next days of a series.\"\"\"
        return model.predict(series, horizon)


    def health():
        return {"status": "ok"}

    """

  static let model = """
    class Model:
        version = "2026.9"

        def predict(self, series, horizon):
            last = series[-1]
            return [last for _ in range(horizon)]

    """

  static let dates = """
    from datetime import timedelta


    def add_days(start, count):
        return start + timedelta(days=count)


    def week_of(day):
        return day.isocalendar().week

    """

  static let testApp = """
    from app import forecast


    def test_forecast():
        assert forecast([1, 2, 3], 2) == [3, 3]

    """

  static let testDates = """
    from datetime import date


    def test_week():
        assert date(2026, 9, 21).isocalendar().week == 39

    """

  static let dockerfile = """
    FROM python:3.12
    WORKDIR /app
    COPY . .
    RUN pip install -r requirements.txt
    CMD ["uvicorn", "app:app", "--host", "0.0.0.0"]

    """

  static let cache = """
    store = {}


    def cached(compute):
        def wrapper(*key):
            if key not in store:
                store[key] = compute(*key)
            return store[key]

        return wrapper

    """

  static let retry = """
    import time


    def retrying(call, tries=3):
        for attempt in range(tries):
            answer = call()
            if answer.status_code != 503:
                return answer
            time.sleep(0.1 * 2**attempt)
        return answer

    """

  static let testRetry = """
    from utils.retry import retrying


    class Answer:
        status_code = 200


    def test_retrying():
        assert retrying(Answer).status_code == 200

    """

  static let metrics = """
    from collections import Counter

    counts = Counter()


    def measured(name):
        counts[name] += 1

    """

  /// A small binary file: a header, then bytes of a linear congruence (Numerical Recipes, 7.1).
  static func modelBytes(version: UInt8) -> [UInt8] {
    var state = UInt32(version) &* 2_654_435_761
    let body = (0..<2048).map { _ -> UInt8 in
      state = state &* 1_664_525 &+ 1_013_904_223
      return UInt8(truncatingIfNeeded: state >> 24)
    }
    return Array("MODEL".utf8) + [0, version, 0, 0] + body
  }
}
