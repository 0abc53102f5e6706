#!/usr/bin/env bash
# PHP ext-soap: floats become xs:decimal with at most 14 digits, and with an exponent, which xs:decimal does not have.
#
# Versions:   PHP 8.2.36 with its soap extension (Debian 12), precision=14 and serialize_precision=-1 as in php.ini-production.
# Behaviour:  The WSDL says xs:decimal, the service returns a float. It is written with the setting "precision", which is meant for
#             echo, although PHP has serialize_precision, which keeps every digit, for everything that leaves a program
#             (json_encode, var_export). 1234567890123.45 is sent as 1234567890123.4, and small and large numbers are sent as
#             6.0E-5 and 1.0E+15. A text is sent as it is.
# Matters:    An amount or a total arrives changed, without an error. 6.0E-5 (a rate) is no xs:decimal: .NET, for one, refuses the
#             answer as a whole. With JSON the same service sends the right numbers, so its own tests see nothing.
# Seen (float: as JSON / as xs:decimal):
#   93.31:            93.31 / 93.31
#   1234567890123.45: 1234567890123.45 / 1234567890123.4
#   0.00006:          6.0e-5 / 6.0E-5
#   1000000000000000: 1000000000000000 / 1.0E+15
#   "0.00006" (text): "0.00006" / 0.00006
#
# Exit code: 0 as described, 1 changed, 2 could not be run.
set -euo pipefail

seen=8.2.36
if ! command -v php > /dev/null || ! php -m | grep -x soap > /dev/null; then
  [ "$(id -u)" -eq 0 ] || { echo "Install php-cli and php-soap first, or run this as root." >&2; exit 2; }
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends php-cli php-soap > /dev/null
fi
have="$(php -r 'echo PHP_VERSION;')"
[ "$have" = "$seen" ] || echo "Note: seen with PHP $seen, this is $have."

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
server=
stop() {
  if [ -n "$server" ]; then kill "$server" 2> /dev/null || true; wait "$server" 2> /dev/null || true; fi
  rm -rf "$work"
}
trap stop EXIT
chmod 755 "$work"
cd "$work"

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
          </xs:sequence>
        </xs:complexType>
      </xs:element>
      <xs:element name="statusResponse">
        <xs:complexType>
          <xs:sequence>
            <xs:element name="state" type="xs:string" />
            <xs:element name="amount" type="xs:decimal" minOccurs="0" />
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
cat > server.php << 'PHP'
<?php
class Payment {
  public function status($request) {
    // What was asked for is a piece of JSON: a number becomes a float, a text stays one.
    $amount = json_decode($request->reference);
    return ['state' => json_encode(is_string($amount) ? $amount : (float) $amount), 'amount' => is_string($amount) ? $amount : (float) $amount];
  }
}
$server = new SoapServer(__DIR__ . '/payment.wsdl');
$server->setClass('Payment');
$server->handle();
PHP

# Settings as in php.ini-production.
"${as_user[@]}" php -n -d extension=soap -d display_errors=0 -d log_errors=0 -d soap.wsdl_cache_enabled=0 -S "127.0.0.1:$port" server.php > server.log 2>&1 &
server=$!
for _ in $(seq 50); do
  if (: > "/dev/tcp/127.0.0.1/$port") 2> /dev/null; then break; fi
  sleep 0.1
done

# $1: the reference that is asked for. Writes status line, headers and body.
call() {
  php -r '
    $body = @file_get_contents("http://127.0.0.1:$argv[1]/", false, stream_context_create(["http" => [
      "method" => "POST", "ignore_errors" => true, "header" => "Content-Type: text/xml; charset=utf-8\r\nSOAPAction: \"\"",
      "content" => "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body><p:status"
        . " xmlns:p=\"urn:example:payment\"><reference>$argv[2]</reference></p:status></s:Body></s:Envelope>"]]));
    echo implode("\n", $http_response_header), "\n\n", $body;' "$port" "$1"
}

changed=0
expect() {
  local answer sent
  answer="$(call "$2")"
  sent="$(sed -n 's/.*<amount>\(.*\)<\/amount>.*/\1/p' <<< "$answer")"
  echo "$1: $(sed -n 's/.*<state>\(.*\)<\/state>.*/\1/p' <<< "$answer") / $sent"
  [ "$sent" = "$3" ] || changed=1
}
expect '93.31' 93.31 93.31
expect '1234567890123.45' 1234567890123.45 1234567890123.4
expect '0.00006' 0.00006 6.0E-5
expect '1000000000000000' 1000000000000000 1.0E+15
expect '"0.00006" (text)' '&quot;0.00006&quot;' 0.00006

if [ "$changed" -eq 0 ]; then
  echo "As described."
else
  echo "Changed." >&2
  exit 1
fi
