# The server with its app in it, and nothing else that could be run. Not built by the tests: they have no registry
# of images to build from.
#
#   docker build -t afterglow .
#   docker run -p 8080:8080 -v afterglow-data:/data -v afterglow-key:/key afterglow
#
# Two volumes, so that whoever copies the one does not have the other: keep a copy of the key, apart from the data.

FROM node:20-bookworm-slim AS node

FROM rust:1.95-bookworm AS build
COPY --from=node /usr/local/bin/node /usr/local/bin/node
COPY --from=node /usr/local/lib/node_modules /usr/local/lib/node_modules
RUN ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm
WORKDIR /afterglow
COPY . .
RUN cargo build --release --locked && mkdir -p /empty/data /empty/key

FROM gcr.io/distroless/cc-debian12:nonroot
COPY --from=build /afterglow/target/release/afterglow /usr/bin/afterglow
COPY --from=build --chown=nonroot:nonroot /empty/data /data
COPY --from=build --chown=nonroot:nonroot /empty/key /key
ENV AFTERGLOW_DATA_DIR=/data AFTERGLOW_KEY_FILE=/key/afterglow.key AFTERGLOW_LISTEN=0.0.0.0:8080
VOLUME ["/data", "/key"]
EXPOSE 8080
ENTRYPOINT ["/usr/bin/afterglow"]
