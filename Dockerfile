# The server with its app in it, and nothing else that could be run. Not built by the tests: they have no registry
# of images to build from.
#
#   docker build -t afterglow .
#   docker run -p 8080:8080 -v afterglow-data:/data -v afterglow-key:/key afterglow
#
# Two volumes, so that whoever copies the one does not have the other: keep a copy of the key, apart from the data.
# The server runs as the user 65532. A folder of the host's in place of a volume belongs to root at first, and the server
# says that it cannot write there: give it to that user before, with: chown 65532:65532 FOLDER

FROM node:24-trixie-slim AS node

FROM rust:1.95-trixie AS build
COPY --from=node /usr/local/bin/node /usr/local/bin/node
COPY --from=node /usr/local/lib/node_modules /usr/local/lib/node_modules
RUN ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm
WORKDIR /afterglow
COPY . .
RUN cargo build --release --locked && mkdir -p /empty/data /empty/key

FROM gcr.io/distroless/cc-debian13:nonroot
COPY --from=build /afterglow/target/release/afterglow /usr/bin/afterglow
COPY --from=build --chown=nonroot:nonroot /empty/data /data
COPY --from=build --chown=nonroot:nonroot /empty/key /key
ENV AFTERGLOW_DATA_DIR=/data AFTERGLOW_KEY_FILE=/key/afterglow.key AFTERGLOW_LISTEN=0.0.0.0:8080
VOLUME ["/data", "/key"]
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=6s --start-period=30s CMD ["/usr/bin/afterglow", "health"]
ENTRYPOINT ["/usr/bin/afterglow"]
