"""Holidays and on which day of a year they are."""

from __future__ import annotations

from claims.split.dates.days import day_number, easter, nth_weekday

_FIXED = {
    (1, 1): "new year's day/new years day/new year day",
    (1, 6): "epiphany",
    (1, 20): "inauguration day",
    (1, 26): "australia day",
    (2, 2): "groundhog day",
    (2, 14): "valentine's day/valentines day/valentine day/saint valentine's day",
    (3, 8): "international women's day",
    (
        3,
        17,
    ): "st patrick's day/st. patrick's day/saint patrick's day/saint patrick/st patrick/st patricks day",
    (4, 1): "april fools' day/april fool's day/april fools day/april fools/april fool day",
    (4, 7): "world health day",
    (4, 22): "earth day",
    (4, 25): "anzac day",
    (5, 1): "may day/international workers' day",
    (5, 5): "cinco de mayo",
    (5, 8): "ve day/v-e day",
    (6, 14): "flag day",
    (6, 19): "juneteenth/freedom day/jubilee day",
    (7, 1): "canada day",
    (7, 4): "independence day/fourth of july/us independence day",
    (7, 14): "bastille day",
    (9, 10): "teachers' day/teacher's day",
    (10, 9): "hangul day/hangeul day",
    (10, 31): "halloween/hallowe'en",
    (11, 1): "all saints' day/all saints day/all hallows' day",
    (11, 2): "all souls' day/all souls day",
    (11, 5): "guy fawkes night/bonfire night/guy fawkes day",
    (11, 11): "veterans day/veterans' day/veteran's day/armistice day/remembrance day/singles' day",
    (12, 1): "world aids day",
    (12, 10): "human rights day",
    (12, 24): "christmas eve/xmas eve",
    (12, 25): "christmas day/christmas/xmas/xmas day",
    (12, 26): "boxing day",
    (12, 31): "new year's eve/new years eve/new year eve",
}
#: Month, weekday (0 Monday) and which of them, -1 the last.
_MOVING = {
    (1, 0, 3): "martin luther king day/martin luther king jr. day/martin luther king jr day/mlk day",
    (2, 0, 3): "presidents' day/president's day/presidents day/washington's birthday",
    (5, 6, 2): "mother's day/mothers' day/mothers day",
    (5, 0, -1): "memorial day",
    (6, 6, 3): "father's day/fathers' day/fathers day",
    (9, 0, 1): "labor day/labour day",
    (10, 0, 2): "columbus day/indigenous peoples' day/indigenous peoples day",
    (11, 3, 4): "thanksgiving day/thanksgiving",
}
#: Days after Easter Sunday.
_EASTER = {
    -47: "shrove tuesday/mardi gras",
    -46: "ash wednesday",
    -7: "palm sunday",
    -3: "maundy thursday/holy thursday",
    -2: "good friday",
    -1: "holy saturday/easter saturday",
    0: "easter sunday/easter day/easter",
    1: "easter monday",
    39: "ascension day/ascension thursday",
    49: "pentecost/whit sunday/whitsun",
    50: "whit monday",
    60: "corpus christi",
}
_AFTER_THANKSGIVING = {1: "black friday", 4: "cyber monday"}
#: These follow calendars of their own: they are found, and not resolved.
_OTHERS = (
    "ramadan/eid al-fitr/eid al-adha/diwali/passover/hanukkah/yom kippur/rosh hashanah/lunar new year"
    "/chinese new year/chuseok/seollal/vesak/nowruz"
)

_FIXED_DAYS = {name: day for day, names in _FIXED.items() for name in names.split("/")}
_MOVING_DAYS = {name: rule for rule, names in _MOVING.items() for name in names.split("/")}
_EASTER_DAYS = {name: after for after, names in _EASTER.items() for name in names.split("/")}
_SHOPPING_DAYS = {name: after for after, name in _AFTER_THANKSGIVING.items()}
HOLIDAYS = (*_FIXED_DAYS, *_MOVING_DAYS, *_EASTER_DAYS, *_SHOPPING_DAYS, *_OTHERS.split("/"))


def holiday_on(name: str, year: int) -> int | None:
    """The day of a holiday in a year; None if no rule of ours tells it."""
    if name in _FIXED_DAYS:
        return day_number(year, *_FIXED_DAYS[name])
    if name in _MOVING_DAYS:
        return nth_weekday(year, *_MOVING_DAYS[name])
    if name in _SHOPPING_DAYS:
        return nth_weekday(year, 11, 3, 4) + _SHOPPING_DAYS[name]
    return easter(year) + _EASTER_DAYS[name] if name in _EASTER_DAYS else None
