import { isPlainText, quoteLightly } from './quoting.ts'
import type { SampleLanguage } from './sample-language.ts'

/** `fetch`, in a module of Node or in a browser. */
export const javascript: SampleLanguage = {
  id: 'javascript',
  title: 'JavaScript',
  write({ method, url, headers, body }) {
    const list = headers.map(([name, value]) => `    ${quote(name)}: ${quote(value)},\n`).join('')
    const options = [
      ...(method === 'GET' ? [] : [`  method: ${quote(method)},\n`]),
      ...(list === '' ? [] : [`  headers: {\n${list}  },\n`]),
      ...(body === undefined ? [] : [`  body: ${quoteBody(body)},\n`]),
    ].join('')
    return `const response = await fetch(${quote(url)}${options === '' ? '' : `, {\n${options}}`});
console.log(response.status);
console.log(await response.text());`
  },
}

const quote = (text: string) => quoteLightly(text, "'")

/** As lines where it has some. */
const quoteBody = (body: string) =>
  body.includes('\n') && isPlainText(body) ? `\`${body.replace(/[\\`]|\$(?=\{)/g, '\\$&')}\`` : quote(body)
