"""Starts the lab's kernel and follows a list of orders on standard input, in JSON; prints what it saw as JSON.

{"run": CODE} sends a cell; {"until": TEXT} waits for an output that holds the text; {"stop": true} presses the stop button;
{"ask": true} asks what the kernel says of itself; {"idle": true} waits until all cells are done. At the end: for each cell its
status, what it wrote, and the seconds from the last stop to its end; and what the kernel last said of itself, busy or idle, when the
question was answered.
"""

import json
import sys
import time

from jupyter_client import KernelManager

WAIT = 240  # seconds


class Watched:
    def __init__(self, client):
        self.client = client
        self.cells = {}
        self.text = ""
        self.state = "idle"
        self.stopped = None
        self.asked = []

    def send(self, code):
        self.cells[self.client.execute(code)] = {"status": None, "written": "", "seconds": None}

    def look(self, seconds=0.2):
        """Takes in one message from the kernel, where there is one."""
        try:
            message = self.client.get_iopub_msg(timeout=seconds)
        except Exception:
            message = None
        if message:
            self.note(message)
        while self.client.shell_channel.msg_ready():
            reply = self.client.get_shell_msg(timeout=1)
            cell = self.cells.get(reply["parent_header"].get("msg_id"))
            if cell is not None:
                cell["status"] = reply["content"]["status"]
                cell["seconds"] = None if self.stopped is None else time.monotonic() - self.stopped

    def note(self, message):
        content = message["content"]
        if message["msg_type"] == "status":
            self.state = content["execution_state"]
        text = content.get("text") or content.get("data", {}).get("text/plain", "")
        self.text += text
        cell = self.cells.get(message["parent_header"].get("msg_id"))
        if cell is not None and text:
            cell["written"] += text + "\n"

    def wait(self, holds):
        end = time.monotonic() + WAIT
        while not holds():
            if time.monotonic() > end:
                raise TimeoutError(f"{self.cells} {self.text}")
            self.look()

    def done(self):
        return all(cell["status"] for cell in self.cells.values()) and self.state == "idle"


def follow(manager, watched, order):
    if "run" in order:
        watched.send(order["run"])
    elif "until" in order:
        watched.text = ""
        watched.wait(lambda: order["until"] in watched.text)
    elif "stop" in order:
        watched.stopped = time.monotonic()
        manager.interrupt_kernel()
    elif "ask" in order:
        watched.client.kernel_info()
        end = time.monotonic() + 1.5
        watched.wait(lambda: time.monotonic() > end)
        watched.asked.append(watched.state)
    else:
        watched.wait(watched.done)
        time.sleep(0.5)  # tslab drops what is sent within 0.2 s after a cell that failed


def main():
    manager = KernelManager(kernel_name="early-exit-lab")
    manager.start_kernel()
    client = manager.client()
    client.start_channels()
    try:
        client.wait_for_ready(timeout=WAIT)
        watched = Watched(client)
        for order in json.load(sys.stdin):
            follow(manager, watched, order)
        print(json.dumps({"cells": list(watched.cells.values()), "asked": watched.asked}))
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


main()
