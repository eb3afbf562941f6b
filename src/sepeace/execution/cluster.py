"""Many machines: the chunks of a run are handed to a dask cluster, when its scheduler's address is given.

A chunk depends on its task alone, so it does not matter who runs it, nor whether it is run twice: when a
worker is lost, dask gives its chunks to another. Every worker must have this same model.
"""

from __future__ import annotations

import logging
import socket
import warnings
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import CancelledError, Executor, Future
from contextlib import contextmanager, suppress
from dataclasses import is_dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import Any, TypeVar
from urllib.parse import urlsplit

from sepeace.clocks import clock_choice
from sepeace.errors import BadValue, SepeaceError
from sepeace.execution.chunks import CHUNKS, Task
from sepeace.execution.options import RunOptions
from sepeace.execution.workers import WorkerPool
from sepeace.fingerprint import model_hash
from sepeace.version import __version__

Result = TypeVar("Result")
Model = tuple[str, str, str]

ALLOWED = "tcp://HOST:PORT of a dask scheduler"
PATIENCE = 10.0
"""Seconds to wait for the scheduler, and then for its first worker."""
LONGEST_GREETING = 1 << 20
"""Bytes of a scheduler's first words, at most."""
RETRIES = 2
"""Times that a chunk which failed is tried again; one whose worker was lost is always given to another."""
_NOISY = ("distributed", "tornado", "asyncio")


@contextmanager
def worker_pool(options: RunOptions) -> Iterator[WorkerPool]:
    """Who does the work: the cluster that is asked for, or without one so many workers here.

    What is still under way at the end of the block is dropped.

    Raises:
        BadValue: an address of another form.
        SepeaceError: dask is not installed; the scheduler cannot be reached, has no workers, or went away;
            a worker has another model; the same chunk was lost with its worker again and again.
    """
    address = options.cluster
    if address is None:
        yield WorkerPool(workers=options.workers or 1)
        return
    host, port = _place(address)
    if find_spec("distributed") is None:
        message = "a cluster needs dask; pip install 'sepeace[cluster]'"
        raise SepeaceError(message, given=address, key="cluster")
    with _quietly(), _client(address, host, port) as client:
        threads = _threads(client, address)
        model = model_here()
        _check_models(client, model)
        pool = _Pool(client.get_executor(pure=False, retries=RETRIES), model, threads)
        try:
            with _losses_told(address):
                yield WorkerPool(workers=threads, executor=pool)
        finally:
            with suppress(Exception):  # where the scheduler is gone nothing can be dropped
                pool.shutdown(wait=False)


