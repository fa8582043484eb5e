const reset = '\u001b[0m'
const colours: Readonly<Record<string, string>> = {
  debug: '\u001b[2m',
  info: '\u001b[36m',
  warn: '\u001b[33m',
  error: '\u001b[31m',
}

/**
 * A line of the log for a person at a terminal: time of day, level, role, message, fields. An error's stack follows in
 * lines of its own. @param line one JSON object, as it is written everywhere else
 */
export function toReadableLine(line: string): string {
  const { level, time, role, msg, error, ...fields } = JSON.parse(line) as Record<string, unknown>
  const colour = colours[String(level)] ?? ''
  const shown = Object.entries(fields).map(([name, value]) => `${name}=${toText(value)}`)
  const head = [String(time).slice(11, 23), `${colour}${String(level).toUpperCase().padEnd(5)}${reset}`, String(role)]
  return `${[...head, forTerminal(String(msg)), ...shown].join(' ')}\n${error === undefined ? '' : errorLines(error)}`
}

function errorLines(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('stack' in error)) return `  ${toText(error)}\n`
  const { stack, cause } = error as { readonly stack: unknown; readonly cause?: unknown }
  const lines = String(stack)
    .split('\n')
    .map((row) => `  ${forTerminal(row.trimEnd())}\n`)
    .join('')
  return cause === undefined ? lines : `${lines}  caused by\n${errorLines(cause)}`
}

const toText = (value: unknown): string =>
  typeof value === 'string' && /^[\w./:@-]+$/.test(value) ? value : forTerminal(JSON.stringify(value) ?? '')

/** What others sent must not move the cursor or change the colours of whoever reads it. */
const forTerminal = (text: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what a terminal obeys
  text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '\ufffd')
