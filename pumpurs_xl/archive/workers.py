"""Worker processes that end with the process that asked, and tell a defect without its values."""

import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from multiprocessing import parent_process
from multiprocessing.connection import wait
from threading import Thread
from typing import TypeVar

from pumpurs_xl.hosts.log import Told, describe
from pumpurs_xl.values.refusal import Refusal

Item = TypeVar("Item")


def work(action: Callable[[Item], Item], items: Sequence[Item], workers: int) -> Iterator[Item]:
    """Does it to each item on so many processes, and yields the results in their order.

    A Refusal or OSError comes as it was raised, any other exception as `Told`; a worker that was killed is a Refusal.
    """
    try:
        with ProcessPoolExecutor(min(workers, len(items)), initializer=_begin) as pool:
            yield from pool.map(partial(_without_values, action), items)
    except BrokenProcessPool as broken:
        raise Refusal(
            lv="Darbs tika pārtraukts no ārpuses, varbūt pietrūka atmiņas. "
            "Aizveriet citas programmas un mēģiniet vēlreiz.",
            en="The work was ended from outside, perhaps for want of memory. Close other programs and try again.",
        ) from broken


def _begin() -> None:
    """Ctrl-C is for the process that asked: what a worker has begun it ends, unless nobody waits for it any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    if parent := parent_process():
        wait([parent.sentinel])
    os._exit(1)


def _without_values(action: Callable[[Item], Item], item: Item) -> Item:
    try:
        return action(item)
    except (Refusal, OSError):
        raise
    except Exception as defect:  # noqa: BLE001 # whatever it is, its values stay here
        raise Told(describe(defect)) from None
