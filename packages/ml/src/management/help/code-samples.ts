import { toCSharp, toJsonText, toPython, toR, toShell } from './literals.ts'

export const sampleLanguages = { curl: 'curl', python: 'Python 3', csharp: 'C#', r: 'R' } as const
export type SampleLanguage = keyof typeof sampleLanguages
export type CodeSamples = Readonly<Record<SampleLanguage, string>>

interface SampledCall {
  readonly method: 'POST' | 'PATCH'
  readonly url: string
  readonly body: unknown
}

/** Programs that make one call and print the answer. The key is taken from the environment where it is set there. */
export const callSamples = (call: SampledCall): CodeSamples => ({
  curl: curlSample(call),
  python: pythonSample(call),
  csharp: csharpSample(call),
  r: rSample(call),
})

export const replaceKey = 'Replace abc123 with the API key of this endpoint'

const curlSample = ({ method, url, body }: SampledCall) => `API_KEY="\${API_KEY:-abc123}" # ${replaceKey}

curl --silent --show-error --request ${method} \\
  --header "Authorization: Bearer $API_KEY" \\
  --header 'Content-Type: application/json' \\
  --data-binary @- \\
  ${toShell(url)} <<'END_OF_BODY'
${toJsonText(body)}
END_OF_BODY
`

const pythonSample = ({ method, url, body }: SampledCall) => `import json
import os
import urllib.error
import urllib.request

api_key = os.environ.get("API_KEY", "abc123")  # ${replaceKey}
url = ${JSON.stringify(url)}
data = ${toPython(body)}

request = urllib.request.Request(
    url,
    data=json.dumps(data).encode("utf-8"),
    headers={"Content-Type": "application/json", "Authorization": "Bearer " + api_key},
    method="${method}",
)
try:
    with urllib.request.urlopen(request) as response:
        print(response.read().decode("utf-8"))
except urllib.error.HTTPError as error:
    print("The request failed with status code", error.code)
    # The headers include the request id and the time, which help to find the failure.
    print(error.headers)
    print(error.read().decode("utf-8"))
    raise SystemExit(1)
`

const csharpSample = ({ method, url, body }: SampledCall) => `using System;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using System.Threading.Tasks;

class Program
{
    static async Task Main()
    {
        string apiKey = Environment.GetEnvironmentVariable("API_KEY") ?? "abc123"; // ${replaceKey}
        string body = ${toCSharp(toJsonText(body))};
        using var client = new HttpClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", apiKey);
        using var request = new HttpRequestMessage(new HttpMethod("${method}"), ${toCSharp(url)});
        request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        using HttpResponseMessage response = await client.SendAsync(request);
        string answer = await response.Content.ReadAsStringAsync();
        if (response.IsSuccessStatusCode)
        {
            Console.WriteLine("Result: {0}", answer);
        }
        else
        {
            Console.WriteLine("The request failed with status code: {0}", response.StatusCode);
            // The headers include the request id and the time, which help to find the failure.
            Console.WriteLine(response.Headers.ToString());
            Console.WriteLine(answer);
        }
    }
}
`

const rSample = ({ method, url, body }: SampledCall) => `library("httr")

api_key <- Sys.getenv("API_KEY", "abc123") # ${replaceKey}
body <- ${toR(JSON.stringify(body))}

response <- ${method}(
  ${toR(url)},
  add_headers(Authorization = paste("Bearer", api_key)),
  content_type_json(),
  body = body
)
if (http_error(response)) {
  print(paste("The request failed with status code", status_code(response)))
  # The headers include the request id and the time, which help to find the failure.
  print(headers(response))
}
cat(content(response, as = "text", encoding = "UTF-8"))
`
