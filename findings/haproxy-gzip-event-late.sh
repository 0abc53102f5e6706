#!/usr/bin/env bash
# HAProxy: with compression, each server-sent event arrives when the next one is sent.
#
# Versions:   HAProxy 2.6.12 (Debian 12, built with libslz), the server is Node.js 20.
# Behaviour:  A server sends an event each 400 ms. Through HAProxy with "compression algo gzip" and a browser's Accept-Encoding, each
#             event arrives about 400 ms late, that is together with the next one; the last one arrives when the stream ends.
#             Without compression, or with Cache-Control: no-transform in the answer, each arrives at once. (Both with
#             "option http-no-delay": without it HAProxy adds 200 ms to each event.)
# Cause:      Compressed bytes are not flushed at the end of what the server has sent.
# Matters:    "Paid" is the last event of a stream that then stays open and silent, so the shopper never sees it. As events do come,
#             one behind, a page that falls back to polling when nothing comes does not notice. no-transform cures it for every
#             proxy of the kind.
# Seen (delay of five events in ms):
#   direct:                    2 0 0 1 1
#   gzip:                      404 402 402 402 1
#   gzip, but no-transform:    0 1 1 1 1
#
# Exit code: 0 as described, 1 changed, 2 could not be run.
set -euo pipefail

command -v node > /dev/null || { echo "node is needed (seen with Node.js 20)." >&2; exit 2; }
seen=2.6.12
if ! command -v haproxy > /dev/null; then
  [ "$(id -u)" -eq 0 ] || { echo "Install haproxy first, or run this as root." >&2; exit 2; }
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends haproxy > /dev/null
fi
have="$(haproxy -v | grep -oE '[0-9]+\.[0-9]+\.[0-9]+' | head -n 1)"
[ "$have" = "$seen" ] || echo "Note: seen with HAProxy $seen, this is $have."

# env and setpriv run the command in their own process, so that $! is the server itself.
as_user=(env)
if [ "$(id -u)" -eq 0 ]; then as_user=(setpriv --reuid=nobody --regid=nogroup --clear-groups); fi
free_port() {
  local port
  while port=$((20000 + RANDOM)); (: > "/dev/tcp/127.0.0.1/$port") 2> /dev/null; do :; done
  echo "$port"
}

work="$(mktemp -d)"
port="$(free_port)"
origin="$(free_port)"
proxy=
stop() {
  if [ -n "$proxy" ]; then kill "$proxy" 2> /dev/null || true; wait "$proxy" 2> /dev/null || true; fi
  rm -rf "$work"
}
trap stop EXIT
chmod 755 "$work"
cd "$work"

cat > haproxy.cfg << CFG
global
  maxconn 100
defaults
  mode http
  option http-no-delay
  timeout connect 5s
  timeout client 30s
  timeout server 30s
listen shop
  bind 127.0.0.1:$port
  compression algo gzip
  server origin 127.0.0.1:$origin
CFG
"${as_user[@]}" haproxy -f haproxy.cfg -db > haproxy.log 2>&1 &
proxy=$!
for _ in $(seq 50); do
  if (: > "/dev/tcp/127.0.0.1/$port") 2> /dev/null; then break; fi
  sleep 0.1
done

cat > finding.mjs << 'JS'
import http from 'node:http';
import zlib from 'node:zlib';

const [port, origin] = process.argv.slice(2).map(Number);
const server = http.createServer((request, response) => {
  response.writeHead(200, {
    'Content-Type': 'text/event-stream',
    'Cache-Control': request.url === '/no-transform' ? 'no-cache, no-transform' : 'no-cache',
  });
  let sent = 0;
  const timer = setInterval(() => {
    response.write(`data: ${Date.now()}\n\n`);
    if (++sent === 5) {
      clearInterval(timer);
      response.end();
    }
  }, 400);
});
await new Promise(ready => server.listen(origin, '127.0.0.1', ready));

// The milliseconds between the sending and the arrival of each event.
const delays = (address, path) => new Promise((done, fail) => {
  http.get({ host: '127.0.0.1', port: address, path, headers: { 'Accept-Encoding': 'gzip' } }, response => {
    const found = [];
    let text = '';
    const gzip = response.headers['content-encoding'] === 'gzip';
    const stream = gzip ? response.pipe(zlib.createGunzip({ flush: zlib.constants.Z_SYNC_FLUSH })) : response;
    stream.setEncoding('utf8');
    stream.on('data', part => {
      text += part;
      for (let end; (end = text.indexOf('\n\n')) >= 0; text = text.slice(end + 2)) found.push(Date.now() - text.slice(6, end));
    });
    stream.on('end', () => done({ gzip, found }));
    stream.on('error', fail);
  }).on('error', fail);
});

const direct = await delays(origin, '/');
const compressed = await delays(port, '/');
const untouched = await delays(port, '/no-transform');
server.close();
console.log(`direct:                    ${direct.found.join(' ')}`);
console.log(`gzip:                      ${compressed.found.join(' ')}`);
console.log(`gzip, but no-transform:    ${untouched.found.join(' ')}`);

// Half the time between two events tells "at once" from "one late", on a busy machine too.
const atOnce = delay => delay < 200;
const asDescribed = compressed.gzip && !untouched.gzip && [direct, compressed, untouched].every(run => run.found.length === 5)
  && direct.found.every(atOnce) && untouched.found.every(atOnce)
  && compressed.found.slice(0, 4).every(delay => !atOnce(delay)) && atOnce(compressed.found[4]);
console.log(asDescribed ? 'As described.' : 'Changed.');
process.exitCode = asDescribed ? 0 : 1;
JS
node finding.mjs "$port" "$origin"
