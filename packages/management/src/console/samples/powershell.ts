import type { SampleLanguage } from './sample-language.ts'

/** PowerShell from 7, which shows answers of failed calls, too. */
export const powershell: SampleLanguage = {
  id: 'powershell',
  title: 'PowerShell',
  write({ method, url, headers, body }) {
    const contentType = headers.find(([name]) => name.toLowerCase() === 'content-type')
    const others = headers.filter((header) => header !== contentType)
    const list = others.map(([name, value]) => `    ${quote(name)} = ${quote(value)}\n`).join('')
    const named = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'].includes(method)
    const request = [
      `    ${named ? 'Method' : 'CustomMethod'} = ${quote(method)}\n`,
      `    Uri = ${quote(url)}\n`,
      ...(list === '' ? [] : ['    Headers = $headers\n']),
      ...(contentType === undefined ? [] : [`    ContentType = ${quote(contentType[1])}\n`]),
      ...(body === undefined ? [] : ['    Body = [Text.Encoding]::UTF8.GetBytes($body)\n']),
    ].join('')
    return `${list === '' ? '' : `$headers = @{\n${list}}\n`}${body === undefined ? '' : `$body = ${quote(body)}\n`}$request = @{
${request}    SkipHttpErrorCheck = $true
    SkipHeaderValidation = $true
}
$response = Invoke-WebRequest @request
$response.StatusCode
$response.Content`
  },
}

/** Curly quotes end a text as straight ones do. */
const quote = (text: string) => `'${text.replace(/['\u2018-\u201b]/g, '$&$&')}'`
