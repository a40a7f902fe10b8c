"""Time measurements for tests: processor time, which other work on the machine hardly affects."""

import time


def growth(action, material, size, times=4):
    """Return how much longer `action` takes with ``material(times * size)`` than with ``material(size)``.

    In processor time, the shortest of three turns each: about `times` for what is linear, its square for what is
    quadratic. A machine that is busy with other work can only make it look worse, so a bad result is measured again.
    """
    small, large = material(size), material(times * size)
    return min(_until(1.5 * times, (_ratio(action, small, large) for _ in range(4))))


def _ratio(action, small, large):
    return _shortest(action, large) / _shortest(action, small)


def _until(enough, ratios):
    """Yield the ratios up to the first that is good enough."""
    for ratio in ratios:
        yield ratio
        if ratio <= enough:
            return


def _shortest(action, argument):
    return min(_processor_time(action, argument) for _ in range(3))


def _processor_time(action, argument):
    started = time.process_time()
    action(argument)
    return time.process_time() - started
