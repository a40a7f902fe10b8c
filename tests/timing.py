"""Time measurements for tests: processor time, which other work on the machine hardly affects."""

import time


def growth(action, material, size, times=4):
    """Return how much longer `action` takes with ``material(times * size)`` than with ``material(size)``.

    In processor time, the shortest of three turns each: about `times` for what is linear, its square for what is
    quadratic.
    """
    small, large = (_shortest(action, material(count)) for count in (size, times * size))
    return large / small


def _shortest(action, argument):
    return min(_processor_time(action, argument) for _ in range(3))


def _processor_time(action, argument):
    started = time.process_time()
    action(argument)
    return time.process_time() - started
