"""Nobody's turn is forgotten or taken twice, and the event loop sees to others between a few and the next few."""

import asyncio

from queue_server.offices.turns import AT_ONCE, Turns


async def test_turns_are_taken_in_the_order_of_asking() -> None:
    turns, taken = Turns(), list[int]()
    for number in range(3 * AT_ONCE + 1):
        turns.ask(lambda number=number: taken.append(number))  # type: ignore[misc]
    for _ in range(5):
        await asyncio.sleep(0)
    assert taken == list(range(3 * AT_ONCE + 1))


async def test_others_have_the_loop_between_a_few_and_the_next_few() -> None:
    turns, seen = Turns(), list[int]()
    taken = 0

    def take() -> None:
        nonlocal taken
        taken += 1

    for _ in range(2 * AT_ONCE):
        turns.ask(take)
    for _ in range(3):
        await asyncio.sleep(0)
        seen.append(taken)
    assert seen == [AT_ONCE, 2 * AT_ONCE, 2 * AT_ONCE]


async def test_a_turn_asked_for_in_a_turn_comes_too() -> None:
    turns, taken = Turns(), list[str]()

    def first() -> None:
        taken.append("first")
        turns.ask(lambda: taken.append("second"))

    turns.ask(first)
    for _ in range(3):
        await asyncio.sleep(0)
    assert taken == ["first", "second"]


async def test_a_turn_that_goes_wrong_takes_nobody_elses() -> None:
    turns, taken = Turns(), list[int]()
    wrong = list[object]()
    asyncio.get_running_loop().set_exception_handler(lambda _loop, context: wrong.append(context["exception"]))
    turns.ask(lambda: taken.append(1 // 0))
    for number in range(3):
        turns.ask(lambda number=number: taken.append(number))  # type: ignore[misc]
    for _ in range(3):
        await asyncio.sleep(0)
    turns.ask(lambda: taken.append(3))
    await asyncio.sleep(0)
    assert taken == [0, 1, 2, 3]
    assert [type(one) for one in wrong] == [ZeroDivisionError]
