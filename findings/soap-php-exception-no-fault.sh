#!/usr/bin/env bash
# PHP ext-soap: a server turns a fatal error into a SOAP fault, but not an exception.
#
# Versions:   PHP 8.2.36 with its soap extension (Debian 12), display_errors off as in production.
# Behaviour:  When the method of a service calls a function that does not exist, the client gets HTTP 500 with a well-formed SOAP
#             fault that says so. When the method throws an Exception (not a SoapFault) that nobody catches, the client gets
#             HTTP 500 with text/html and an empty body.
# Matters:    A failure after the payment was booked looks to the client like a proxy that has no server behind it: no fault code,
#             no XML. A client that reads a fault as "refused" and anything else as "not reached, try again" repeats the call,
#             or one that expects XML fails while reading. Only the outcome "unknown" is right for it.
# Seen:
#   undefined function: HTTP/1.1 500 Internal Server Error, text/xml; charset=utf-8, SOAP fault: yes, body: 323 bytes
#   exception:          HTTP/1.0 500 Internal Server Error, text/html; charset=UTF-8, SOAP fault: no, body: 0 bytes
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
    if ($request->reference === 'error') function_that_does_not_exist();
    if ($request->reference === 'exception') throw new Exception('The database is away.');
    return ['state' => 'PAID'];
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

describe() {
  local answer body fault=no
  answer="$(call "$1" | tr -d '\r')"
  body="$(sed '1,/^$/d' <<< "$answer")"
  if [[ $body == *':Fault>'* ]]; then fault=yes; fi
  echo "$(head -n 1 <<< "$answer"), $(sed -n 's/^content-type: //Ip' <<< "$answer" | head -n 1), SOAP fault: $fault, body: ${#body} bytes"
}
[[ $(call paid) == *'<state>PAID</state>'* ]] || { echo "The service does not answer." >&2; cat server.log >&2; exit 2; }
error="$(describe error)"
exception="$(describe exception)"
echo "undefined function: $error"
echo "exception:          $exception"

if [[ $error == *' 500 '*'text/xml'*'SOAP fault: yes'* && $exception == *' 500 '*'text/html'*'SOAP fault: no, body: 0 bytes' ]]; then
  echo "As described."
else
  echo "Changed." >&2
  exit 1
fi
