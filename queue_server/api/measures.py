"""What the server measures of itself, for Prometheus. Never of a person: no ids, no names, no addresses.

Commands are counted in plain dictionaries on the one event loop; locks and label objects would cost more than deciding
does. Prometheus gets them in its form when it asks.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import accumulate
from time import perf_counter

from prometheus_client import CollectorRegistry, Gauge
from prometheus_client.core import CounterMetricFamily, HistogramMetricFamily
from prometheus_client.registry import Collector

COMMAND_BUCKETS_S = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5)
"""From a commit on a fast disk to where somebody at a kiosk would notice."""


class Measures(Collector):
    """Counters and gauges of one server. Gauges ask when they are read: they cost nothing in between."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.registry.register(self)
        self._commands: Counter[tuple[str, str]] = Counter()
        self._in_bucket = [0] * (len(COMMAND_BUCKETS_S) + 1)
        self._total_s = 0.0

    def command(self, kind: str, result: str, began_s: float) -> None:
        """One command was answered; `began_s` is of `perf_counter`."""
        lasted_s = perf_counter() - began_s
        self._commands[kind, result] += 1
        self._in_bucket[bisect_left(COMMAND_BUCKETS_S, lasted_s)] += 1
        self._total_s += lasted_s

    def watch(self, name: str, sentence: str, value: Callable[[], float]) -> None:
        """A gauge that is read when Prometheus asks."""
        Gauge(name, sentence, registry=self.registry).set_function(value)

    def collect(self) -> Iterator[CounterMetricFamily | HistogramMetricFamily]:
        """The commands as Prometheus wants them."""
        commands = CounterMetricFamily("queue_commands", "Commands by kind and result.", labels=("command", "result"))
        for (kind, result), count in sorted(self._commands.items()):
            commands.add_metric((kind, result), count)
        yield commands
        bounds = [*(str(bound) for bound in COMMAND_BUCKETS_S), "+Inf"]
        buckets = list(zip(bounds, accumulate(self._in_bucket), strict=True))
        lasted = HistogramMetricFamily("queue_command_seconds", "From asking to the answer, once it is on disk.")
        lasted.add_metric((), buckets, sum_value=self._total_s)
        yield lasted
