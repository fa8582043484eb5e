/** A list as one types it: numbers separated by commas, texts one a line. */
export const listToText = (value: unknown, isOfNumbers: boolean): string =>
  Array.isArray(value) ? value.map(String).join(isOfNumbers ? ', ' : '\n') : ''

/** The list that a text says. What is no number stays a text, so that nothing that was typed is lost. */
export function textToList(text: string, isOfNumbers: boolean): readonly (string | number)[] {
  if (!isOfNumbers) return text.split('\n').filter((line) => line !== '')
  return text
    .split(/[,;\s]+/)
    .filter((part) => part !== '')
    .map((part) => (Number.isFinite(Number(part)) ? Number(part) : part))
}

/** Of numbers, or of texts. */
export function isListOfNumbers(schema: Readonly<Record<string, unknown>>): boolean {
  const { type } = (schema.items ?? {}) as { readonly type?: unknown }
  return type === 'number' || type === 'integer'
}
