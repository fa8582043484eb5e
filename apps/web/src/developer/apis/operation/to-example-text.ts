/** The value of an example as it would be sent. Values are objects for JSON, texts for anything else. */
export function toExampleText(example: unknown): string {
  const value = typeof example === 'object' && example !== null && 'value' in example ? example.value : example
  return typeof value === 'string' ? pretty(value) : (JSON.stringify(value, null, 2) ?? '')
}

function pretty(text: string): string {
  if (!/^\s*[[{]/.test(text)) return text
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    // It only looks like JSON: shown as it was written.
    return text
  }
}
