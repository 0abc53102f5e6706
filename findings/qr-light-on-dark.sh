#!/usr/bin/env bash
# QR decoders on npm: light on dark is read or not by default, and ZXing's "try harder" does not help.
#
# Versions:   @zxing/library 0.21.3, @undecaf/zbar-wasm 0.11.0, zxing-wasm 3.1.4, jsqr 1.4.0; the pictures are made with
#             qrcode 1.5.4.
# Behaviour:  The same perfect picture (six pixels a module, full quiet zone, pure black and white), once dark on light and once
#             light on dark. All four decoders read the first. ZXing's port to JavaScript finds nothing in the second, with
#             TRY_HARDER neither, with both of its binarizers, and has no hint that asks for it; nor does zbar. The port of
#             ZXing's C++ version and jsQR do read it without being asked.
# Matters:    A page in a dark theme, or a browser extension that inverts colours, turns a black inline SVG into such a code, and
#             whether it can be paid depends on the app's decoder. "My phone reads it" says nothing about the next one. The dark
#             modules must stay dark and the quiet zone light, whatever the theme.
# Seen (dark on light / light on dark):
#   @zxing/library                     read / not read
#   @zxing/library, TRY_HARDER         read / not read
#   @zxing/library, global histogram   read / not read
#   zbar-wasm                          read / not read
#   zxing-wasm                         read / read
#   jsqr                               read / read
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
npm install --no-audit --no-fund --ignore-scripts --save-exact @zxing/library@0.21.3 @undecaf/zbar-wasm@0.11.0 zxing-wasm@3.1.4 jsqr@1.4.0 qrcode@1.5.4 > npm.log 2>&1 || { cat npm.log >&2; exit 2; }

cat > finding.mjs << 'JS'
import { readFileSync } from 'node:fs';
import { scanRGBABuffer } from '@undecaf/zbar-wasm';
import * as zxing from '@zxing/library';
import jsqr from 'jsqr';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
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

// Left alone, zxing-wasm downloads its module.
prepareZXingModule({ overrides: { wasmBinary: readFileSync('node_modules/zxing-wasm/dist/reader/zxing_reader.wasm').buffer } });

const { BinaryBitmap, DecodeHintType, GlobalHistogramBinarizer, HybridBinarizer, QRCodeReader, RGBLuminanceSource } = zxing.default ?? zxing;
function readZXing({ pixels, width }, Binarizer, hints) {
  const grey = Uint8ClampedArray.from({ length: width * width }, (_, index) => pixels[4 * index]);
  try {
    const bitmap = new BinaryBitmap(new Binarizer(new RGBLuminanceSource(grey, width, width)));
    return new QRCodeReader().decode(bitmap, hints).getText();
  } catch (error) {
    if (error.getKind?.() === 'NotFoundException') return undefined;
    throw error;
  }
}

const harder = new Map([[DecodeHintType.TRY_HARDER, true]]);
const decoders = [
  ['@zxing/library', false, image => readZXing(image, HybridBinarizer)],
  ['@zxing/library, TRY_HARDER', false, image => readZXing(image, HybridBinarizer, harder)],
  ['@zxing/library, global histogram', false, image => readZXing(image, GlobalHistogramBinarizer)],
  ['zbar-wasm', false, async ({ pixels, width }) => (await scanRGBABuffer(pixels.buffer, width, width))[0]?.decode()],
  ['zxing-wasm', true, async ({ pixels, width }) =>
    (await readBarcodes({ data: pixels, width, height: width, colorSpace: 'srgb' }))[0]?.text],
  ['jsqr', true, ({ pixels, width }) => jsqr.default(pixels, width, width)?.data],
];
const text = 'HTTP://SEQR.SE/R12345';
let asDescribed = true;
for (const [name, expected, read] of decoders) {
  const darkOnLight = await read(picture(text, false)) === text;
  const lightOnDark = await read(picture(text, true)) === text;
  console.log(`${name.padEnd(34)} ${darkOnLight ? 'read' : 'not read'} / ${lightOnDark ? 'read' : 'not read'}`);
  asDescribed &&= darkOnLight && lightOnDark === expected;
}
console.log(asDescribed ? 'As described.' : 'Changed.');
process.exitCode = asDescribed ? 0 : 1;
JS
node finding.mjs
