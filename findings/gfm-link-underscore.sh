#!/usr/bin/env bash
# GitHub Flavored Markdown: a bare link loses an underscore at its end, so that one in 64 links with a base64url token is broken.
#
# Versions:   marked 18.2.1; cmark-gfm 0.29.0.gfm.6 (Debian 12); beside them markdown-it 15.0.3 with linkify, linkifyjs 4.4.0,
#             autolinker 4.1.5 and anchorme 3.0.8.
# Behaviour:  A text has a bare address whose token ends with "_", one of the 64 characters of base64url. Both implementations of
#             GitHub Flavored Markdown make a link of the address without that character, which stands behind the link as a text.
#             The other four keep it. A token that ends with "-", the other character that base64 does not have, is kept by all.
# Cause:      The specification of GitHub Flavored Markdown counts * _ and ~ at the end of a bare address as punctuation, as it does
#             with ? ! . , and :, so that an address may stand in *emphasis*.
# Matters:    A payment or confirmation link that a shop's customer passes on by chat, or that a help desk quotes, opens "not found"
#             for one token in 64 and works for all others, which no test with a fixed token shows. A token in hexadecimal or
#             base32, or something behind it in the address, does not have that.
# Seen:
#   cmark-gfm     ...Zk8vX1-  kept    ...Zk8vX1_  cut to ...Zk8vX1
#   marked        ...Zk8vX1-  kept    ...Zk8vX1_  cut to ...Zk8vX1
#   markdown-it   ...Zk8vX1-  kept    ...Zk8vX1_  kept
#   linkifyjs     ...Zk8vX1-  kept    ...Zk8vX1_  kept
#   autolinker    ...Zk8vX1-  kept    ...Zk8vX1_  kept
#   anchorme      ...Zk8vX1-  kept    ...Zk8vX1_  kept
#
# Exit code: 0 as described, 1 changed, 2 could not be run.
set -euo pipefail

for tool in node npm; do
  command -v "$tool" > /dev/null || { echo "$tool is needed (seen with Node.js 20)." >&2; exit 2; }
done
seen=0.29.0.gfm.6
if ! command -v cmark-gfm > /dev/null; then
  [ "$(id -u)" -eq 0 ] || { echo "Install cmark-gfm first, or run this as root." >&2; exit 2; }
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends cmark-gfm > /dev/null
fi
have="$(cmark-gfm --version | grep -oE '[0-9]+\.[0-9]+\.[0-9]+\.gfm\.[0-9]+' | head -n 1)"
[ "$have" = "$seen" ] || echo "Note: seen with cmark-gfm $seen, this is $have."
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y > /dev/null
npm install --no-audit --no-fund --ignore-scripts --save-exact marked@18.2.1 markdown-it@15.0.3 linkifyjs@4.4.0 \
  autolinker@4.1.5 anchorme@3.0.8 > npm.log 2>&1 || { cat npm.log >&2; exit 2; }

cat > finding.cjs << 'JS'
const { execFileSync } = require('child_process');
const { marked } = require('marked');
const MarkdownIt = require('markdown-it');
const linkify = require('linkifyjs');
const { Autolinker } = require('autolinker');
const { default: anchorme } = require('anchorme');

const href = html => /href="([^"]*)"/.exec(html)?.[1];
const libraries = [
  ['cmark-gfm', text => href(execFileSync('cmark-gfm', ['--extension', 'autolink'], { input: text, encoding: 'utf8' })), true],
  ['marked', text => href(marked.parse(text)), true],
  ['markdown-it', text => href(new MarkdownIt({ linkify: true }).render(text)), false],
  ['linkifyjs', text => linkify.find(text)[0]?.href, false],
  ['autolinker', text => Autolinker.parse(text, {})[0]?.getAnchorHref(), false],
  ['anchorme', text => href(anchorme(text)), false],
];
const start = 'https://shop.example/pay/Zk8vX1';
let asDescribed = true;
for (const [name, link, cuts] of libraries) {
  let line = name.padEnd(14);
  for (const end of ['-', '_']) {
    const found = link(`Pay here: ${start}${end}\nThank you`);
    const kept = found === start + end;
    line += `...Zk8vX1${end}  ${(kept ? 'kept' : `cut to ...${found?.slice(-6)}`).padEnd(8)}`;
    asDescribed &&= kept || (end === '_' && found === start);
    asDescribed &&= kept !== (end === '_' && cuts);
  }
  console.log(line.trimEnd());
}
console.log(asDescribed ? 'As described.' : 'Changed.');
process.exitCode = asDescribed ? 0 : 1;
JS
node finding.cjs
