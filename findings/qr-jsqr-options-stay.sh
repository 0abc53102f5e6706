#!/usr/bin/env bash
# jsQR (npm): the options of one call stay in force for later calls that pass none.
#
# Versions:   jsqr 1.4.0; the pictures are made with qrcode 1.5.4.
# Behaviour:  By default jsQR also reads a code that is light on dark (inversionAttempts: attemptBoth). After a single call with
#             inversionAttempts: dontInvert, calls without options, or with {}, no longer read it, anywhere in the same process or
#             page, until some call asks for attemptBoth again.
# Cause:      The options of a call are written into the object that holds the defaults.
# Matters:    Two scanners on a page, or two tests in a process, change each other's results, and whether a code of a shop with a
#             dark theme is read depends on what was scanned before. Whoever relies on a default has to pass it.
# Seen (the same picture each time, light on dark):
#   no options     HTTP://SEQR.SE/R12345
#   dontInvert     not read
#   no options     not read
#   {}             not read
#   attemptBoth    HTTP://SEQR.SE/R12345
#   no options     HTTP://SEQR.SE/R12345
#
# Exit code: 0 as described, 1 changed, 2 could not be run.
set -euo pipefail

for tool in node npm; do
  command -v "$tool" > /dev/null || { echo "$tool is needed (seen with Node.js 20)." >&2; exit 2; }
done
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y > /dev/null
npm install --no-audit --no-fund --ignore-scripts --save-exact jsqr@1.4.0 qrcode@1.5.4 > npm.log 2>&1 || { cat npm.log >&2; exit 2; }

cat > finding.mjs << 'JS'
import jsqr from 'jsqr';
import QRCode from 'qrcode';

// A QR code as pixels: six pixels a module, a quiet zone of four modules in the colour of the ground.
function picture(text, lightOnDark) {
  const { size, data } = QRCode.create(text).modules;
  const width = (size + 8) * 6;
  const pixels = new Uint8ClampedArray(width * width * 4).fill(255);
  for (let y = 0; y < width; y++) {
    for (let x = 0; x < width; x++) {
      const [row, column] = [Math.floor(y / 6) - 4, Math.floor(x / 6) - 4];
      const inside = row >= 0 && column >= 0 && row < size && column < size;
      const dark = (inside && data[row * size + column] === 1) !== lightOnDark;
      pixels.fill(dark ? 0 : 255, (y * width + x) * 4, (y * width + x) * 4 + 3);
    }
  }
  return { pixels, width };
}

const { pixels, width } = picture('HTTP://SEQR.SE/R12345', true);
const expected = [];
const seen = [];
for (const [name, options, read] of [
  ['no options', undefined, true],
  ['dontInvert', { inversionAttempts: 'dontInvert' }, false],
  ['no options', undefined, false],
  ['{}', {}, false],
  ['attemptBoth', { inversionAttempts: 'attemptBoth' }, true],
  ['no options', undefined, true],
]) {
  const text = jsqr.default(pixels, width, width, options)?.data;
  console.log(`${name.padEnd(14)} ${text ?? 'not read'}`);
  expected.push(read);
  seen.push(text === 'HTTP://SEQR.SE/R12345');
}
const asDescribed = expected.join() === seen.join();
console.log(asDescribed ? 'As described.' : 'Changed.');
process.exitCode = asDescribed ? 0 : 1;
JS
node finding.mjs
