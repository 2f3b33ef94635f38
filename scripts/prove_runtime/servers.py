"""The servers: how each is built, started, and asked by a client. A new one is an entry in SERVERS."""
import dataclasses
import http.client
import os
import socket
import typing

JOBS = f"-j{os.cpu_count() or 1}"
QUICK = "-O1 -g -w"  # warnings and speed are not what is looked at


class Refused(Exception):
    """The server answered, but not as it should."""


def exchange(sock, *pairs):
    """Sends each question and wants its answer."""
    for question, answer in pairs:
        sock.sendall(question)
        got = b""
        while len(got) < len(answer):
            part = sock.recv(4096)
            if not part:
                raise Refused("the connection was closed")
            got += part
        if not got.startswith(answer):
            raise Refused(f"answered {got[:60]!r}")


def ask_memcached(sock):
    exchange(sock, (b"set key 0 0 5\r\nvalue\r\n", b"STORED\r\n"), (b"get key\r\n", b"VALUE key 0 5\r\nvalue\r\nEND\r\n"))


def ask_redis(sock):
    exchange(sock, (b"*1\r\n$4\r\nPING\r\n", b"+PONG\r\n"), (b"SET key value\r\n", b"+OK\r\n"), (b"GET key\r\n", b"$5\r\nvalue\r\n"))


def ask_http(sock):
    """Python's HTTP client over a connection that is there; it is left open."""
    client = http.client.HTTPConnection("127.0.0.1")
    client.sock = sock
    client.request("GET", "/", headers={"Connection": "keep-alive"})
    answer = client.getresponse()
    body = answer.read()
    client.sock = None  # it is not this client's to close
    if answer.status != 200 or b"it serves" not in body:
        raise Refused(f"answered {answer.status}")


def no_files(folder, port):
    return {}


def nginx_files(folder, port):
    return {"index.html": "it serves\n", "nginx.conf": f"""
daemon off; {'user root;' if os.geteuid() == 0 else ''} worker_processes 1; pid {folder}/nginx.pid; error_log {folder}/error.log;
events {{ worker_connections 64; }}
http {{
  access_log off; client_body_temp_path {folder}/body; fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
  server {{ listen 127.0.0.1:{port}; root {folder}; }}
}}
"""}


def haproxy_files(folder, port):
    return {"haproxy.cfg": f"""
global
  nbthread 1
defaults
  mode http
  timeout connect 5s
  timeout client 5s
  timeout server 5s
frontend test
  bind 127.0.0.1:{port}
  http-request return status 200 content-type text/plain string "it serves"
"""}


@dataclasses.dataclass(frozen=True)
class Server:
    packages: tuple          # of Debian, that the build needs beside those of scripts/setup
    prepare: tuple           # commands before the first build
    build: tuple             # commands of each build
    program: str
    arguments: typing.Callable  # (folder, port) -> list
    ask: typing.Callable        # (connected socket); raises when the answer is wrong
    files: typing.Callable = no_files  # (folder, port) -> {name: text}
    sites: str = ""             # a regular expression: the files with the sites at which this program accepts


SERVERS = {
    "memcached": Server(
        ("libevent-dev",), (("./configure", "--disable-coverage", "--disable-docs", "--disable-dependency-tracking",
                             f"CFLAGS={QUICK}"),),
        (("make", JOBS, "memcached"),), "memcached",
        lambda folder, port: ["-l", "127.0.0.1", "-p", str(port), "-U", "0", "-t", "1",
                              *(["-u", "root"] if os.geteuid() == 0 else [])], ask_memcached),
    "redis": Server(
        (), (), (("make", "-C", "src", JOBS, "MALLOC=libc", "BUILD_TLS=no", "USE_SYSTEMD=no", "OPTIMIZATION=-O1",
                  "WARN=-w", "redis-server"),),
        "src/redis-server",
        lambda folder, port: ["--bind", "127.0.0.1", "--port", str(port), "--dir", str(folder), "--save", "",
                              "--appendonly", "no"], ask_redis),
    "nginx": Server(
        (), (("./configure", "--without-http_rewrite_module", "--without-http_gzip_module", "--without-http_proxy_module",
              "--without-pcre", f"--with-cc-opt={QUICK}"),),
        (("make", JOBS, "-f", "objs/Makefile", "binary"),), "objs/nginx",
        lambda folder, port: ["-p", str(folder), "-c", str(folder / "nginx.conf"), "-e", str(folder / "error.log")],
        ask_http, nginx_files),
    "haproxy": Server(
        (), (), (("make", JOBS, "TARGET=linux-glibc", "USE_CRYPT_H=", "USE_LIBCRYPT=", f"CPU_CFLAGS={QUICK}", "haproxy"),),
        "haproxy", lambda folder, port: ["-db", "-q", "-f", str(folder / "haproxy.cfg")], ask_http, haproxy_files),
}
