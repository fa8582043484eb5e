import { argumentNullException, formatException } from '../net/failures.ts'
import { formatIp, NetIpAddress, parseIp } from '../net/ip-address.ts'
import { defineEnum, defineType, type OutCell } from './define-type.ts'

export const ipAddressTypes = [
  defineEnum('System.Net.Sockets.AddressFamily', { InterNetwork: 2, InterNetworkV6: 23 }),
  defineType({
    name: 'System.Net.IPAddress',
    kind: 'class',
    represents: NetIpAddress,
    members: {
      'IPAddress(byte[] address)': (bytes: Uint8Array) => new NetIpAddress(Uint8Array.from(bytes)),
      'static IPAddress Parse(string ipString)': (text: string | null) => {
        if (text === null) throw argumentNullException('ipString')
        const address = parseIp(text)
        if (address === undefined) throw formatException('An invalid IP address was specified.')
        return address
      },
      'static bool TryParse(string ipString, out IPAddress address)': (
        text: string | null,
        result: OutCell<NetIpAddress | null>,
      ) => {
        result.value = text === null ? null : (parseIp(text) ?? null)
        return result.value !== null
      },
      'static bool IsLoopback(IPAddress address)': ({ bytes }: NetIpAddress) =>
        bytes.length === 4 ? bytes[0] === 127 : bytes.every((byte, i) => byte === (i === 15 ? 1 : 0)),
      'static IPAddress Any { get; }': () => new NetIpAddress(new Uint8Array(4)),
      'static IPAddress Loopback { get; }': () => new NetIpAddress(Uint8Array.of(127, 0, 0, 1)),
      'AddressFamily AddressFamily { get; }': ({ bytes }: NetIpAddress) => (bytes.length === 4 ? 2 : 23),
      'byte[] GetAddressBytes()': ({ bytes }: NetIpAddress) => Uint8Array.from(bytes),
      'string ToString()': formatIp,
      'bool Equals(IPAddress comparand)': (a: NetIpAddress, b: NetIpAddress | null) =>
        b !== null && formatIp(a) === formatIp(b),
    },
    operations: { toText: formatIp, keyOf: formatIp },
  }),
]
