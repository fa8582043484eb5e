import type { SampleLanguage } from './sample-language.ts'

/** The command line of a POSIX shell. */
export const curl: SampleLanguage = {
  id: 'curl',
  title: 'curl',
  write({ method, url, headers, body }) {
    const implied = body === undefined ? 'GET' : 'POST'
    const how = method === 'HEAD' ? ' --head' : method === implied ? '' : ` -X ${quote(method)}`
    const glob = /[[\]]/.test(url) ? ' --globoff' : ''
    // What is not said here would be sent as a form.
    const isTyped = headers.some(([name]) => name.toLowerCase() === 'content-type')
    const untyped = body === undefined || isTyped ? [] : ["-H 'Content-Type:'"]
    return [
      `curl${how}${glob} ${quote(url)}`,
      // Without a value, a colon would take the header away.
      ...headers.map(([name, value]) => `-H ${quote(value === '' ? `${name};` : `${name}: ${value}`)}`),
      ...untyped,
      ...(body === undefined ? [] : [`--data-raw ${quote(body)}`]),
    ].join(' \\\n  ')
  },
}

const quote = (text: string) => (/^[A-Z]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`)
