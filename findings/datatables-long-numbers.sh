#!/usr/bin/env bash
# DataTables (npm): a column of long references is not sorted at all, and amounts with a decimal comma are sorted wrongly.
#
# Versions:   datatables.net 2.3.4 and 3.1.5, jquery 3.7.1, jsdom 29.1.1, Node.js 20.
# Behaviour:  DataTables chooses the type of a column by its texts. References of 25 digits become the type "num": those that agree in
#             their first digits are equal as 64-bit floats, and stay in the order in which they came, whatever the arrow in
#             the heading says. "2.025,00 kr" becomes the type "num-fmt" and is read as 2.025, below "99,50 kr". Nothing warns of
#             either. With columns: [{ type: 'string' }], or with the server sorting (serverSide), references are in order.
# Matters:    Whoever looks for the first or last reference of a day, or for the highest amount, reads it from the wrong row. With
#             short references or amounts in English, as in a test shop, all is well.
# Seen (the same with both versions):
#   references          num       ...0009 ...0001 ...0008
#   as type string      string    ...0001 ...0008 ...0009
#   decimal comma       num-fmt   2.025,00 kr  99,50 kr  245,00 kr
#   decimal point       num-fmt   $99.50  $245.00  $2,025.00
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
npm install --no-audit --no-fund --ignore-scripts --save-exact --legacy-peer-deps jsdom@29.1.1 jquery@3.7.1 \
  datatables-2@npm:datatables.net@2.3.4 datatables-3@npm:datatables.net@3.1.5 > npm.log 2>&1 || { cat npm.log >&2; exit 2; }

cat > finding.cjs << 'JS'
const fs = require('fs');
const { JSDOM } = require('jsdom');

const references = ['2026112721095712700000009', '2026112721095712700000001', '2026112721095712700000008'];
const comma = ['2.025,00 kr', '245,00 kr', '99,50 kr'];
const point = ['$2,025.00', '$245.00', '$99.50'];

// A table of one column, sorted upwards by DataTables: its type and its texts from top to bottom.
function sort(library, texts, type) {
  const { window } = new JSDOM(`<table><thead><tr><th>A</th></tr></thead><tbody>${
    texts.map(text => `<tr><td>${text}</td></tr>`).join('')}</tbody></table>`, { runScripts: 'outside-only' });
  window.eval(fs.readFileSync('node_modules/jquery/dist/jquery.js', 'utf8'));
  window.eval(fs.readFileSync(`node_modules/${library}/js/dataTables.js`, 'utf8'));
  const table = new window.DataTable('table', { order: [[0, 'asc']], paging: false, columns: [{ type: type ?? null }] });
  return [table.column(0).type(), [...window.document.querySelectorAll('tbody td')].map(cell => cell.textContent)];
}

let asDescribed = true;
for (const library of ['datatables-2', 'datatables-3']) {
  console.log(`${library.replace('-', ' ')}`);
  for (const [what, texts, type, expectedType, expected] of [
    ['references', references, null, 'num', [0, 1, 2]],
    ['as type string', references, 'string', 'string', [1, 2, 0]],
    ['decimal comma', comma, null, 'num-fmt', [0, 2, 1]],
    ['decimal point', point, null, 'num-fmt', [2, 1, 0]],
  ]) {
    const [found, order] = sort(library, texts, type);
    console.log(`  ${what.padEnd(19)} ${found.padEnd(9)} ${order.map(text => text.replace(/^\d{21}/, '...')).join('  ')}`);
    asDescribed &&= found === expectedType && order.join('|') === expected.map(index => texts[index]).join('|');
  }
}
console.log(asDescribed ? 'As described.' : 'Changed.');
process.exitCode = asDescribed ? 0 : 1;
JS
node finding.cjs
