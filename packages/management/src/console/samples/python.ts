import { isPlainText, quoteLightly } from './quoting.ts'
import type { SampleLanguage } from './sample-language.ts'

/** Python 3 with `requests`. */
export const python: SampleLanguage = {
  id: 'python',
  title: 'Python',
  write({ method, url, headers, body }) {
    const named = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'].includes(method)
    const call = named ? `requests.${method.toLowerCase()}(url` : `requests.request(${quote(method)}, url`
    const list = headers.map(([name, value]) => `    ${quote(name)}: ${quote(value)},\n`).join('')
    return [
      `import requests

url = ${quote(url)}
${list === '' ? '' : `headers = {\n${list}}\n`}${body === undefined ? '' : `body = ${quoteBody(body)}\n`}`,
      `response = ${call}${list === '' ? '' : ', headers=headers'}${body === undefined ? '' : ', data=body.encode("utf-8")'})
print(response.status_code)
print(response.text)`,
    ].join('\n')
  },
}

const quote = (text: string) => quoteLightly(text, '"')

/** As lines where it has some. */
function quoteBody(body: string): string {
  if (!body.includes('\n') || !isPlainText(body)) return quote(body)
  return `"""${body.replaceAll('\\', '\\\\').replace(/"(?="")|"$/g, '\\"')}"""`
}
