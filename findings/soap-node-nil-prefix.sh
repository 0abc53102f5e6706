#!/usr/bin/env bash
# soap (npm): a server that answers with null sends a namespace prefix that is declared nowhere.
#
# Versions:   soap 1.13.0, Node.js 20; read with saxes 6.0.0.
# Behaviour:  For a null the server writes <note xsi:nil="true"></note>, which is what a nillable element calls for, but its envelope
#             does not declare the prefix xsi. To a parser that knows namespaces, which every SOAP client has but for some in
#             JavaScript, the whole answer is no XML. The client of the same package declares the prefix in what it sends.
# Matters:    One optional field without a value makes the entire answer unreadable, "paid" included. Tests that use the same
#             package as client and as server never see it.
# Seen:
#   a text: <note>thanks</note>               readable
#   null:   <note xsi:nil="true"></note>      1:238: unbound namespace prefix: "xsi".
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
npm install --no-audit --no-fund --ignore-scripts --save-exact soap@1.13.0 saxes@6.0.0 > npm.log 2>&1 || { cat npm.log >&2; exit 2; }

cat > payment.wsdl << 'XML'
<?xml version="1.0" encoding="utf-8"?>
<definitions xmlns="http://schemas.xmlsoap.org/wsdl/" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/"
    xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:p="urn:example:payment" targetNamespace="urn:example:payment">
  <types>
    <xs:schema targetNamespace="urn:example:payment">
      <xs:element name="status">
        <xs:complexType>
          <xs:sequence>
            <xs:element name="reference" type="xs:string" />
            <xs:element name="amount" type="xs:decimal" minOccurs="0" />
            <xs:element name="currency" type="xs:string" minOccurs="0" />
          </xs:sequence>
        </xs:complexType>
      </xs:element>
      <xs:element name="statusResponse">
        <xs:complexType>
          <xs:sequence>
            <xs:element name="state" type="xs:string" />
            <xs:element name="paidAt" type="xs:dateTime" minOccurs="0" />
            <xs:element name="note" type="xs:string" nillable="true" minOccurs="0" />
          </xs:sequence>
        </xs:complexType>
      </xs:element>
    </xs:schema>
  </types>
  <message name="status"><part name="parameters" element="p:status" /></message>
  <message name="statusResponse"><part name="parameters" element="p:statusResponse" /></message>
  <portType name="Payment">
    <operation name="status"><input message="p:status" /><output message="p:statusResponse" /></operation>
  </portType>
  <binding name="Payment" type="p:Payment">
    <soap:binding style="document" transport="http://schemas.xmlsoap.org/soap/http" />
    <operation name="status">
      <soap:operation soapAction="" />
      <input><soap:body use="literal" /></input>
      <output><soap:body use="literal" /></output>
    </operation>
  </binding>
  <service name="Payment"><port name="Payment" binding="p:Payment"><soap:address location="http://127.0.0.1/" /></port></service>
</definitions>
XML
cat > finding.mjs << 'JS'
import { readFileSync } from 'node:fs';
import http from 'node:http';
import { SaxesParser } from 'saxes';
import soap from 'soap';

// Answers one call with what the service returns, and gives back the text of the answer.
async function answer(result) {
  const server = http.createServer((request, response) => response.end());
  await new Promise(ready => server.listen(0, '127.0.0.1', ready));
  soap.listen(server, '/', { Payment: { Payment: { status: () => result } } }, readFileSync('payment.wsdl', 'utf8'));
  const response = await fetch(`http://127.0.0.1:${server.address().port}/`, {
    method: 'POST',
    headers: { 'Content-Type': 'text/xml; charset=utf-8', SOAPAction: '""' },
    body: '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><p:status xmlns:p="urn:example:payment">'
      + '<reference>1</reference></p:status></s:Body></s:Envelope>',
  });
  const text = await response.text();
  server.closeAllConnections();
  server.close();
  return text;
}

function read(xml) {
  try {
    const parser = new SaxesParser({ xmlns: true });
    parser.on('error', error => { throw error; });
    parser.write(xml).close();
    return 'readable';
  } catch (error) {
    return error.message;
  }
}

const note = text => text.match(/<note.*<\/note>/)[0];
const filled = await answer({ state: 'PAID', note: 'thanks' });
const empty = await answer({ state: 'PAID', note: null });
console.log(`a text: ${note(filled).padEnd(33)} ${read(filled)}`);
console.log(`null:   ${note(empty).padEnd(33)} ${read(empty)}`);
const asDescribed = read(filled) === 'readable' && note(empty).includes('xsi:nil="true"') && !empty.includes('xmlns:xsi=')
  && read(empty).includes('xsi');
console.log(asDescribed ? 'As described.' : 'Changed.');
process.exitCode = asDescribed ? 0 : 1;
JS
node finding.mjs
