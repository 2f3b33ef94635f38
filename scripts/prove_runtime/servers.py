"""The servers: how each is built, started, and asked by a client. A new one is an entry in SERVERS."""
import dataclasses
import http.client
import os
import ssl
import subprocess
import typing

JOBS = f"-j{os.cpu_count() or 1}"
AS_SHIPPED = ("AUTOMAKE=:", "AUTOCONF=:", "ACLOCAL=:", "AUTOHEADER=:")  # whatever the times of the files say
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


def ask_dbus(sock):
    """The question that needs no login: which logins there are."""
    exchange(sock, (b"\0AUTH\r\n", b"REJECTED"))


def ask_dns(sock):
    """A name that the server itself has, over TCP."""
    question = b"\x12\x34\x01\x00\x00\x01\x00\x00\x00\x00\x00\x00\x09localhost\x00\x00\x01\x00\x01"
    sock.sendall(len(question).to_bytes(2, "big") + question)
    answer = b""
    while len(answer) < 14:
        part = sock.recv(4096)
        if not part:
            raise Refused("the connection was closed")
        answer += part
    if answer[2:4] != b"\x12\x34" or answer[5] & 15:
        raise Refused(f"answered {answer[:20]!r}")


def ask_any_page(sock):
    """A server of examples says what it likes, as long as it is a page."""
    exchange(sock, (b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n", b"HTTP/1.1 200 "))


def ask_any_answer(sock):
    """… or as long as it is HTTP: what the server would say needs modules that are not built."""
    exchange(sock, (b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n", b"HTTP/1.1 "))


def ask_tls(sock):
    """What a program behind TLS says. The layer is kept apart from the socket, which others look at after this."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
    layer = context.wrap_bio(incoming, outgoing)

    def until_done(step):
        while True:
            try:
                return step()
            except ssl.SSLWantReadError:
                sock.sendall(outgoing.read())
                part = sock.recv(16384)
                if not part:
                    raise Refused("the connection was closed") from None
                incoming.write(part)

    until_done(layer.do_handshake)
    layer.write(b"it serves\n")
    sock.sendall(outgoing.read())
    answer = until_done(lambda: layer.read(4096))
    if answer != b"it serves\n":
        raise Refused(f"answered {answer[:60]!r}")


def lighttpd_files(folder, port):
    return {"lighttpd.conf": f"""
server.document-root = "{folder}"
server.port = {port}
server.bind = "127.0.0.1"
server.modules = ()
server.compat-module-load = "disable"
"""}


def dbus_files(folder, port):
    return {"bus.conf": f"""<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>tcp:host=127.0.0.1,bind=127.0.0.1,port={port},family=ipv4</listen>
  <auth>EXTERNAL</auth>
  <policy context="default"><allow send_destination="*"/><allow own="*"/></policy>
</busconfig>
"""}


def unbound_files(folder, port):
    return {"unbound.conf": f"""
server:
  interface: 127.0.0.1
  port: {port}
  directory: "{folder}"
  chroot: ""
  username: ""
  pidfile: ""
  do-daemonize: no
  use-syslog: no
  num-threads: 1
remote-control:
  control-enable: no
"""}


def stunnel_files(folder, port):
    """`cat` behind TLS, with a certificate made for the occasion."""
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=localhost", "-days", "2",
                    "-keyout", folder / "key.pem", "-out", folder / "cert.pem"],
                   stdin=subprocess.DEVNULL, capture_output=True, check=True)
    return {"stunnel.conf": f"""
foreground = yes
pid =
[test]
accept = 127.0.0.1:{port}
cert = {folder}/cert.pem
key = {folder}/key.pem
exec = /bin/cat
execArgs = cat
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
    "lighttpd": Server(
        (), (("./configure", "--without-pcre2", "--without-pcre", "--without-zlib", "--disable-shared", "--enable-static",
             "--disable-dependency-tracking", f"CFLAGS={QUICK}"),),
        (("make", "-C", "src", JOBS, "versionstamp", "parsers", "lighttpd"),), "src/lighttpd",
        lambda folder, port: ["-D", "-f", str(folder / "lighttpd.conf")], ask_any_answer, lighttpd_files),
    "dbus": Server(
        ("libexpat1-dev",), (("./configure", "--disable-systemd", "--disable-selinux", "--disable-apparmor", "--disable-libaudit", "--without-x",
                              "--disable-tests", "--disable-xml-docs", "--disable-doxygen-docs", "--disable-ducktype-docs",
                              "--disable-dependency-tracking", "--disable-shared", f"CFLAGS={QUICK}"),),
        (("make", "-C", "dbus", JOBS, "libdbus-1.la", "libdbus-internal.la"), ("make", "-C", "bus", JOBS, "dbus-daemon")),
        "bus/dbus-daemon", lambda folder, port: ["--nofork", "--config-file", str(folder / "bus.conf")], ask_dbus, dbus_files),
    "unbound": Server(
        ("libssl-dev", "libexpat1-dev", "bison", "flex"), (("./configure", "--disable-shared", "--without-pthreads", f"CFLAGS={QUICK}"),),
        (("make", JOBS, "unbound"),), "unbound",
        lambda folder, port: ["-d", "-c", str(folder / "unbound.conf")], ask_dns, unbound_files),
    "libmicrohttpd": Server(
        (), (("./configure", "--disable-doc", "--disable-https", "--disable-curl", "--disable-shared", "--disable-dependency-tracking",
                                 f"CFLAGS={QUICK}"),),
        (("make", "-C", "src/microhttpd", JOBS, "libmicrohttpd.la"), ("make", "-C", "src/examples", JOBS, "minimal_example")),
        "src/examples/minimal_example", lambda folder, port: [str(port)], ask_any_page, sites="src/microhttpd/"),
    "libevent": Server(
        (), (("./configure", "--disable-openssl", "--disable-shared", "--disable-libevent-regress", "--disable-dependency-tracking",
              f"CFLAGS={QUICK}"),),
        (("make", JOBS, *AS_SHIPPED, "sample/http-server"),), "sample/http-server",
        lambda folder, port: ["-p", str(port), str(folder)], ask_any_page),
    "stunnel4": Server(
        ("libssl-dev", "openssl"), (("./configure", "--disable-libwrap", "--disable-fips", "--disable-systemd", "--disable-dependency-tracking",
                                     f"CFLAGS={QUICK}"),),
        (("make", "-C", "src", JOBS, *AS_SHIPPED, "stunnel"),), "src/stunnel", lambda folder, port: [str(folder / "stunnel.conf")], ask_tls, stunnel_files),
}
