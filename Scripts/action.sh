#!/usr/bin/env bash
# The steps of action.yml: `action.sh get`, `action.sh check`, `action.sh build`, `action.sh reviews`. What they need is in the
# environment.
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

# Checks the site, and that it loses no address of the site that is published at AGAINST.
check() {
  if [ -n "${AGAINST:-}" ]; then
    if curl --fail --silent --location --max-time 60 --output /dev/null "$AGAINST"; then
      options+=(--against "$AGAINST")
    else
      echo "::notice::Nothing is published at $AGAINST yet, so there are no addresses that could be lost."
    fi
  fi
  waymark check "${options[@]}" --format github
}

# Builds the site into OUTPUT, without the list of written files, which is not for readers.
build() {
  waymark build "${options[@]}" --output "$OUTPUT" --replace
  rm -f "$OUTPUT/.waymark-manifest"
}

# Keeps one open issue that lists the pages whose review is due, and closes it when there are none. Needs `gh` and `jq`, which
# GitHub's machines have, GH_TOKEN, and the right to write issues.
reviews() {
  local title="Pages are due for review" pages issue
  pages=$(waymark check --source "${SOURCE:-.}" --rule review-due --format json \
    | jq --raw-output '.diagnostics[] | "- [ ] `\(.location.path)`: \(.message)"')
  issue=$(gh issue list --repo "$GITHUB_REPOSITORY" --state open --limit 200 --json number,title \
    | jq --raw-output --arg title "$title" 'map(select(.title == $title)) | .[0].number // empty')
  if [ -z "$pages" ]; then
    if [ -n "$issue" ]; then
      gh issue close "$issue" --repo "$GITHUB_REPOSITORY" --comment "Every page was reviewed."
    fi
  elif [ -n "$issue" ]; then
    gh issue edit "$issue" --repo "$GITHUB_REPOSITORY" --body "$pages"
  else
    gh issue create --repo "$GITHUB_REPOSITORY" --title "$title" --body "$pages"
  fi
}

# The address is BASE_URL, else that of the settings, else where GitHub Pages would publish the repository.
options=(--source "${SOURCE:-.}")
if [ "${STRICT:-}" = true ]; then options+=(--strict); fi
address="${BASE_URL:-}"
if [ -z "$address" ]; then
  address=$(sed -n "s/^base_url: *['\"]\{0,1\}\([^'\" ]*\).*/\1/p" "${SOURCE:-.}/waymark.yml" 2> /dev/null | head -n 1)
  if [ -z "$address" ] && [ -n "${GITHUB_REPOSITORY:-}" ]; then
    BASE_URL="https://${GITHUB_REPOSITORY%%/*}.github.io/${GITHUB_REPOSITORY#*/}/"
    address="$BASE_URL"
  fi
fi
if [ -n "${BASE_URL:-}" ]; then options+=(--base-url "$BASE_URL"); fi
if [ -n "${FEEDBACK:-}" ]; then options+=(--feedback "$FEEDBACK"); fi
if [ "${AGAINST:-}" = published ]; then AGAINST="$address"; fi
"$1"
