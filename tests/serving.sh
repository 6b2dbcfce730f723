# For commands that ask a running server, to be sourced: a folder that ends with the command ($data), and `serve`.

data=$(mktemp -d)
server=
export AFTERGLOW_DATA_DIR=$data/data AFTERGLOW_LOG=error,afterglow::operations=info

finish() {
  if [ -n "$server" ]; then
    kill "$server" 2>/dev/null || true
    wait "$server" || true
  fi
  rm -rf "$data"
}
trap finish EXIT

# serve COMMAND: starts it, be it of several words, on a port that the system chooses, and waits for its address ($origin).
serve() {
  # The shell that opens the file for the server may come later than the first look.
  : >"$data/said"
  # shellcheck disable=SC2086 # its words
  $1 serve --listen 127.0.0.1:0 2>"$data/said" &
  server=$!
  for _ in $(seq 100); do
    origin=$(sed -n 's/.*Afterglow is at \([^"]*\)".*/\1/p' "$data/said")
    [ -z "$origin" ] || return 0
    sleep 0.1
  done
  { echo "the server did not say within ten seconds where it is:" && cat "$data/said"; } >&2
  return 1
}
