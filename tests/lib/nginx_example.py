# SPDX-FileCopyrightText: 2026 Nabij contributors
# SPDX-License-Identifier: EUPL-1.2
"""Starts packaging/nginx/nabij.conf for real: other ports, a certificate of our own, everything else as it stands."""

import os
import shutil
import socket
import ssl
import subprocess
import time
from pathlib import Path

SOURCE = Path(os.environ["NABIJ_SOURCE"])


def result(passed, name, *seen):
    if not passed and seen:
        print("seen:", *seen)
    print("ok" if passed else "not ok", name, flush=True)


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class NginxExample:
    """`upstream` is "unix:/path" or "127.0.0.1:8080"; `http` and `https` are the ports it listens on."""

    name = "hulp.example"

    def __init__(self, temp, upstream):
        self.folder = Path(temp) / "nginx"
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir()
        self.http, self.https = free_port(), free_port()
        subprocess.run(["openssl", "req", "-x509", "-nodes", "-newkey", "ec",
                        "-pkeyopt", "ec_paramgen_curve:prime256v1",
                        "-subj", "/CN=" + self.name, "-addext", "subjectAltName=DNS:" + self.name, "-days", "2",
                        "-keyout", "privkey.pem", "-out", "fullchain.pem"],
                       cwd=self.folder, check=True, capture_output=True)
        self.write_configuration(upstream)
        self.command = ["nginx", "-c", self.folder / "nginx.conf", "-p", self.folder, "-e", self.folder / "error.log"]

    def write_configuration(self, upstream):
        example = (SOURCE / "packaging/nginx/nabij.conf").read_text()
        for ours, theirs in (("unix:/run/nabij/http.sock", upstream), ("listen 80", f"listen 127.0.0.1:{self.http}"),
                             ("listen 443", f"listen 127.0.0.1:{self.https}"), ("/etc/nabij/tls", str(self.folder)),
                             ("/var/log/nginx/nabij.log", f"{self.folder}/access.log")):
            if ours not in example:
                raise SystemExit(f"packaging/nginx/nabij.conf no longer says {ours}")
            example = example.replace(ours, theirs)
        example = "\n".join(line for line in example.split("\n") if "listen [::]" not in line)
        (self.folder / "nabij.conf").write_text(example)
        user = "user root;" if os.getuid() == 0 else ""
        paths = "".join(f"{kind}_temp_path {self.folder}/{folder};\n" for kind, folder in
                        (("client_body", "body"), ("proxy", "proxy"), ("fastcgi", "f"), ("uwsgi", "u"), ("scgi", "s")))
        (self.folder / "nginx.conf").write_text(
            f"{user}\ndaemon off;\npid {self.folder}/pid;\nworker_processes 1;\nevents {{ worker_connections 1024; }}\n"
            f"http {{\n{paths}include {self.folder}/nabij.conf;\n}}\n")

    def __enter__(self):
        self.process = subprocess.Popen(self.command)
        until = time.monotonic() + 20
        while True:
            try:
                socket.create_connection(("127.0.0.1", self.https), 1).close()
                return self
            except OSError:
                if self.process.poll() is not None or time.monotonic() > until:
                    raise SystemExit("nginx did not start: " + (self.folder / "error.log").read_text())

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(20)

    def trusting(self):
        return ssl.create_default_context(cafile=self.folder / "fullchain.pem")

    def connect(self, context=None, name=None):
        plain = socket.create_connection(("127.0.0.1", self.https), 20)
        return (context or self.trusting()).wrap_socket(plain, server_hostname=name or self.name)

    def access_log(self):
        return (self.folder / "access.log").read_text()
