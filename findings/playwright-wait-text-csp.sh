#!/usr/bin/env bash
# Playwright: under a content security policy, waiting for a condition given as a text works only if it is true at once.
#
# Versions:   playwright-core 1.65.1, Chromium 156.0.8078.108 (Debian 12), Node.js 20. The same with Microsoft.Playwright 1.62.0.
# Behaviour:  A page has the policy script-src 'self', as payment pages have, and sets its title to "Paid" by itself.
#             waitForFunction("document.title === 'Paid'") returns when the title is there already. When the title comes later, the
#             call fails with an EvalError that names 'unsafe-eval', instead of waiting. The same condition as a function,
#             or as the text of a function, is waited for, and evaluate() runs any text.
# Cause:      The first look runs inside the call of the DevTools protocol, for which Chromium lifts the policy. All later ones run
#             in the page, and evaluate the text of an expression there each time.
# Matters:    The test passes where the page is quicker than the test, and fails on a busy machine, with a message that reads as a
#             fault of the page.
# Seen:
#   a text, true at once          returned
#   a text, true later            EvalError
#   a text, later, no policy      returned
#   a function, later             returned
#   a function's text, later      returned
#
# Exit code: 0 as described, 1 changed, 2 could not be run.
set -euo pipefail

for tool in node npm; do
  command -v "$tool" > /dev/null || { echo "$tool is needed (seen with Node.js 20)." >&2; exit 2; }
done
seen=156.0.8078.108
if ! command -v chromium > /dev/null; then
  [ "$(id -u)" -eq 0 ] || { echo "Install chromium first, or run this as root." >&2; exit 2; }
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium > /dev/null
fi
have="$(chromium --version 2> /dev/null | grep -oE '[0-9]+(\.[0-9]+){3}' | head -n 1)"
[ "$have" = "$seen" ] || echo "Note: seen with Chromium $seen, this is $have."
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y > /dev/null
npm install --no-audit --no-fund --ignore-scripts --save-exact playwright-core@1.65.1 > npm.log 2>&1 || { cat npm.log >&2; exit 2; }

cat > finding.mjs << 'JS'
import http from 'http';
import { execFileSync } from 'child_process';
import { chromium } from 'playwright-core';

const policy = "script-src 'self'";
const server = http.createServer((request, response) => {
  if (request.url === '/title.js') {
    response.setHeader('Content-Type', 'text/javascript');
    response.end("setTimeout(() => document.title = 'Paid', Number(location.hash.slice(1)))");
    return;
  }
  response.setHeader('Content-Type', 'text/html');
  if (request.url !== '/free')
    response.setHeader('Content-Security-Policy', policy);
  response.end('<title>Open</title><script src="/title.js"></script>');
}).listen(0, '127.0.0.1');
await new Promise(resolve => server.once('listening', resolve));
const address = `http://127.0.0.1:${server.address().port}`;
const browser = await chromium.launch({
  executablePath: execFileSync('which', ['chromium'], { encoding: 'utf8' }).trim(),
  args: process.getuid() === 0 ? ['--no-sandbox'] : [],
});

const text = "document.title === 'Paid'";
let asDescribed = true;
for (const [what, path, later, condition, expected] of [
  ['a text, true at once', '/', false, text, 'returned'],
  ['a text, true later', '/', true, text, 'EvalError'],
  ['a text, later, no policy', '/free', true, text, 'returned'],
  ['a function, later', '/', true, () => document.title === 'Paid', 'returned'],
  ["a function's text, later", '/', true, `() => ${text}`, 'returned'],
]) {
  const page = await browser.newPage();
  await page.goto(`${address}${path}#${later ? 1000 : 0}`);
  while (!later && await page.title() !== 'Paid')
    await new Promise(resolve => setTimeout(resolve, 50));
  const seen = await page.waitForFunction(condition, null, { timeout: 15000 })
    .then(() => 'returned', error => error.message.match(/\w+Error/)?.[0] ?? error.message);
  console.log(`${what.padEnd(29)} ${seen}`);
  asDescribed &&= seen === expected;
  await page.close();
}
await browser.close();
server.close();
console.log(asDescribed ? 'As described.' : 'Changed.');
process.exitCode = asDescribed ? 0 : 1;
JS
node finding.mjs
