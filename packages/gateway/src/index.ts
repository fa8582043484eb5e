export { checkPolicy, defaultGlobalPolicy, policyCatalogue } from './pipeline/policy-documents.ts'
