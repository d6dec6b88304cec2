"""Executes one notebook through the real kernel: python notebook.py INPUT OUTPUT RESULT

The executed copy goes to OUTPUT and {"seconds", "problem"} to RESULT. Each of these is a problem: a cell that fails,
a cell that did not run, a compiler message or a stack on stderr, an unhandled rejection."""

import ctypes
import json
import os
import re
import signal
import sys
import tempfile
import time

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, DeadKernelError

KERNEL = "early-exit-lab"
GRACE = 0.3  # seconds after the last cell in which a promise may still be rejected
HEARTBEAT = 10.0  # seconds between two lines about a cell that is still running

TROUBLE = re.compile(
    r"^\S*\s?\d+:\d+ - "  # a TypeScript diagnostic
    r"|^\s+at .+:\d+:\d+\)?$"  # a line of a stack
    r"|^(Uncaught|Unhandled)\w*"
    r"|^\w*Error: ",
    re.MULTILINE,
)


class Problem(Exception):
    pass


def one_line(text, width=140):
    line = " ".join(text.split())
    return line if len(line) <= width else line[: width - 1] + "…"


def stderr_of(cell):
    outputs = (o for o in cell.outputs if o.output_type == "stream" and o.name == "stderr")
    return "".join(o.text for o in outputs).strip()


class Client(NotebookClient):
    """Prints a line for each cell, and the latest line of progress of a long one."""

    last_said = 0.0  # by the clock of time.monotonic()

    def say(self, line):
        self.last_said = time.monotonic()
        print(f"  {line}", flush=True)

    def process_message(self, msg, cell, cell_index):
        content = msg["content"]
        text = content.get("data", {}).get("text/plain") or content.get("text") or ""
        if text.strip() and time.monotonic() - self.last_said > HEARTBEAT:
            self.say(f"cell {cell_index + 1}: {one_line(text.strip().splitlines()[-1])}")
        return super().process_message(msg, cell, cell_index)


def has_code(cell):
    return cell.cell_type == "code" and cell.source.strip()


def clear(notebook):
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
            cell.metadata.pop("execution", None)


def count_cell(cell, cell_index, execute_reply):
    """Uses the kernel's own count: nbclient would also count a cell that the kernel aborted."""
    cell.execution_count = execute_reply["content"].get("execution_count")


def check_cell(index, cell):
    if cell.execution_count is None:
        raise Problem(f"cell {index + 1} was skipped: it has no execution count")
    stderr = stderr_of(cell)
    if TROUBLE.search(stderr):
        raise Problem(f"cell {index + 1} wrote trouble to stderr:\n{stderr}")


def check_report(lines):
    for line in lines:
        entry = json.loads(line)
        if entry["kind"] in ("rejection", "exception"):
            raise Problem(f"unhandled {entry['kind']}: {entry['detail']}")


def report_lines():
    file = os.environ.get("EARLY_EXIT_REPORT", "")
    if not os.path.exists(file):
        return []
    with open(file, encoding="utf-8") as report:
        return [line for line in report if line.strip()]


def run_cell(client, index, cell):
    client.last_said = start = time.monotonic()
    try:
        client.execute_cell(cell, index)
    except CellExecutionError:
        raise Problem(f"cell {index + 1} failed:\n{stderr_of(cell)}") from None
    except DeadKernelError:
        raise DeadKernelError(f"the kernel died in cell {index + 1}") from None
    if has_code(cell):
        check_cell(index, cell)
        client.say(f"cell {index + 1} of {len(client.nb.cells)}: {time.monotonic() - start:.1f} s")


def language_info(client):
    """Adds what JupyterLab writes into a notebook that it opens, if it is missing."""
    return client.wait_for_reply(client.kc.kernel_info())["content"]["language_info"]


def execute(notebook, folder):
    client = Client(
        notebook,
        kernel_name=KERNEL,
        timeout=None,
        allow_errors=False,
        force_raise_errors=True,  # also where a cell carries the tag "raises-exception"
        record_timing=False,
        resources={"metadata": {"path": folder}},
        on_cell_executed=count_cell,
    )
    before = len(report_lines())
    client.reset_execution_trackers()
    with tempfile.TemporaryFile("w+") as log:
        try:
            with client.setup_kernel(stderr=log):
                notebook.metadata["language_info"] = language_info(client)
                for index, cell in enumerate(notebook.cells):
                    run_cell(client, index, cell)
                time.sleep(GRACE)
        except (DeadKernelError, RuntimeError) as error:
            log.seek(0)
            raise Problem(f"{error}; its last words:\n{log.read()[-2000:].strip()}") from None
    check_report(report_lines()[before:])


def normalise(notebook):
    """Removes everything that differs between two runs, except the output of the cells."""
    notebook.metadata = nbformat.from_dict(
        {
            **{k: v for k, v in notebook.metadata.items() if k in ("needs", "language_info")},
            "kernelspec": {
                "display_name": "Early Exit Lab (TypeScript)",
                "language": "typescript",
                "name": KERNEL,
            },
        }
    )
    for cell in notebook.cells:
        cell.metadata = nbformat.from_dict({k: v for k, v in cell.metadata.items() if k == "tags"})
        for output in cell.get("outputs", []):
            output.pop("transient", None)


def end_with_parent():
    """Asks Linux for a SIGTERM when the parent process ends; nbclient then ends the kernel."""
    pr_set_pdeathsig = 1
    ctypes.CDLL(None).prctl(pr_set_pdeathsig, signal.SIGTERM)


def write(path, text):
    temporary = f"{path}.{os.getpid()}"
    with open(temporary, "w", encoding="utf-8") as file:
        file.write(text)
    os.replace(temporary, path)


def main(source, target, result):
    end_with_parent()
    notebook = nbformat.read(source, as_version=4)
    clear(notebook)
    start = time.monotonic()
    problem = None
    try:
        execute(notebook, os.environ.get("EARLY_EXIT_NOTEBOOK_CWD") or os.path.dirname(os.path.abspath(source)))
    except Problem as error:
        problem = str(error)
    normalise(notebook)
    try:
        write(target, nbformat.writes(notebook) + "\n")
        write(result, json.dumps({"seconds": time.monotonic() - start, "problem": problem}))
    except OSError as error:
        sys.exit(f"cannot write what came of the notebook: {error}; make room there and run the same command again")
    return 1 if problem else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:4]))
