import type { NetException } from '../run/net-exception.ts'
import { defineType, type TypeDefinition } from './define-type.ts'

const place = {
  'int LineNumber { get; }': ({ details }: NetException) => details.LineNumber ?? 0,
  'int LinePosition { get; }': ({ details }: NetException) => details.LinePosition ?? 0,
}

/** Exceptions of the libraries: expressions catch them, nothing but the libraries makes them. */
export const libraryExceptions: readonly TypeDefinition[] = [
  defineType({
    name: 'System.Text.RegularExpressions.RegexParseException',
    kind: 'class',
    extends: 'ArgumentException',
    members: { 'int Offset { get; }': ({ details }: NetException) => details.Offset ?? 0 },
  }),
  defineType({ name: 'System.TimeZoneNotFoundException', kind: 'class', extends: 'Exception' }),
  defineType({ name: 'System.Xml.XmlException', kind: 'class', extends: 'SystemException', members: place }),
  defineType({
    name: 'System.Security.Cryptography.CryptographicException',
    kind: 'class',
    extends: 'SystemException',
  }),
  defineType({ name: 'Newtonsoft.Json.JsonException', kind: 'class', extends: 'Exception' }),
  defineType({
    name: 'Newtonsoft.Json.JsonReaderException',
    kind: 'class',
    extends: 'JsonException',
    members: { ...place, 'string Path { get; }': ({ details }: NetException) => details.Path ?? '' },
  }),
  defineType({ name: 'Newtonsoft.Json.JsonSerializationException', kind: 'class', extends: 'JsonException' }),
]
