# Builds sysfall for the pre-commit hook sysfall-docker.
FROM debian:bookworm-slim
COPY . /src
RUN apt-get update && cd /src && scripts/setup && scripts/build release && cmake --install build/release --prefix /usr \
	&& rm -rf /src/build /var/lib/apt/lists/* && git config --system --add safe.directory '*'
