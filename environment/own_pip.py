"""pip for an environment of the lab: python own_pip.py install WORDS

A person's settings of pip are in variables and files. Those that say where packages come from are kept. Those that
say where packages go, or which ones are selected, are meant for other environments and are ignored."""

import ast
import os
import re
import subprocess
import sys

KEPT = {
    *("index-url", "extra-index-url", "no-index", "find-links", "proxy", "trusted-host"),
    *("cert", "client-cert", "keyring-provider", "cache-dir", "no-cache-dir"),
    *("timeout", "default-timeout", "retries", "resume-retries", "use-feature", "use-deprecated"),
}


def variable(name):
    return "PIP_" + name.upper().replace("-", "_")


def without_pip():
    return {name: value for name, value in os.environ.items() if not name.startswith("PIP_")}


def settings_of_files():
    """The settings of pip's configuration files, as pip reads them; those of `install` override general ones."""
    file = {"PIP_CONFIG_FILE": os.environ["PIP_CONFIG_FILE"]} if "PIP_CONFIG_FILE" in os.environ else {}
    listed = subprocess.run(
        [sys.executable, "-m", "pip", "config", "list"],
        env={**without_pip(), **file, "PIP_QUIET": "0", "PIP_DISABLE_PIP_VERSION_CHECK": "1"},
        stdout=subprocess.PIPE,
        text=True,
    )
    if listed.returncode != 0:
        sys.exit(listed.returncode)
    found = re.findall(r"^(?:global|install)\.([\w-]+)=(.*)$", listed.stdout, re.MULTILINE)
    return {variable(name): ast.literal_eval(value) for name, value in found}


def environment():
    kept = {variable(name) for name in KEPT}
    settings = {**settings_of_files(), **os.environ}
    return {
        **without_pip(),
        **{name: value for name, value in settings.items() if name in kept},
        "PIP_CONFIG_FILE": os.devnull,
    }


if __name__ == "__main__":
    os.execve(sys.executable, [sys.executable, "-m", "pip", *sys.argv[1:]], environment())
