"""The chunks of a run on a dask cluster: the same bytes as here, whatever happens to the workers.

The cluster is two processes on this machine, held to a clock at hand so that nothing is compiled there.
"""

import logging
import os
import signal
import socket
import threading
import time

import pytest

import sepeace as sp
from sepeace.clocks import clock_choice
from sepeace.errors import BadValue, SepeaceError
from sepeace.execution import cluster
from sepeace.execution.collect import collector
from sepeace.execution.options import RunOptions
from sepeace.execution.workers import Count, run_tasks, tasks_of
from tests.campaigns import quick

CAMPAIGNS, SEED = 48, 7


@pytest.fixture(scope="module")
def address():
    """The scheduler of a cluster of two processes."""
    distributed = pytest.importorskip("distributed", reason="dask is not installed: the extra cluster")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(clock_choice.VARIABLE, quick())
        with distributed.LocalCluster(
            n_workers=2,
            threads_per_worker=1,
            processes=True,
            host="127.0.0.1",
            dashboard_address=None,
            silence_logs=logging.CRITICAL,
        ) as made:
            yield made.scheduler_address


def asked(address):
    return RunOptions(campaigns=CAMPAIGNS, seed=SEED, cluster=address)


def results(address, keep=lambda: None):
    """All bytes of a small comparison, and how many campaigns were counted as done."""
    kursk = sp.load("germany_wins_at_kursk")
    options = asked(address)
    tasks = tasks_of((kursk.baseline(), kursk), options)
    found, count = collector(2), Count(CAMPAIGNS)

    def kept(_, part):
        found.add(part)
        keep()

    with cluster.worker_pool(options) as pool:
        assert (pool.executor is None) == (address is None)
        assert pool.workers == (1 if address is None else 2)
        run_tasks(tasks, pool, kept, count)
    worlds = [
        (one.outcomes().tobytes(), one.weekly.record.tobytes(), one.weekly.feelers) for one in found.worlds
    ]
    return worlds, repr((found.window, found.settlement, found.parting)), count.done


@pytest.fixture(scope="module")
def expected():
    """The same run in this process."""
    return results(None)


def processes(address):
    """Process ids of the workers."""
    from distributed import Client

    with Client(address, set_as_default=False) as client:
        return set(client.run(os.getpid).values())


# Red when a chunk is lost, counted twice or put in another's place on its way to and from the cluster.
def test_a_cluster_gives_the_same_bytes(address, expected):
    assert results(address) == expected
    assert expected[2] == CAMPAIGNS


# Red when the loss of a worker loses the chunks that it held or was running, or ends the run.
def test_a_killed_worker_loses_nothing(address, expected):
    before, killed = processes(address), []

    def kill_one():
        if not killed:
            killed.append(min(before))
            os.kill(killed[0], signal.SIGKILL if os.name == "posix" else signal.SIGTERM)

    assert results(address, kill_one) == expected
    assert killed and killed[0] not in processes(address)


# Red when workers with other equations are let in: half of the campaigns would be of another model.
def test_workers_with_another_model_are_refused(address, monkeypatch):
    monkeypatch.setattr(cluster, "model_hash", lambda: "0123456789abcdef")
    with pytest.raises(SepeaceError, match=r"the worker tcp://\S+ has another model.*0123456789abcdef"):
        results(address)


# Red when only the workers that are there at the start are asked.
def test_a_worker_that_joins_late_is_asked_too(monkeypatch):
    monkeypatch.setenv(clock_choice.VARIABLE, "plain")
    assert cluster.work_there(cluster.model_here(), 1, len, "four") == 4
    with pytest.raises(SepeaceError, match="another model"):
        cluster.work_there(("0.0.0", "0" * 16, "0" * 16), 1, len, "four")


# Red when every small run makes each worker compile, or no run does.
def test_a_worker_makes_ready_for_the_size_of_the_run(monkeypatch):
    asked = []
    monkeypatch.setattr(clock_choice, "prepare", lambda *sizes: asked.append(sizes))
    kursk = sp.load("germany_wins_at_kursk")
    task = tasks_of((kursk.baseline(), kursk), RunOptions(campaigns=6400))[3]
    cluster.work_there(cluster.model_here(), 8, lambda given: given, task)
    assert asked == [(2 * 6400, 8)]


