"""Kernels and papermill without their waits: no silence is sat out, and nothing is written twice a cell.

Each class is the library's own but for one method. Imported where a notebook is run, since both libraries take a second.
"""

from __future__ import annotations

import time
from queue import Empty
from typing import Any

from jupyter_client.asynchronous.client import AsyncKernelClient
from jupyter_client.manager import AsyncKernelManager

from retold.study.left_out import left_out

# Notebooks are files here; what reads them from a Hadoop cluster, the size of pandas, is left out.
with left_out("pyarrow.fs"):
    from papermill.engines import NBClientEngine, papermill_engines

# Seconds to wait for an answer before a kernel is asked again, and for what it publishes along with it.
ANSWER_SECONDS, PUBLISHED_SECONDS = 1.0, 0.2

# How often a kernel that was asked to end is looked at, in seconds.
LOOK_SECONDS = 0.01

# Under which papermill knows the engine below.
ENGINE = "prompt"


class PromptClient(AsyncKernelClient):
    """Ready when both the answer to a question and what is published of that very question have arrived.

    Jupyter's own client takes any message for a sign that it hears what is published, then waits for a fifth of a second in
    which it hears nothing.
    """

    async def wait_for_ready(self, timeout: float | None = None) -> None:
        """Wait until a kernel answers.

        Raises
        ------
        RuntimeError
            If it dies, or does not answer within `timeout` seconds.
        """
        end = float("inf") if timeout is None else time.monotonic() + timeout
        while not await self._answers():
            if not await self.is_alive():
                raise RuntimeError("Kernel died before replying to kernel_info")
            if time.monotonic() > end:
                raise RuntimeError(f"Kernel didn't respond in {timeout} seconds")

    async def _answers(self) -> bool:
        asked = self.kernel_info()
        try:
            reply = await self._next("shell", asked, ANSWER_SECONDS)
            while (await self._next("iopub", asked, PUBLISHED_SECONDS))["content"].get(
                "execution_state"
            ) != "idle":
                pass
        except Empty:
            return False
        self._handle_kernel_info_reply(reply)
        return True

    async def _next(self, channel: str, asked: str, seconds: float) -> dict[str, Any]:
        """Return the next message of a channel that follows from a question; what follows from earlier ones is passed over."""
        while True:
            message: dict[str, Any] = await getattr(self, f"{channel}_channel").get_msg(timeout=seconds)
            if message["parent_header"].get("msg_id") == asked:
                return message


class PromptManager(AsyncKernelManager):
    """Sees within a hundredth of a second that its kernel has ended; Jupyter's own looks ten times a second."""

    client_factory: Any = PromptClient

    async def _async_finish_shutdown(
        self, waittime: float | None = None, pollinterval: float = LOOK_SECONDS, restart: bool = False
    ) -> None:
        await super()._async_finish_shutdown(waittime, pollinterval, restart)


class PromptEngine(NBClientEngine):  # type: ignore[misc]
    """Writes a notebook when it ends, whichever way; papermill's own writes all of it before each cell and after."""

    @classmethod
    def execute_managed_notebook(cls, nb_man: Any, kernel_name: str, **options: Any) -> None:
        """Run the cells; papermill saves what there is afterwards, after an error, too."""
        save, nb_man.save = nb_man.save, lambda **_: None
        try:
            super().execute_managed_notebook(nb_man, kernel_name, **options)
        finally:
            nb_man.save = save


papermill_engines.register(ENGINE, PromptEngine)
