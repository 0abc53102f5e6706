#!/usr/bin/env bash
# KDSoap: an xs:decimal of the WSDL becomes a 32-bit float, so that amounts change on the way.
#
# Versions:   KDSoap 1.9.1 (Debian 12, with Qt 5.15.8).
# Behaviour:  For an element of the type xs:decimal kdwsdl2cpp writes "float" into the class. Set to 93.31, it is sent as
#             93.30999755859375, 123456.78 as 123456.78125, and 16777217, a whole number, as 16777216. Nothing warns of it, neither
#             while generating nor while compiling or sending, and what is read has the same precision.
# Matters:    xs:decimal is the type that exists for exact amounts, and at best a double would be expected here. A provider or shop
#             system made with Qt asks for and reports amounts that equal no amount with two decimals. Such an amount must be
#             rounded to the currency's digits or refused with a clear message, but never be compared as it is.
# Seen:
#   float amount() const;
#   93.31      sent as 93.30999755859375
#   123456.78  sent as 123456.78125
#   16777217   sent as 16777216
#
# The packages are unpacked in a temporary folder, nothing is installed.
# Exit code: 0 as described, 1 changed, 2 could not be run.
set -euo pipefail

for tool in apt-get dpkg g++; do
  command -v "$tool" > /dev/null || { echo "$tool is needed." >&2; exit 2; }
done
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
# apt-get downloads as a user of its own.
chmod 777 "$work"
cd "$work"

kdsoap=1.9.1+dfsg-5
if ! apt-get download -qq "libkdsoap-bin=$kdsoap" "libkdsoap-dev=$kdsoap" "libkdsoap1=$kdsoap" > apt.log 2>&1; then
  echo "Note: seen with KDSoap $kdsoap, which is not to be had here; taking the one that is."
  apt-get download -qq libkdsoap-bin libkdsoap-dev libkdsoap1 > apt.log 2>&1 || { cat apt.log >&2; exit 2; }
fi
apt-get download -qq libqt5core5a libqt5network5 libqt5xml5 qtbase5-dev qtbase5-dev-tools libpcre2-16-0 libdouble-conversion3 \
  > apt.log 2>&1 || { cat apt.log >&2; exit 2; }
for package in *.deb; do dpkg -x "$package" unpacked; done
ls ./*.deb | grep -oE 'libkdsoap1_[^_]*|libqt5core5a_[^_]*'

libraries="$(dirname "$(find "$work/unpacked" -name libQt5Core.so.5 -print -quit)")"
headers="$(dirname "$(find "$work/unpacked" -type d -name QtCore -print -quit)")"
export LD_LIBRARY_PATH="$libraries"

cat > payment.wsdl << 'XML'
<?xml version="1.0" encoding="utf-8"?>
<definitions xmlns="http://schemas.xmlsoap.org/wsdl/" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/"
    xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:p="urn:example:payment" targetNamespace="urn:example:payment">
  <types>
    <xs:schema targetNamespace="urn:example:payment">
      <xs:element name="pay">
        <xs:complexType>
          <xs:sequence>
            <xs:element name="amount" type="xs:decimal" />
          </xs:sequence>
        </xs:complexType>
      </xs:element>
      <xs:element name="payResponse">
        <xs:complexType>
          <xs:sequence>
            <xs:element name="state" type="xs:string" />
          </xs:sequence>
        </xs:complexType>
      </xs:element>
    </xs:schema>
  </types>
  <message name="pay"><part name="parameters" element="p:pay" /></message>
  <message name="payResponse"><part name="parameters" element="p:payResponse" /></message>
  <portType name="Payment">
    <operation name="pay"><input message="p:pay" /><output message="p:payResponse" /></operation>
  </portType>
  <binding name="Payment" type="p:Payment">
    <soap:binding style="document" transport="http://schemas.xmlsoap.org/soap/http" />
    <operation name="pay">
      <soap:operation soapAction="" />
      <input><soap:body use="literal" /></input>
      <output><soap:body use="literal" /></output>
    </operation>
  </binding>
  <service name="Payment"><port name="Payment" binding="p:Payment"><soap:address location="http://127.0.0.1/" /></port></service>
</definitions>
XML
generator="$(find unpacked -type f -name kdwsdl2cpp)"
if ldd "$generator" | grep 'not found' >&2; then exit 2; fi
"$generator" -o payment.h payment.wsdl > generator.log 2>&1
"$generator" -impl payment.h -o payment.cpp payment.wsdl > generator.log 2>&1
"$(find unpacked -type f -name moc -print -quit)" payment.h > moc_payment.cpp

# Shows the element as the generated client puts it into a request.
cat > finding.cpp << 'CPP'
#include "payment.h"

#include <cstdio>

int main()
{
    for (const char *amount : { "93.31", "123456.78", "16777217" }) {
        P__Pay pay;
        pay.setAmount(QByteArray(amount).toDouble());
        const QString xml = QString::fromUtf8(pay.serialize(QStringLiteral("pay")).childValues().first().toXml());
        const QString text = xml.left(xml.lastIndexOf(QStringLiteral("</"))).section(QLatin1Char('>'), -1);
        std::printf("%-10s sent as %s\n", amount, qPrintable(text));
    }
}
CPP
g++ -std=c++17 -fPIC -w -I"$headers" -I"$headers/QtCore" -I"$headers/QtNetwork" -I"$headers/QtXml" -Iunpacked/usr/include \
  -Iunpacked/usr/include/KDSoapClient finding.cpp payment.cpp moc_payment.cpp -o finding -L"$libraries" \
  -Wl,--unresolved-symbols=ignore-in-shared-libs -l:libkdsoap.so.1 -l:libQt5Network.so.5 -l:libQt5Xml.so.5 -l:libQt5Core.so.5

declaration="$(grep -E '[a-z]+ amount\(\) const' payment.h | sed 's/^ *//')"
sent="$(./finding)"
printf '%s\n' "$declaration" "$sent"
if [[ $declaration == 'float amount() const;' && $sent == *'93.31      sent as 93.30999755859375'* \
  && $sent == *'123456.78  sent as 123456.78125'* && $sent == *'16777217   sent as 16777216'* ]]; then
  echo "As described."
else
  echo "Changed." >&2
  exit 1
fi
