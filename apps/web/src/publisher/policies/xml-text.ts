const written: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const read: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/** Whether C# stands there, which the raw form takes as it is. */
const isCode = (value: string): boolean => /^\s*@[({]/.test(value)

/** A value as it stands in the raw form of a policy document. */
export const toXmlText = (value: string): string =>
  isCode(value) ? value : value.replace(/[&<>"]/g, (char) => written[char] ?? char)

/** The value that a written one means. */
export const fromXmlText = (text: string): string =>
  isCode(text)
    ? text
    : text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hex?: string, decimal?: string, name?: string) => {
        if (name !== undefined) return read[name] ?? whole
        const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)
        return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole
      })
