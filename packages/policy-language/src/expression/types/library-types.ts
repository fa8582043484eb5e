import type { TypeDefinition } from './define-type.ts'
import { libraryExceptions } from './library-exceptions.ts'
import { newtonsoftTypes } from './newtonsoft/newtonsoft-types.ts'
import { securityTypes } from './security/security-types.ts'
import { regexTypes } from './text/regex-types.ts'
import { timeTypes } from './time/time-types.ts'
import { xmlLinqTypes } from './xml-linq/xml-linq-types.ts'

/** Types over the libraries of `net/`: dates, regular expressions, JSON, XML, cryptography and tokens. */
export const libraryTypes: readonly TypeDefinition[] = [
  ...libraryExceptions,
  ...newtonsoftTypes,
  ...regexTypes,
  ...securityTypes,
  ...timeTypes,
  ...xmlLinqTypes,
]
