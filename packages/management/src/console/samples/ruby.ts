import { isPlainText, quoteWithEscapes } from './quoting.ts'
import type { SampleLanguage } from './sample-language.ts'

/** `net/http`. */
export const ruby: SampleLanguage = {
  id: 'ruby',
  title: 'Ruby',
  write({ method, url, headers, body }) {
    const named = ['Get', 'Post', 'Put', 'Patch', 'Delete', 'Head', 'Options'].find(
      (name) => name.toUpperCase() === method,
    )
    const request =
      named === undefined
        ? `Net::HTTPGenericRequest.new(${quote(method)}, ${body !== undefined}, true, uri)`
        : `Net::HTTP::${named}.new(uri)`
    return `require 'net/http'

uri = URI(${quote(url)})
request = ${request}
${headers.map(([name, value]) => `request[${quote(name)}] = ${quote(value)}\n`).join('')}${body === undefined ? '' : `request.body = ${quote(body)}\n`}
response = Net::HTTP.start(uri.host, uri.port${url.startsWith('https:') ? ', use_ssl: true' : ''}) { |http| http.request(request) }
puts response.code
puts response.body`
  },
}

/** Single quotes take everything as it is; only what a file cannot hold needs the other ones. */
const quote = (text: string) =>
  isPlainText(text) ? `'${text.replace(/[\\']/g, '\\$&')}'` : quoteWithEscapes(text, '"').replace(/#(?=[{$@])/g, '\\#')
