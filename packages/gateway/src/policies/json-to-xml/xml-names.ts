export interface NameOptions {
  /** What stands between prefix and name in JSON. */
  readonly namespaceSeparator: string
  /** Members whose names begin so declare namespaces; usually `xmlns`. */
  readonly namespacePrefix: string | undefined
  /** What characters become that no XML name may hold; undefined = `_xHHHH_`. */
  readonly invalidCharacterReplacement: string | undefined
}

export type ElementName = string

const nameStart =
  '_A-Za-z\\u00c0-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u02ff\\u0370-\\u037d\\u037f-\\u1fff\\u200c\\u200d\\u2070-\\u218f\\u2c00-\\u2fef\\u3001-\\ud7ff\\uf900-\\ufdcf\\ufdf0-\\ufffd'
const notNameStart = new RegExp(`^[^${nameStart}]`)
const notName = new RegExp(`[^${nameStart}.0-9\\u00b7\\u0300-\\u036f\\u203f\\u2040-]`, 'g')

/** Whether a member declares a namespace: `xmlns` itself, or `xmlns`, the separator, and a prefix. */
export function isNamespaceName(name: string, { namespacePrefix, namespaceSeparator }: NameOptions): boolean {
  if (namespacePrefix === undefined || !name.startsWith(namespacePrefix)) return false
  const rest = name.slice(namespacePrefix.length)
  return rest === '' || (rest.startsWith(namespaceSeparator) && rest.length > namespaceSeparator.length)
}

/**
 * A member's name as the name of an element. The separator parts off a prefix only where that prefix is declared, so
 * that names which merely contain it stay whole.
 */
export function toElementName(name: string, options: NameOptions, prefixes: ReadonlySet<string>): ElementName {
  const { namespaceSeparator } = options
  const at = namespaceSeparator === '' ? -1 : name.indexOf(namespaceSeparator)
  const prefix = at > 0 ? toLocalName(name.slice(0, at), options) : undefined
  if (prefix === undefined || !prefixes.has(prefix)) return toLocalName(name, options)
  return `${prefix}:${toLocalName(name.slice(at + namespaceSeparator.length), options)}`
}

export function toAttributeName(
  name: string,
  options: NameOptions,
  prefixes: ReadonlySet<string>,
  isDeclaration = false,
): string {
  if (!isDeclaration) return toElementName(name, options, prefixes)
  const rest = name.slice((options.namespacePrefix?.length ?? 0) + options.namespaceSeparator.length)
  return rest === '' ? 'xmlns' : `xmlns:${toLocalName(rest, options)}`
}

function toLocalName(name: string, { invalidCharacterReplacement }: NameOptions): string {
  const encode = (char: string): string =>
    invalidCharacterReplacement ?? `_x${char.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`
  const encoded = name.replace(notName, encode)
  if (encoded === '') return '_'
  if (!notNameStart.test(encoded)) return encoded
  // A digit may stand inside a name, not at its start.
  return invalidCharacterReplacement === undefined ? `${encode(encoded.charAt(0))}${encoded.slice(1)}` : `_${encoded}`
}
