"""What several files of these tests call upon: the command line in this process, and results folders."""

from functools import partial

import pytest

from tests.folders import content, run, working


@pytest.fixture
def sepeace_cli(capsys):
    """A call of the command line in this process: its status, output and errors."""
    from sepeace.cli.app import main

    def call(*words: object) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as left:
            main([str(word) for word in words])
        printed = capsys.readouterr()
        return int(left.value.code or 0), printed.out, printed.err

    return call


@pytest.fixture
def work(monkeypatch):
    """Chunks are small and worked out once a process; called with words of ``folders.Work``, they go so."""
    use = partial(working, monkeypatch)
    use()
    return use


@pytest.fixture(scope="session")
def finished_folder(tmp_path_factory):
    """The folder of a run that nothing stopped. It is to be copied and not changed."""
    folder = tmp_path_factory.mktemp("finished")
    with pytest.MonkeyPatch.context() as patch:
        working(patch)
        run(folder)
    return folder


@pytest.fixture(scope="session")
def straight(finished_folder):
    """The files of a run that nothing stopped."""
    return content(finished_folder)
