const names: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
  copy: '\u00a9',
  reg: '\u00ae',
  euro: '\u20ac',
  hellip: '\u2026',
  mdash: '\u2014',
  ndash: '\u2013',
  auml: '\u00e4',
  ouml: '\u00f6',
  uuml: '\u00fc',
  Auml: '\u00c4',
  Ouml: '\u00d6',
  Uuml: '\u00dc',
  szlig: '\u00df',
}

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** `WebUtility.HtmlEncode`: markup, and Latin-1 characters from U+00A0 by number. */
export const encodeHtml = (text: string | null): string | null =>
  text === null
    ? null
    : text.replace(
        /[&<>"'\u00a0-\u00ff]|[\ud800-\udbff][\udc00-\udfff]/g,
        (character) => escapes[character] ?? `&#${character.codePointAt(0)};`,
      )

/** `WebUtility.HtmlDecode`: references by number, and the names that occur in texts of APIs. */
export const decodeHtml = (text: string | null): string | null =>
  text === null
    ? null
    : text.replace(
        /&(?:#([0-9]{1,7})|#[xX]([0-9a-fA-F]{1,6})|([A-Za-z]{2,8}));/g,
        (whole, decimal?: string, hex?: string, name?: string) => {
          if (name !== undefined) return Object.hasOwn(names, name) ? (names[name] ?? whole) : whole
          const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal)
          return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole
        },
      )
