"""Solves weeks as Majlis plans them with a foreign solver, by successive solves, and compares.

    plan_peer.py highs|ortools check FILE           each line {problem, plan}: are the plans the best?
    plan_peer.py highs|ortools time FILE [SECONDS]  one {problem, plan, seconds, name}: how long does it take?

Nothing of Majlis is asked but the problem: the order, what may be given, and what a plan is worth are worked out here anew.
highspy and ortools cannot be imported into one process, so each run names one.
"""
import json
import sys
import time

BLOCK = 10
DISTURBANCE = {"proposed": 0, "told": 10, "soon": 100, "here": 100}


class OutOfTime(Exception):
    pass


def left(deadline):
    """The seconds until then; whoever has none left is not begun, as a small solve would end in presolve."""
    seconds = deadline - time.monotonic()
    if seconds <= 0:
        raise OutOfTime
    return seconds


class Highs:
    def __init__(self, count, deadline):
        import highspy

        self.highspy, self.deadline, self.count = highspy, deadline, count
        self.model = highspy.Highs()
        for name, value in [("output_flag", False), ("threads", 1), ("mip_rel_gap", 0.0), ("mip_abs_gap", 0.5)]:
            self.model.setOptionValue(name, value)
        self.model.addVars(count, [0.0] * count, [1.0] * count)
        kinds = [highspy.HighsVarType.kInteger] * count
        self.model.changeColsIntegrality(count, list(range(count)), kinds)

    def at_most(self, terms, most):
        self.model.addRow(-self.highspy.kHighsInf, float(most), len(terms), list(terms), [float(by) for by in terms.values()])

    def least(self, costs):
        whole = [0.0] * self.count
        for place, cost in costs.items():
            whole[place] = float(cost)
        self.model.changeColsCost(self.count, list(range(self.count)), whole)
        # Its presolve sometimes ends with an answer that breaks a row, and says so (kSolveError): once more without.
        for presolve in ("choose", "off"):
            self.model.setOptionValue("presolve", presolve)
            self.model.setOptionValue("time_limit", self.model.getRunTime() + left(self.deadline))
            self.model.clearSolver()
            self.model.run()
            status = self.model.getModelStatus()
            if status != self.highspy.HighsModelStatus.kSolveError:
                break
        if status == self.highspy.HighsModelStatus.kTimeLimit:
            raise OutOfTime
        assert status == self.highspy.HighsModelStatus.kOptimal, status
        return [round(value) for value in self.model.getSolution().col_value]


class Ortools:
    def __init__(self, count, deadline):
        from ortools.sat.python import cp_model

        self.cp_model, self.deadline = cp_model, deadline
        self.model = cp_model.CpModel()
        self.names = [self.model.new_bool_var(f"x{place}") for place in range(count)]

    def _sum(self, terms):
        return self.cp_model.LinearExpr.weighted_sum([self.names[place] for place in terms], list(terms.values()))

    def at_most(self, terms, most):
        if terms:
            self.model.add(self._sum(terms) <= most)

    def least(self, costs):
        self.model.minimize(self._sum(costs) if costs else 0)
        solver = self.cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.linearization_level = 2
        solver.parameters.max_time_in_seconds = left(self.deadline)
        status = solver.solve(self.model)
        if status in (self.cp_model.UNKNOWN, self.cp_model.FEASIBLE):
            raise OutOfTime
        assert status == self.cp_model.OPTIMAL, solver.status_name(status)
        return [int(solver.value(name)) for name in self.names]


SOLVERS = {"highs": Highs, "ortools": Ortools}


def in_turn(ask):
    stands, hand, rank = ask["stands"], ask["by_hand"], ask["rank"]
    told = stands[1] if stands else None
    if told == "here":
        turn = 0
    elif isinstance(hand, dict):
        turn = 1
    else:
        turn = 2 if told in ("told", "soon") else 3
    urgent = 0 if rank["urgency"] == "urgent" else 1
    return (turn, urgent, -rank["past_target"], -rank["waiting"], rank["receipt"])


def open_to(ask):
    stands, hand = ask["stands"], ask["by_hand"]
    if hand == "dropped":
        return []
    only = None
    if stands and stands[1] == "here":
        only = stands[0]
    elif isinstance(hand, dict):
        only = hand["locked"]
    return [suit for suit in ask["suits"] if only is None or suit["slot"] == only]


def disturbance(ask, suit):
    stands = ask["stands"]
    return DISTURBANCE[stands[1]] if stands and stands[0] != suit["slot"] else 0


