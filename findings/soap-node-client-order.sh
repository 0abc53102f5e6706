#!/usr/bin/env bash
# soap (npm): the client sends elements in the order of the caller's object, not in that of the WSDL.
#
# Versions:   soap 1.13.0, Node.js 20.
# Behaviour:  The WSDL has a sequence of reference, amount, currency. The client, which was made from that WSDL and knows it, sends
#             currency, amount, reference when the object was built that way. Such a request is not valid.
# Matters:    Whether a call works depends on the order in which somebody wrote down the properties. Stacks that read by position
#             (classes generated for .NET, see xmlserializer-order-drops-elements.sh) do not refuse such a request but read empty
#             fields, so that the fault shows as "amount 0" at the provider and not as an error of the call.
# Seen:
#   { reference, amount, currency }: <reference>1</reference><amount>93.31</amount><currency>EUR</currency>
#   { currency, amount, reference }: <currency>EUR</currency><amount>93.31</amount><reference>1</reference>
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
npm install --no-audit --no-fund --ignore-scripts --save-exact soap@1.13.0 > npm.log 2>&1 || { cat npm.log >&2; exit 2; }

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
import http from 'node:http';
import soap from 'soap';

// Notes what it is sent, and answers like the service of the WSDL.
let received;
const server = http.createServer(async (request, response) => {
  received = '';
  for await (const chunk of request) received += chunk;
  response.setHeader('Content-Type', 'text/xml; charset=utf-8');
  response.end('<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><p:statusResponse'
    + ' xmlns:p="urn:example:payment"><state>PAID</state></p:statusResponse></s:Body></s:Envelope>');
});
await new Promise(ready => server.listen(0, '127.0.0.1', ready));
const client = await soap.createClientAsync('payment.wsdl');
client.setEndpoint(`http://127.0.0.1:${server.address().port}/`);

async function sent(parameters) {
  await client.statusAsync(parameters);
  return received.match(/<[\w:]*status[^>]*>(.*)<\/[\w:]*status>/)[1];
}
const inOrder = await sent({ reference: '1', amount: '93.31', currency: 'EUR' });
const reversed = await sent({ currency: 'EUR', amount: '93.31', reference: '1' });
server.closeAllConnections();
server.close();
console.log(`{ reference, amount, currency }: ${inOrder}`);
console.log(`{ currency, amount, reference }: ${reversed}`);
const asDescribed = /^<reference>.*<amount>.*<currency>/.test(inOrder) && /^<currency>.*<amount>.*<reference>/.test(reversed);
console.log(asDescribed ? 'As described.' : 'Changed.');
process.exitCode = asDescribed ? 0 : 1;
JS
node finding.mjs
