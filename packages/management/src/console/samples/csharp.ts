import { isPlainText, quoteWithEscapes } from './quoting.ts'
import type { SampleInput, SampleLanguage } from './sample-language.ts'

/** `HttpClient`, for every .NET that has it. */
export const csharp: SampleLanguage = {
  id: 'csharp',
  title: 'C#',
  write({ method, url, headers, body }) {
    const ofContent = headers.filter(([name]) => isContentHeader(name))
    const ofRequest = headers.filter((header) => !ofContent.includes(header))
    const statements = [...ofRequest.map(addTo('request')), ...writeContent(body, ofContent)]
    return `using System;
using System.Net.Http;
${body === undefined ? '' : 'using System.Net.Http.Headers;\nusing System.Text;\n'}using System.Threading.Tasks;

class Program
{
    static void Main() => SendAsync().GetAwaiter().GetResult();

    static async Task SendAsync()
    {
        using (var client = new HttpClient())
        using (var request = new HttpRequestMessage(${toMethod(method)}, ${quote(url)}))
        {
${statements.map((line) => `            ${line}\n`).join('')}${statements.length === 0 ? '' : '\n'}            using (var response = await client.SendAsync(request))
            {
                Console.WriteLine((int)response.StatusCode);
                Console.WriteLine(await response.Content.ReadAsStringAsync());
            }
        }
    }
}`
  },
}

const quote = (text: string) => quoteWithEscapes(text, '"')
const knownMethods = ['Get', 'Post', 'Put', 'Delete', 'Head', 'Options']

function toMethod(method: string): string {
  const known = knownMethods.find((name) => name.toUpperCase() === method)
  return known === undefined ? `new HttpMethod(${quote(method)})` : `HttpMethod.${known}`
}

/** Those are refused among the headers of the request; where there is no content they say nothing. */
const isContentHeader = (name: string) => /^(?:content-.*|allow|expires|last-modified)$/i.test(name)

const addTo =
  (owner: string) =>
  ([name, value]: readonly [string, string]) =>
    `${owner}.Headers.TryAddWithoutValidation(${quote(name)}, ${quote(value)});`

function writeContent(body: string | undefined, headers: SampleInput['headers']): string[] {
  if (body === undefined) return []
  const text = body.includes('\n') && isPlainText(body) ? `@"${body.replaceAll('"', '""')}"` : quote(body)
  return [
    `request.Content = new StringContent(${text}, Encoding.UTF8);`,
    ...headers.map(([name, value]) =>
      name.toLowerCase() === 'content-type'
        ? `request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(${quote(value)});`
        : addTo('request.Content')([name, value]),
    ),
  ]
}