class Week:
    """The week in numbers: a place for each way to give an ask a slot, and one for each trip."""

    def __init__(self, problem):
        self.asks = sorted(problem["asks"], key=in_turn)
        self.slots = {slot["slot"]: slot for slot in problem["slots"]}
        self.limits = {(name["pool"], name["at"]): room for name, room in problem["limits"]}
        self.ways = [(ask, suit) for ask in self.asks for suit in open_to(ask) if suit["slot"] in self.slots]
        self.of_ask = {ask["request"]: [] for ask in self.asks}
        for place, (ask, _) in enumerate(self.ways):
            self.of_ask[ask["request"]].append(place)
        trips = sorted({suit["trip"] for _, suit in self.ways if suit["trip"]})
        self.trips = {trip: len(self.ways) + place for place, trip in enumerate(trips)}
        self.count = len(self.ways) + len(trips)

    def rules(self):
        seats, drawn = {}, {}
        for place, (_, suit) in enumerate(self.ways):
            seats.setdefault(suit["slot"], {})[place] = 1
            for name in suit["draws"]:
                drawn.setdefault((name["pool"], name["at"]), {})[place] = 1
        yield from (({place: 1 for place in places}, 1) for places in self.of_ask.values() if places)
        yield from ((terms, self.slots[slot]["seats"]) for slot, terms in seats.items())
        yield from ((terms, self.limits[name]) for name, terms in drawn.items() if name in self.limits)
        for place, (_, suit) in enumerate(self.ways):
            if suit["trip"]:
                yield ({place: 1, self.trips[suit["trip"]]: -1}, 0)

    def tiers(self):
        ways = list(enumerate(self.ways))
        yield {place: disturbance(ask, suit) for place, (ask, suit) in ways}
        yield {place: suit["dislike"] for place, (_, suit) in ways}
        yield {place: 1 for place in self.trips.values()}
        yield {place: self.slots[suit["slot"]]["number"] for place, (_, suit) in ways}

    def worth(self, values):
        """Who is placed down the order, then what each tier comes to."""
        placed = [int(any(values[place] for place in self.of_ask[ask["request"]])) for ask in self.asks]
        return placed, [sum(values[place] * by for place, by in tier.items()) for tier in self.tiers()]

    def values_of(self, plan):
        given = {one["request"]: one["given"] for one in plan["placed"]}
        assert len(given) + len(plan["left_out"]) == len(self.asks), "everybody is placed or left out"
        values = [int(given.get(ask["request"]) == suit) for ask, suit in self.ways]
        assert sum(values) == len(given), "everybody is given what suits"
        made = {suit["trip"] for value, (_, suit) in zip(values, self.ways) if value}
        values += [int(trip in made) for trip in self.trips]
        for terms, most in self.rules():
            assert sum(values[place] * by for place, by in terms.items()) <= most, "every rule is kept"
        return values


def solve(week, solver):
    for terms, most in week.rules():
        solver.at_most(terms, most)
    # Who: in blocks down the order, one being worth more than all after it.
    for start in range(0, len(week.asks), BLOCK):
        block = [week.of_ask[ask["request"]] for ask in week.asks[start : start + BLOCK]]
        worth = {place: -(2 ** (BLOCK - 1 - turn)) for turn, places in enumerate(block) for place in places}
        if not worth:
            continue
        values = solver.least(worth)
        for places in block:
            if any(values[place] for place in places):
                solver.at_most({place: -1 for place in places}, -1)
            else:
                solver.at_most({place: 1 for place in places}, 0)
    for tier in week.tiers():
        tier = {place: by for place, by in tier.items() if by}
        if not tier:
            continue
        values = solver.least(tier)
        solver.at_most(tier, sum(values[place] * by for place, by in tier.items()))
    return week.worth(values)


def check(make, lines):
    count = 0
    for line in lines:
        given = json.loads(line)
        week = Week(given["problem"])
        ours = week.worth(week.values_of(given["plan"]))
        theirs = solve(week, make(week.count, time.monotonic() + 60))
        assert ours == theirs, f"week {count}: ours {ours}, theirs {theirs}"
        count += 1
    print(json.dumps({"same": count}))


def measure(name, given, most):
    week = Week(given["problem"])
    ours = week.worth(week.values_of(given["plan"]))
    is_goal = given["name"] == "plan_400x80" and name == "highs"
    theirs, took, ratio, met = None, None, None, None
    said = f"{name}, successive solves"
    began = time.monotonic()
    try:
        theirs = solve(week, SOLVERS[name](week.count, began + most))
    except OutOfTime:
        said += f", not done after {most:.0f} s"
    except ImportError:
        said += ", which is not installed"
        began = None
    if began is not None:
        took = time.monotonic() - began
        ratio = round(given["seconds"] / took, 6)
        took = round(took * 1000, 3)
    if theirs is not None and theirs != ours:
        said += ": ANOTHER PLAN"
    # A peer that gave no answer proves nothing: then the goal is neither met nor missed.
    if theirs is not None and is_goal:
        met = theirs == ours and ratio <= 0.1
    figure = {"name": given["name"], "value": round(given["seconds"] * 1000, 3), "unit": "ms", "reference": said}
    figure |= {"reference_value": took, "ratio": ratio, "goal": "ratio <= 0.1" if is_goal else "none", "met": met}
    print(json.dumps(figure))


def main():
    name, deed, path, *most = sys.argv[1:]
    with open(path, encoding="utf-8") as file:
        if deed == "check":
            check(SOLVERS[name], file)
        else:
            measure(name, json.load(file), float(most[0]) if most else 60.0)


main()
