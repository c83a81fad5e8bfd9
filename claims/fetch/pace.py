"""How often the desk may ask one server, and one person the desk."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

_NOTHING = timedelta(0)
_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Pace:
    """Limits out of politeness: the gap between fetches from one host, and how many a person has an hour."""

    host_gap: timedelta = timedelta(seconds=2)
    an_hour: int = 30

    def wait(self, now: datetime, *, host: Iterable[datetime], person: Iterable[datetime]) -> timedelta:
        """How long the next fetch has to wait; nothing if it may start.

        Args:
            now: the time, with its zone.
            host: when fetches from this host were started, by anybody, in any order; the last is enough.
            person: when this person's were, in any order; the last hour is enough.

        Returns:
            The longer of the two waits. Times after `now` (a clock was set back) count as now.
        """
        return max(self._host_wait(now, host), self._person_wait(now, person))

    def _host_wait(self, now: datetime, times: Iterable[datetime]) -> timedelta:
        last = max(times, default=None)
        return max(_NOTHING, min(last, now) + self.host_gap - now) if last else _NOTHING

    def _person_wait(self, now: datetime, times: Iterable[datetime]) -> timedelta:
        recent = sorted(min(time, now) for time in times)
        if len(recent) < self.an_hour:
            return _NOTHING
        return recent[-self.an_hour] + _HOUR - now if self.an_hour else _HOUR
