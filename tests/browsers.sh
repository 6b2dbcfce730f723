# For commands that run the app in browsers, to be sourced at the root of the project.

# packages NAME…: Debian's packages, unless all of them are there.
packages() {
  ! dpkg -s "$@" >/dev/null 2>&1 || return 0
  local root=()
  [ "$(id -u)" = 0 ] || root=(sudo)
  "${root[@]}" apt-get update -qq
  "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

# fetch FOLDER NAME@VERSION…: npm's packages, which are no part of the app, into a folder of their own.
fetch() {
  local folder=$1
  shift
  mkdir -p "$folder"
  [ "$(cat "$folder/fetched" 2>/dev/null)" != "$*" ] || return 0
  echo '{"private":true}' >"$folder/package.json"
  npm install --prefix "$folder" --no-audit --no-fund --silent --save-exact "$@"
  echo "$*" >"$folder/fetched"
}

# puppeteer: what drives the browsers of today, in $puppeteer.
puppeteer() {
  puppeteer=$PWD/target/puppeteer
  fetch "$puppeteer" puppeteer-core@24.43.1
}

# program: the one that AFTERGLOW_BINARY names, or else one that is built now.
program() {
  [ -z "${AFTERGLOW_BINARY:-}" ] || return 0
  cargo build --quiet
  export AFTERGLOW_BINARY="$PWD/target/debug/afterglow"
}
