import type { SampleLanguage } from './sample-language.ts'

/** R from 4.0, which has raw strings, with `httr`. */
export const r: SampleLanguage = {
  id: 'r',
  title: 'R',
  write({ method, url, headers, body }) {
    const named = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD'].includes(method)
    const call = named ? [quote(url)] : [quote(method), quote(url)]
    if (headers.length > 0) {
      const list = headers.map(([name, value]) => `    ${quoteName(name)} = ${quote(value)}`).join(',\n')
      call.push(`add_headers(\n${list}\n  )`)
    }
    if (body !== undefined) call.push(`body = ${quote(body)}`)
    return `library(httr)

response <- ${named ? method : 'VERB'}(
  ${call.join(',\n  ')}
)
print(status_code(response))
cat(content(response, "text", encoding = "UTF-8"))`
  },
}

const quoteName = (name: string) => `\`${name.replaceAll('`', '\\`')}\``

/** A raw string where an ordinary one would need escapes. */
function quote(text: string): string {
  // A raw string cannot hold what only an escape can write.
  if (text.includes('\r')) return `"${text.replace(/[\\"]/g, '\\$&').replaceAll('\r', '\\r').replaceAll('\n', '\\n')}"`
  if (!/[\\"\n]/.test(text)) return `"${text}"`
  let dashes = ''
  while (text.includes(`)${dashes}"`)) dashes += '-'
  return `r"${dashes}(${text})${dashes}"`
}
