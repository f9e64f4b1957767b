# SPDX-FileCopyrightText: 2026 Nabij contributors
# SPDX-License-Identifier: EUPL-1.2
"""Providers of OpenID Connect on this machine, real and lying, and the way there and back."""

import http.client
import http.cookiejar
import json
import os
import subprocess
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

from nabij import free_port

HERE = Path(__file__).resolve().parent


def put_settings(nabij, number, issuer, **changes):
    """What a keeper would type, before the program starts."""
    values = {"name": f"Provider {number}", "issuer": issuer, "client_id": "nabij", "levels": "low substantial high",
              "level": "substantial", "for": "clients staff"} | changes
    for name, value in values.items():
        command = [os.environ["NABIJ"], "setting", "put", f"oidc_{number}_{name}", value, "--data", str(nabij.data)]
        if nabij.database:
            command += ["--database", nabij.database]
        subprocess.run(command, check=True, env=nabij.environment, stderr=subprocess.PIPE)


class Provider:
    def __init__(self, script, *arguments):
        self.port = free_port()
        self.issuer = f"http://localhost:{self.port}"
        self.command = ["node", str(HERE / script), str(self.port), *arguments]

    def __enter__(self):
        self.process = subprocess.Popen(self.command, stdout=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True)
        for line in self.process.stdout:
            if line.strip() == "ready":
                return self
        raise SystemExit(f"{self.command[1]} did not start")

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()


def real(nabij, number=1, method="private_key_jwt", alg="ES256"):
    return Provider("oidc_provider.mjs", nabij.url, str(number), method, alg)


class Saboteur(Provider):
    def __init__(self):
        super().__init__("oidc_saboteur.mjs")

    def be(self, wrong, **more):
        """Lies like that from now on; gives how often it was asked for what."""
        connection = http.client.HTTPConnection("localhost", self.port, timeout=30)
        connection.request("POST", "/wrong", json.dumps({"wrong": wrong} | more))
        answer = json.loads(connection.getresponse().read())
        connection.close()
        return answer


class Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


class Person:
    """Somebody's browser at the provider; comes back with the address that it is sent to at Nabij."""

    def __init__(self):
        self.opener = urllib.request.build_opener(
            Stay, urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()), urllib.request.ProxyHandler({}))

    def ask(self, url, fields=None):
        data = urllib.parse.urlencode(fields).encode() if fields else None
        try:
            answer = self.opener.open(urllib.request.Request(url, data), timeout=60)
        except urllib.error.HTTPError as e:
            answer = e
        return answer.headers.get("Location"), answer.read().decode()

    def go(self, url, nabij, fields=None):
        """Follows the provider's redirects: the page that it stops at, or the way back."""
        for _ in range(10):
            there, page = self.ask(url, fields)
            fields = None
            if not there:
                return url, page
            url = urllib.parse.urljoin(url, there)
            if url.startswith(nabij.url):
                return url.removeprefix(nabij.url), None
        raise SystemExit(f"round in circles: {url}")

    def sign_in(self, address, nabij, name, level="substantial", **more):
        url, page = self.go(address, nabij)
        if page is None:
            return url
        fields = {"name": name, "go": "in"} | ({"level": level} if level else {}) | more
        return self.go(url, nabij, fields)[0]
