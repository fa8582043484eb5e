/** Text of a page that needs no further escaping. */
export interface Html {
  readonly html: string
}

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Puts texts into a page, each escaped unless it was made by this function itself. */
export function html(
  parts: TemplateStringsArray,
  ...values: readonly (string | number | Html | readonly Html[])[]
): Html {
  let text = parts[0] as string
  for (const [index, value] of values.entries()) text += write(value) + (parts[index + 1] as string)
  return { html: text }
}

function write(value: string | number | Html | readonly Html[]): string {
  if (typeof value === 'string' || typeof value === 'number') {
    return String(value).replace(/[&<>"']/g, (character) => escapes[character] as string)
  }
  return 'html' in value ? value.html : value.map((one) => one.html).join('')
}