class _Pool(Executor):
    """The cluster's executor; whatever it is given, the worker first makes ready for it."""

    def __init__(self, cluster: Executor, model: Model, threads: int) -> None:
        self._cluster, self._model, self._threads = cluster, model, threads

    def submit(self, fn: Callable[..., Result], /, *args: Any, **kwargs: Any) -> Future[Result]:
        """Have a worker run ``fn``."""
        found: Future[Result] = self._cluster.submit(
            work_there, self._model, self._threads, fn, *args, **kwargs
        )
        return found

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Take no more; without ``wait``, or with ``cancel_futures``, drop what is under way."""
        self._cluster.shutdown(wait=wait and not cancel_futures)


def work_there(model: Model, threads: int, function: Callable[..., Result], *args: Any) -> Result:
    """On a worker: check that it has the model, have the compiled clock made if that pays, and do the work.

    Raises:
        SepeaceError: the worker joined late and has another model.
    """
    if model_here() != model:
        message = "a worker that joined the cluster has another model"
        raise SepeaceError(message, given=_shown(model_here()), allowed=_shown(model), key="cluster")
    works: list[Any] = [task for task in args if is_dataclass(task)]
    campaigns = sum(task.count * (len(task.scenarios) if isinstance(task, Task) else 1) for task in works)
    clock_choice.prepare(CHUNKS * campaigns, threads)
    return function(*args)


def model_here() -> Model:
    """What must be equal on every worker: the version, the hash of the model, the digest of the record."""
    from sepeace.scenario.library import historical

    return __version__, model_hash(), historical().baseline_digest


def _shown(model: Model) -> str:
    return "version {}, model {}, record {:.16}".format(*model)


def _place(address: str) -> tuple[str, int]:
    """Host and port of an address."""
    try:
        parts = urlsplit(address)
        host, port = parts.hostname, parts.port
    except ValueError:
        host, port = None, None
    if host is None or not port or parts.scheme != "tcp" or parts.path.strip("/"):
        raise BadValue("this is no address of a cluster", given=address, allowed=ALLOWED, key="cluster")
    return host, port


def _dask() -> Any:
    """The library; loading it takes a second."""
    return import_module("distributed")


@contextmanager
def _client(address: str, host: str, port: int) -> Iterator[Any]:
    """A client of the scheduler, closed at the end."""
    try:
        _knock(host, port)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of other versions of libraries; models are compared below
            client = _dask().Client(address, timeout=PATIENCE, set_as_default=False)
    except (OSError, ValueError) as error:
        reason = " ".join(str(getattr(error, "strerror", None) or error).split())
        message = f"no scheduler of a cluster answers here: {reason}"
        raise SepeaceError(message, given=address, allowed=ALLOWED, key="cluster") from None
    try:
        yield client
    finally:
        with suppress(Exception):
            client.close(timeout=PATIENCE)


def _knock(host: str, port: int) -> None:
    """Look whether a scheduler is there: where none is, dask itself would go on trying.

    A scheduler speaks first: eight bytes say how long its greeting is.

    Raises:
        OSError: nobody is there, or somebody else.
    """
    with socket.create_connection((host, port), timeout=PATIENCE) as line, line.makefile("rb") as heard:
        size = int.from_bytes(heard.read(8), "little")
    if not 0 < size <= LONGEST_GREETING:
        raise OSError("somebody answers who is no scheduler")


def _threads(client: Any, address: str) -> int:
    """Threads of all workers; waits for the first."""
    try:
        client.wait_for_workers(1, timeout=PATIENCE)
    except TimeoutError:
        message = f"no worker has joined this cluster; start one: dask worker {address}"
        raise SepeaceError(message, given=address, key="cluster") from None
    return max(1, sum(int(threads) for threads in client.nthreads().values()))


def _check_models(client: Any, model: Model) -> None:
    """Ask every worker for its model."""
    answers: Mapping[str, Model | Exception] = client.run(model_here, on_error="return")
    for worker, answer in sorted(answers.items()):
        if isinstance(answer, Exception):
            reason = f"{type(answer).__name__}: {answer}"
            message = f"the worker {worker} cannot load this version of sepeace ({' '.join(reason.split())})"
            raise SepeaceError(message, allowed=_shown(model), key="cluster")
        if answer != model:
            message = f"the worker {worker} has another model; install the same version on every worker"
            raise SepeaceError(message, given=_shown(answer), allowed=_shown(model), key="cluster")


@contextmanager
def _losses_told(address: str) -> Iterator[None]:
    """Say in one sentence what dask says in its own way."""
    try:
        yield
    except _dask().KilledWorker as error:
        message = "a chunk was lost with its worker again and again; look at the workers' memory and logs"
        raise SepeaceError(message, given=address, key="cluster") from error
    except CancelledError as error:
        raise SepeaceError("the cluster's scheduler went away", given=address, key="cluster") from error


@contextmanager
def _quietly() -> Iterator[None]:
    """Keep dask's own reports off stderr: what matters is raised."""
    _dask()  # sets the levels that are changed here
    known = [name for name in logging.root.manager.loggerDict if name.split(".")[0] in _NOISY]
    before = {name: logging.getLogger(name).level for name in {*known, *_NOISY}}
    for name in before:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        for name, level in before.items():
            logging.getLogger(name).setLevel(level)
