import {
  authorityOf,
  combineUris,
  createUri,
  escapeDataString,
  escapeUriString,
  isDefaultPort,
  NetUri,
  tryCreateUri,
  unescapeDataString,
} from '../net/uri.ts'
import { constant, defineEnum, defineType, type OutCell } from './define-type.ts'

const kinds = ['any', 'absolute', 'relative'] as const

const isLoopback = ({ absolute: { host } }: NetUri): boolean =>
  host === 'localhost' || host === 'loopback' || host === '[::1]' || host.startsWith('127.')

const tryCreate = (text: string | null, kind: number, result: OutCell<NetUri | null>): boolean => {
  const uri = tryCreateUri(text, kinds[kind] ?? 'any')
  result.value = uri ?? null
  return uri !== undefined
}

/** The text up to and with the part. */
function leftPart({ absolute }: NetUri, part: number): string {
  const { scheme, path, query } = absolute
  const origin = `${scheme}://${authorityOf(absolute)}`
  return [`${scheme}://`, origin, origin + path, origin + path + query][part] ?? origin
}

function hostKind({ absolute: { host } }: NetUri): number {
  if (host === '') return 1
  if (host.startsWith('[')) return 4
  return /^\d{1,3}(\.\d{1,3}){3}$/.test(host) ? 3 : 2
}

const textOf = (uri: NetUri): string =>
  uri.parts === undefined
    ? uri.original
    : unescapeDataString(uri.text.replace(/%(?![0-9A-Fa-f]{2})/g, '%25').replace(/%(2[35F]|3F|25|5C)/gi, '%25$1'))

export const uriTypes = [
  defineEnum('System.UriKind', { RelativeOrAbsolute: 0, Absolute: 1, Relative: 2 }),
  defineEnum('System.UriPartial', { Scheme: 0, Authority: 1, Path: 2, Query: 3 }),
  defineEnum('System.UriHostNameType', { Unknown: 0, Basic: 1, Dns: 2, IPv4: 3, IPv6: 4 }),
  defineType({
    name: 'System.Uri',
    kind: 'class',
    represents: NetUri,
    members: {
      'Uri(string uriString)': (text: string | null) => createUri(text),
      'Uri(string uriString, UriKind uriKind)': (text: string | null, kind: number) =>
        createUri(text, kinds[kind] ?? 'any'),
      'Uri(Uri baseUri, string relativeUri)': combineUris,
      'Uri(Uri baseUri, Uri relativeUri)': (base: NetUri, relative: NetUri) => combineUris(base, relative.original),
      'const string UriSchemeHttp': constant('http'),
      'const string UriSchemeHttps': constant('https'),
      'const string SchemeDelimiter': constant('://'),
      'string AbsoluteUri { get; }': (uri: NetUri) => {
        void uri.absolute
        return uri.text
      },
      'string AbsolutePath { get; }': ({ absolute }: NetUri) => absolute.path,
      'string PathAndQuery { get; }': ({ absolute }: NetUri) => absolute.path + absolute.query,
      'string LocalPath { get; }': ({ absolute }: NetUri) => unescapeDataString(absolute.path),
      'string Query { get; }': ({ absolute }: NetUri) => absolute.query,
      'string Fragment { get; }': ({ absolute }: NetUri) => absolute.fragment,
      'string Scheme { get; }': ({ absolute }: NetUri) => absolute.scheme,
      'string Host { get; }': ({ absolute }: NetUri) => absolute.host,
      'string DnsSafeHost { get; }': ({ absolute }: NetUri) => absolute.host.replace(/^\[|\]$/g, ''),
      'string IdnHost { get; }': ({ absolute }: NetUri) => absolute.host,
      'int Port { get; }': ({ absolute }: NetUri) => absolute.port,
      'string Authority { get; }': ({ absolute }: NetUri) => authorityOf(absolute),
      'string UserInfo { get; }': ({ absolute }: NetUri) => absolute.userInfo,
      'string OriginalString { get; }': ({ original }: NetUri) => original,
      'bool IsAbsoluteUri { get; }': ({ parts }: NetUri) => parts !== undefined,
      'bool IsDefaultPort { get; }': ({ absolute }: NetUri) => isDefaultPort(absolute),
      'bool IsFile { get; }': ({ absolute }: NetUri) => absolute.scheme === 'file',
      'bool IsLoopback { get; }': isLoopback,
      'UriHostNameType HostNameType { get; }': hostKind,
      'string[] Segments { get; }': ({ absolute: { path } }: NetUri) => path.match(/[^/]*\/|[^/]+$/g) ?? [],
      'string GetLeftPart(UriPartial part)': leftPart,
      'bool IsBaseOf(Uri uri)': (uri: NetUri, other: NetUri) =>
        other.text.toLowerCase().startsWith(leftPart(uri, 1).toLowerCase()),
      'string ToString()': textOf,
      'bool Equals(Uri other)': (a: NetUri, b: NetUri | null) => b !== null && a.text === b.text,
      'static bool TryCreate(string uriString, UriKind uriKind, out Uri result)': tryCreate,
      'static bool TryCreate(Uri baseUri, string relativeUri, out Uri result)': (
        base: NetUri | null,
        relative: string | null,
        result: OutCell<NetUri | null>,
      ) => {
        result.value = base?.parts === undefined || relative === null ? null : combineUris(base, relative)
        return result.value !== null
      },
      'static bool IsWellFormedUriString(string uriString, UriKind uriKind)': (text: string | null, kind: number) =>
        text !== null && tryCreateUri(text, kinds[kind] ?? 'any') !== undefined && !/[\s<>"{}|\\^`]/.test(text),
      'static string EscapeDataString(string stringToEscape)': escapeDataString,
      'static string EscapeUriString(string stringToEscape)': escapeUriString,
      'static string UnescapeDataString(string stringToUnescape)': unescapeDataString,
      'static bool CheckSchemeName(string schemeName)': (name: string | null) =>
        name !== null && /^[A-Za-z][A-Za-z0-9+.-]*$/.test(name),
      'static bool operator ==(Uri uri1, Uri uri2)': (a: NetUri | null, b: NetUri | null) => a?.text === b?.text,
      'static bool operator !=(Uri uri1, Uri uri2)': (a: NetUri | null, b: NetUri | null) => a?.text !== b?.text,
    },
    operations: { toText: textOf, keyOf: (uri: NetUri) => uri.text },
  }),
]
