/** What others need to know of policy documents and URL templates, without loading the data plane. */
export { completeCSharp } from './expressions/csharp-expressions.ts'
export { checkFragment, checkPolicy, policyCatalogue } from './pipeline/policy-documents.ts'
export { parseUrlTemplate, type UrlTemplate, type UrlTemplateResult } from './routing/url-template.ts'