# Red when a mistyped address leads to a traceback or to a wait.
@pytest.mark.parametrize(
    "given",
    ["", "localhost", "localhost:8786", "tcp://localhost", "http://localhost:1", "tcp://[::1:2", "tcp://a:b"],
)
def test_an_address_of_another_form_is_refused(given):
    with pytest.raises(BadValue) as caught, cluster.worker_pool(asked(given)):
        pass
    assert caught.value.as_json()["allowed"] == [cluster.ALLOWED]
    assert caught.value.key == "cluster"


# Red when nobody answering makes the run hang, or dask's own words come through.
def test_nobody_there_is_said_soon_and_once(capfd):
    pytest.importorskip("distributed", reason="dask is not installed: the extra cluster")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        given = f"tcp://127.0.0.1:{free.getsockname()[1]}"
    begun = time.monotonic()
    with (
        pytest.raises(SepeaceError, match="no scheduler of a cluster answers here"),
        cluster.worker_pool(asked(given)),
    ):
        pass
    assert time.monotonic() - begun < 3 * cluster.PATIENCE
    assert capfd.readouterr() == ("", "")


# Red when dask tells of lost workers in its own way between our lines, or is silenced for good.
def test_dask_is_quiet_only_while_we_use_it():
    pytest.importorskip("distributed", reason="dask is not installed: the extra cluster")
    with cluster._quietly():
        assert not logging.getLogger("distributed.client").isEnabledFor(logging.CRITICAL)
    assert logging.getLogger("distributed.client").isEnabledFor(logging.CRITICAL)


# Red when some other server makes dask read on for ever, or take its words for a number of bytes.
@pytest.mark.parametrize(
    "greeting", [b"HTTP/1.1 400 Bad Request\r\n\r\n", b"", None], ids=["words", "nothing", "silence"]
)
def test_another_server_is_not_taken_for_a_scheduler(greeting, monkeypatch):
    pytest.importorskip("distributed", reason="dask is not installed: the extra cluster")
    monkeypatch.setattr(cluster, "PATIENCE", 0.5)
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer():
            line, _ = server.accept()
            with line:
                if greeting is None:
                    line.recv(1)
                else:
                    line.sendall(greeting)

        thread = threading.Thread(target=answer, daemon=True)
        thread.start()
        given = f"tcp://127.0.0.1:{server.getsockname()[1]}"
        with (
            pytest.raises(SepeaceError, match="no scheduler of a cluster"),
            cluster.worker_pool(asked(given)),
        ):
            pass
        thread.join(10.0)


# Red when a missing dask shows as an ImportError, or the message does not say what to install.
def test_without_dask_the_message_names_the_extra(monkeypatch):
    monkeypatch.setattr(cluster, "find_spec", lambda name: None)
    with (
        pytest.raises(SepeaceError, match=r"pip install 'sepeace\[cluster\]'"),
        cluster.worker_pool(asked("tcp://127.0.0.1:8786")),
    ):
        pass


# Red when what dask says of lost workers or of a lost scheduler comes through as a traceback.
def test_losses_are_told_in_one_sentence():
    distributed = pytest.importorskip("distributed", reason="dask is not installed: the extra cluster")
    from concurrent.futures import CancelledError

    killed = distributed.KilledWorker("chunk", None, 4)
    for error, words in ((killed, "lost with its worker again and again"), (CancelledError(), "went away")):
        with pytest.raises(SepeaceError, match=words), cluster._losses_told("tcp://127.0.0.1:8786"):
            raise error


# Red when points of a sensitivity analysis are not handed to the cluster, or come back as others.
def test_a_sensitivity_analysis_is_the_same_on_a_cluster(address, monkeypatch):
    monkeypatch.setenv(clock_choice.VARIABLE, "plain")
    found = [
        sp.sensitivity(
            "historical", ["cost_oil"], points=16, campaigns=2, budget=False, given="free", cluster=where
        ).to_json()
        for where in (None, address)
    ]
    assert found[0] == found[1]
