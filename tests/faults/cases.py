"""cases.py: what every file of cases begins with: the list of them, and what a case gets."""
import os

from scenario import Scenario

ALL = []


class Case:
    def __init__(self, function, name, rows, injected, own_broker, long_only):
        self.function, self.name, self.rows, self.injected = function, name, rows, injected
        self.own_broker, self.long_only = own_broker, long_only


def case(name, rows, injected, own_broker=False, long_only=False):
    """rows: the faults, by their number in the table of the report; injected: what is done, in words."""
    def add(function):
        ALL.append(Case(function, name, rows, injected, own_broker, long_only))
        return function
    return add


class Skipped(Exception):
    """It cannot be tried on this machine; says why."""


class Environment:
    """What a case works with: the program, a folder, the broker that cases share, and the scenarios that it made."""

    def __init__(self, folder, program, broker, size=0, minutes=0, long_form=False):
        self.folder, self.program, self.broker = folder, program, broker
        self.size, self.minutes, self.long = size, minutes, long_form
        self.opened = []

    def scenario(self, name, broker=None, **more):
        scenario = Scenario(name, broker or self.broker, self.folder, self.program, **more)
        self.opened.append(scenario)
        return scenario

    def own(self, thing):
        """Something with a close() that the case's end calls."""
        self.opened.append(thing)
        return thing

    def path(self, *names):
        path = os.path.join(self.folder, *names)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        return path

    def close(self):
        for thing in reversed(self.opened):
            thing.close()
