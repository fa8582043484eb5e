import { quoteWithEscapes, unicodeEscape } from './quoting.ts'
import type { SampleLanguage } from './sample-language.ts'

/** `java.net.http`, from Java 11; runs as `java Sample.java`. */
export const java: SampleLanguage = {
  id: 'java',
  title: 'Java',
  write({ method, url, headers, body }) {
    const content = body === undefined ? 'HttpRequest.BodyPublishers.noBody()' : writeContent(body)
    const call =
      method === 'GET'
        ? []
        : method === 'POST' || method === 'PUT'
          ? [`.${method}(${content})`]
          : method === 'DELETE' && body === undefined
            ? ['.DELETE()']
            : [`.method(${quote(method)}, ${content})`]
    const parts = [...headers.map(([name, value]) => `.header(${quote(name)}, ${quote(value)})`), ...call, '.build();']
    return `import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

public class Sample {
    public static void main(String[] args) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(${quote(url)}))
${parts.map((part) => `            ${part}`).join('\n')}

        var response = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        System.out.println(response.statusCode());
        System.out.println(response.body());
    }
}`
  },
}

/** Older compilers read a file in the encoding of the machine: beyond ASCII only an escape is the same everywhere. */
const quote = (text: string) => quoteWithEscapes(text, '"').replace(/[^\x20-\x7e]/g, unicodeEscape)

/** A text for each line. */
function writeContent(body: string): string {
  const lines = body.split(/(?<=\n)/).map(quote)
  return `HttpRequest.BodyPublishers.ofString(${lines.length === 1 ? lines[0] : `\n                ${lines.join('\n                    + ')}`})`
}
