import { type CodeSamples, sampleLanguages } from './code-samples.ts'
import type { HelpCall, HelpData, HelpPort } from './help-data.ts'
import { helpErrors } from './help-errors.ts'
import { type Html, html } from './html.ts'
import { toJsonText } from './literals.ts'

export const helpTopics = ['score', 'jobs', 'update'] as const
export type HelpTopic = (typeof helpTopics)[number]

const titles: Readonly<Record<HelpTopic, string>> = {
  score: 'Request Response API Documentation for',
  jobs: 'Batch Execution API Documentation for',
  update: 'Update Resource API Documentation for',
}

/** A help page of an endpoint: plain HTML, because old clients strip its tags to show its text. */
export function writeHelpPage(data: HelpData, topic: HelpTopic): string {
  const title = `${titles[topic]} ${data.name}`
  return `<!doctype html>\n${
    html`<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:60rem;padding:0 1rem}pre{background:#f4f4f4;overflow:auto;padding:1rem}table{border-collapse:collapse}td,th{border:1px solid #bbb;padding:.25rem .5rem;text-align:left;vertical-align:top}code{overflow-wrap:anywhere}</style>
</head>
<body>
<h1>${title}</h1>
<p>Updated: <time datetime="${data.updatedAt}">${data.updatedAt}</time></p>
${data.description === '' ? [] : html`<p>${data.description}</p>`}
<p>The version of this API is 2.0; calls name it as <code>api-version</code>. Further descriptions: <a href="${data.baseUrl}/swagger.json">Swagger 2.0</a>, <a href="${data.baseUrl}/openapi.json">OpenAPI 3.1</a>.</p>
${bodyOf(data, topic)}
</body>
</html>
`.html
  }`
}

function bodyOf(data: HelpData, topic: HelpTopic): Html {
  if (topic === 'update') {
    return data.update.resources.length === 0
      ? html`<p>This web service has no updatable resources.</p>`
      : html`<h2>Resources</h2>
<ul>${data.update.resources.map((name) => html`<li><code>${name}</code></li>`)}</ul>
<p>The default endpoint changes when the web service is deployed again; this call is for others.</p>
${data.update.calls.map(writeCall)}`
  }
  if (topic === 'score' && data.score.length === 0) {
    return html`<p>This web service gives a trained model. Only <a href="jobs">batch execution</a> can write it.</p>`
  }
  return html`${data[topic].map(writeCall)}
<h2>Inputs</h2>
${data.inputs.length === 0 ? html`<p>None.</p>` : data.inputs.map(writePort)}
<h2>Outputs</h2>
${data.outputs.map(writePort)}
<h2>Web service parameters</h2>
${data.parameters.length === 0 ? html`<p>None.</p>` : writeParameters(data)}
<h2>Further protocols</h2>
<p>Clients of the Open Inference Protocol V2 and of MLflow take <code>${data.baseUrl}</code> as base URL, with the same key.</p>
${errorTable}`
}

function writeCall({ title, method, uri, requestBody, responseStatus, responseBody, samples }: HelpCall): Html {
  return html`<h2>${title}</h2>
<h3>Request</h3>
<table><tr><th>Method</th><th>Request URI</th><th>HTTP version</th></tr>
<tr><td>${method}</td><td><code>${uri}</code></td><td>HTTP/1.1</td></tr></table>
<h3>Request headers</h3>
<table><tr><th>Header</th><th>Description</th></tr>
<tr><td>Authorization: Bearer abc123</td><td>Required. Replace abc123 with the API key of this endpoint.</td></tr>
<tr><td>Content-Length</td><td>Required where there is a body. Its length in bytes.</td></tr>
<tr><td>Content-Type: application/json</td><td>Required where there is a body.</td></tr>
<tr><td>Accept: application/json</td><td>Optional.</td></tr></table>
${
  requestBody === undefined
    ? []
    : html`<h3>Sample request body</h3>
<pre><code>${toJsonText(requestBody)}</code></pre>`
}
<h3>Response</h3>
<p>Status code ${responseStatus}. Content-Type: application/json; charset=utf-8</p>
${responseBody === undefined ? [] : html`<pre><code>${toJsonText(responseBody)}</code></pre>`}
${uri.includes('details=true') ? html`<p>Without <code>details=true</code> the answer has no names and types of columns.</p>` : []}
${samples === undefined ? [] : writeSamples(samples)}`
}

const writeSamples = (samples: CodeSamples): Html =>
  html`<h3>Sample code</h3>
${Object.entries(sampleLanguages).map(
  ([language, name]) => html`<h4>${name}</h4>
<pre class="code-snippet-${language}"><code>${samples[language as keyof CodeSamples]}</code></pre>
`,
)}`

const writePort = ({ name, description, columns }: HelpPort): Html =>
  html`<h3><code>${name}</code></h3>
${description === '' ? [] : html`<p>${description}</p>`}
<table><tr><th>Column</th><th>Type</th></tr>
${columns.map(
  (
    column,
  ) => html`<tr><td>${column.name}</td><td>${column.type}${column.isOptional ? ', may be left out' : ''}</td></tr>
`,
)}</table>
`

const writeParameters = ({ parameters }: HelpData): Html =>
  html`<table><tr><th>Name</th><th>Type</th><th>Default</th><th>Description</th></tr>
${parameters.map(
  ({ name, type, description, isRequired, defaultValue }) =>
    html`<tr><td>${name}</td><td>${type}</td><td>${isRequired ? 'required' : JSON.stringify(defaultValue)}</td><td>${description}</td></tr>
`,
)}</table>`

const errorTable: Html = html`<h2>Error codes</h2>
<table><tr><th>Status</th><th>Code</th><th>Detail</th><th>What to do</th></tr>
${helpErrors.map(
  ({ status, code, detail, remedy }) =>
    html`<tr><td>${status}</td><td>${code}</td><td>${detail}</td><td>${remedy}</td></tr>
`,
)}</table>`
