extension Age {
  private static let day = 86_400
  private static let weekdays: [SafeText] = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
  private static let months: [SafeText] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  /// When something was, as a calendar tells it, in at most eight cells: today `14:05`, in the six days before `Tue`,
  /// in this year `3 Nov`, else `Nov 2025`.
  ///
  /// In UTC, as all that is written down; what lies before 1970, or past the year 9999, as the nearest that doesn't.
  ///
  /// - Parameters:
  ///   - moment: Seconds since 1970.
  ///   - now: The present moment, in seconds since 1970.
  package static func onCalendar(_ moment: Int, now: Int) -> SafeText {
    let (moment, now) = (Bounded.moment(moment), Bounded.moment(now))
    let (days, today) = (moment / day, now / day)
    if days == today {
      let (hour, minute) = (moment % day / 3600, moment % 3600 / 60)
      return "\(hour < 10 ? "0" : "")\(hour):\(minute < 10 ? "0" : "")\(minute)"
    }
    // Of seven days one would have the name that today has.
    if (1...6).contains(today - days) { return weekdays[days % 7] }
    let date = date(days)
    let name = months[date.month - 1]
    return date.year == self.date(today).year ? "\(date.day) \(name)" : "\(name) \(date.year)"
  }

  /// The date of a day, by the days since 1970.
  private static func date(_ days: Int) -> (year: Int, month: Int, day: Int) {
    // Counted in years that begin in March, the day that comes only sometimes is the last; and in spans of 400 years,
    // after which the calendar is the same again.
    let (span, dayOfSpan) = (days + 719_468).quotientAndRemainder(dividingBy: 146_097)
    let year = (dayOfSpan - dayOfSpan / 1460 + dayOfSpan / 36_524 - dayOfSpan / 146_096) / 365
    let dayOfYear = dayOfSpan - (365 * year + year / 4 - year / 100)
    let fromMarch = (5 * dayOfYear + 2) / 153
    let month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9
    return (
      span * 400 + year + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * fromMarch + 2) / 5 + 1
    )
  }
}
