"""Kernels without waits, and papermill without writing twice a cell: what each class does otherwise than the library's own."""

import asyncio
from contextlib import nullcontext
from queue import Empty
from types import SimpleNamespace

import pytest

from retold.study import prompt
from retold.study.prompt import NBClientEngine, PromptClient, PromptEngine, PromptManager


def told(asked, state=None):
    return {"parent_header": {"msg_id": asked}, "content": {"execution_state": state}}


class Channel:
    """Gives its messages one after the other; at None, and at their end, nothing is heard."""

    def __init__(self, *messages):
        self.messages = list(messages)

    async def get_msg(self, timeout):
        message = self.messages.pop(0) if self.messages else None
        if message is None:
            raise Empty
        return message


class Client(PromptClient):
    """Asks under the numbers 1, 2, ...; of a kernel that lives, or does not."""

    shell_channel = iopub_channel = None
    asked, lives = 0, True

    def kernel_info(self):
        self.asked += 1
        return self.asked

    async def is_alive(self):
        return self.lives

    def _handle_kernel_info_reply(self, reply):
        self.reply = reply


ANSWERED = {
    "at once": ([told(1)], [told(1, "busy"), told(1, "idle")], 1),
    "what is published was not heard yet": ([told(1), told(2)], [None, told(2, "busy"), told(2, "idle")], 2),
    "late": ([told(1), told(1), told(2)], [told(None, "starting"), told(1, "idle"), told(2, "idle")], 1),
    "to an earlier question": ([told(0), told(1)], [told(0, "idle"), told(1, "idle")], 1),
}


@pytest.mark.parametrize(("shell", "published", "asked"), ANSWERED.values(), ids=ANSWERED)
def test_a_kernel_is_ready_when_its_answer_has_come_over_both_channels(shell, published, asked):
    client = Client()
    client.shell_channel, client.iopub_channel = Channel(*shell), Channel(*published)
    asyncio.run(client.wait_for_ready(60))
    assert (client.asked, client.reply["parent_header"]["msg_id"]) == (asked, asked)


@pytest.mark.parametrize(("lives", "said"), [(False, "died"), (True, "didn't respond in -1 seconds")])
def test_a_kernel_that_does_not_answer_is_told(lives, said):
    client = Client()
    client.lives, client.shell_channel = lives, Channel()
    with pytest.raises(RuntimeError, match=said):
        asyncio.run(client.wait_for_ready(-1))


def test_the_end_of_a_kernel_is_looked_for_often(monkeypatch):
    looks = []

    async def wait(self, waittime, pollinterval, restart):
        looks.append(pollinterval)

    monkeypatch.setattr(prompt.AsyncKernelManager, "_async_finish_shutdown", wait)
    manager = PromptManager()
    asyncio.run(manager._async_finish_shutdown(restart=False))
    assert looks == [prompt.LOOK_SECONDS]
    assert isinstance(manager.client(), PromptClient)


@pytest.mark.parametrize("error", [None, RuntimeError("a cell failed")])
def test_papermill_saves_after_the_cells_and_not_among_them(error, monkeypatch):
    saved = []
    manager = SimpleNamespace(save=lambda **_: saved.append("saved"))

    def run(nb_man, kernel_name, **options):
        nb_man.save(nb=1)
        nb_man.save()
        if error:
            raise error

    monkeypatch.setattr(NBClientEngine, "execute_managed_notebook", run)
    with pytest.raises(RuntimeError, match="a cell failed") if error else nullcontext():
        PromptEngine.execute_managed_notebook(manager, "python3")
    assert not saved
    manager.save()
    assert saved == ["saved"]
