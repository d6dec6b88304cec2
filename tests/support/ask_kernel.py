"""Starts the lab's kernel in a folder, asks it, in turn, what standard input lists as JSON, and prints the replies as JSON.

{"execute": CODE} gives what the cell wrote and its status; {"complete": CODE} and {"inspect": CODE} ask at the "|" in it;
{"info": true} asks what the kernel says of itself.
"""

import json
import sys

from jupyter_client import KernelManager

WAIT = 120  # seconds


def execute(client, code):
    written = []

    def keep(message):
        if message["msg_type"] == "stream":
            written.append(message["content"]["text"])

    # Cells sent after one that failed are dropped for 0.2 s, so a cell that was dropped is sent again.
    while True:
        reply = client.execute_interactive(code, output_hook=keep, timeout=WAIT)["content"]
        if reply["status"] != "abort":
            return {"status": reply["status"], "written": "".join(written)}


def ask(client, request):
    if "execute" in request:
        return execute(client, request["execute"])
    if "info" in request:
        return client.kernel_info(reply=True, timeout=WAIT)["content"]
    kind = "complete" if "complete" in request else "inspect"
    before, after = request[kind].split("|")
    return getattr(client, kind)(before + after, len(before), reply=True, timeout=WAIT)["content"]


def main(folder):
    manager = KernelManager(kernel_name="early-exit-lab")
    manager.start_kernel(cwd=folder)
    client = manager.client()
    client.start_channels()
    try:
        client.wait_for_ready(timeout=WAIT)
        print(json.dumps([ask(client, request) for request in json.load(sys.stdin)]))
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


main(sys.argv[1])
