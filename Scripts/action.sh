#!/usr/bin/env bash
# The steps of action.yml: `action.sh get`, `action.sh check`, `action.sh build`. What they need is in the environment.
set -euo pipefail

fail() {
  echo "::error::$1"
  exit 1
}

# Gets the release VERSION from URL, compares its SHA256, and puts the tool on the path of the next steps.
get() {
  local name folder line
  name="waymark-$VERSION-$(uname -s | tr '[:upper:]' '[:lower:]' | sed s/darwin/macos/)-$(uname -m)"
  folder="${RUNNER_TEMP:?}/waymark"
  mkdir -p "$folder"
  cd "$folder"
  curl --fail --silent --show-error --location --retry 3 --remote-name "$URL/$name.tar.gz" \
    || fail "There is no $name.tar.gz at $URL. Is \`version\` the number of a release?"
  if [ -n "$SHA256" ]; then
    line="$SHA256  $name.tar.gz"
  else
    line=$(curl --fail --silent --show-error --location --retry 3 "$URL/$name.tar.gz.sha256") \
      || fail "There is no $name.tar.gz.sha256 at $URL."
    echo "::notice::To accept no other file than this one, add to the step: sha256: ${line%% *}"
  fi
  echo "$line" | sha256sum --check --quiet - \
    || fail "$name.tar.gz is another file than the one with this SHA-256. If you changed \`version\`, change \`sha256\` too."
  tar -xzf "$name.tar.gz" --strip-components=1
  echo "$folder/bin" >> "${GITHUB_PATH:?}"
  "$folder/bin/waymark" --version
}

check() {
  waymark check "${options[@]}" --format github
}

# Builds the site into OUTPUT, without the list of written files, which is not for readers.
build() {
  waymark build "${options[@]}" --output "$OUTPUT" --replace
  rm -f "$OUTPUT/.waymark-manifest"
}

options=(--source "${SOURCE:-.}")
if [ "${STRICT:-}" = true ]; then options+=(--strict); fi
# The address is BASE_URL, else that of the settings, else where GitHub Pages would publish the repository.
if [ -n "${BASE_URL:-}" ]; then
  options+=(--base-url "$BASE_URL")
elif [ -n "${GITHUB_REPOSITORY:-}" ] && ! grep -q '^base_url:' "${SOURCE:-.}/waymark.yml" 2> /dev/null; then
  options+=(--base-url "https://${GITHUB_REPOSITORY%%/*}.github.io/${GITHUB_REPOSITORY#*/}/")
fi
"$1"
