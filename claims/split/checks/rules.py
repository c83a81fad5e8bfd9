"""The list of checks, in the order in which a claim's hints are given."""

from claims.split.checks import ages, durations, marks, ordinals, percentages, same, shares, weekdays
from claims.split.checks.rule import Rule

RULES: tuple[Rule, ...] = (
    Rule("weekday_and_date", "A weekday stands with a date that falls on another day.", weekdays.with_date),
    Rule("weekday_of_today", "“Today” or “yesterday” is called by a wrong weekday.", weekdays.of_today),
    Rule("ordinal_and_years", "“The third since 2011” does not fit the years listed.", ordinals.with_years),
    Rule(
        "change_in_percent", "“20 percent” is not what lies between the two numbers.", percentages.of_change
    ),
    Rule("share_in_percent", "“12 of 40” is not the percentage given.", shares.in_percent),
    Rule("parts_of_whole", "The parts of one whole come to more or less than 100 percent.", shares.of_whole),
    Rule("age_and_birth", "An age does not fit the year of birth.", ages.with_birth),
    Rule("age_at_death", "An age at death does not fit the years of life.", ages.at_death),
    Rule("years_ago", "“25 years ago” does not fit the year it stands beside.", durations.years_ago),
    Rule(
        "duration_and_years", "“For 12 years” does not fit the years it stands beside.", durations.with_years
    ),
    Rule("open_quotation", "A quotation in the claim's sentence never closes.", marks.never_closed),
    Rule(
        "told_differently",
        "Two claims say the same with other numbers or the contrary.",
        same.told_differently,
    ),
    Rule("repeated", "Two claims say almost the same.", same.repeated),
)
