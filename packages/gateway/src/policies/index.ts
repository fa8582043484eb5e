import type { Policy } from '../pipeline/define-policy.ts'
import { authenticationBasic } from './authentication-basic.ts'
import { authenticationCertificate } from './authentication-certificate.ts'
import { base } from './base.ts'
import { cacheLookup } from './cache-lookup.ts'
import { cacheLookupValue } from './cache-lookup-value.ts'
import { cacheRemoveValue } from './cache-remove-value.ts'
import { cacheStore } from './cache-store.ts'
import { cacheStoreValue } from './cache-store-value.ts'
import { checkHeader } from './check-header.ts'
import { choose } from './choose.ts'
import { cors } from './cors.ts'
import { emitMetric } from './emit-metric.ts'
import { findAndReplace } from './find-and-replace.ts'
import { forwardRequest } from './forward-request.ts'
import { includeFragment } from './include-fragment.ts'
import { ipFilter } from './ip-filter.ts'
import { jsonToXml } from './json-to-xml.ts'
import { jsonp } from './jsonp.ts'
import { limitConcurrency } from './limit-concurrency.ts'
import { azureOpenaiEmitTokenMetric, llmEmitTokenMetric } from './llm/llm-emit-token-metric.ts'
import {
  azureOpenaiSemanticCacheLookup,
  azureOpenaiSemanticCacheStore,
  llmSemanticCacheLookup,
  llmSemanticCacheStore,
} from './llm/llm-semantic-cache.ts'
import { azureOpenaiTokenLimit, llmTokenLimit } from './llm/llm-token-limit.ts'
import { mockResponse } from './mock-response.ts'
import { proxy } from './proxy.ts'
import { quota } from './quota.ts'
import { quotaByKey } from './quota-by-key.ts'
import { rateLimit } from './rate-limit.ts'
import { rateLimitByKey } from './rate-limit-by-key.ts'
import { redirectContentUrls } from './redirect-content-urls.ts'
import { retry } from './retry.ts'
import { returnResponse } from './return-response.ts'
import { rewriteUri } from './rewrite-uri.ts'
import { sendOneWayRequest } from './send-request/send-one-way-request.ts'
import { sendRequest } from './send-request/send-request.ts'
import { setBackendService } from './set-backend-service.ts'
import { setBody } from './set-body.ts'
import { setHeader } from './set-header.ts'
import { setMethod } from './set-method.ts'
import { setQueryParameter } from './set-query-parameter.ts'
import { setStatus } from './set-status.ts'
import { setVariable } from './set-variable.ts'
import { trace } from './trace.ts'
import { type UnservedName, unservedPolicies } from './unserved-policies.ts'
import { validateAzureAdToken } from './validate-azure-ad-token.ts'
import { validateClientCertificate } from './validate-client-certificate.ts'
import { validateJwt } from './validate-jwt/validate-jwt.ts'
import { validateContent } from './validation/validate-content.ts'
import { validateHeaders } from './validation/validate-headers.ts'
import { validateParameters } from './validation/validate-parameters.ts'
import { validateStatusCode } from './validation/validate-status-code.ts'
import { wait } from './wait.ts'
import { xmlToJson } from './xml-to-json/xml-to-json.ts'

export type PolicyName =
  | 'authentication-basic'
  | 'authentication-certificate'
  | 'azure-openai-emit-token-metric'
  | 'azure-openai-semantic-cache-lookup'
  | 'azure-openai-semantic-cache-store'
  | 'azure-openai-token-limit'
  | 'base'
  | 'cache-lookup'
  | 'cache-lookup-value'
  | 'cache-remove-value'
  | 'cache-store'
  | 'cache-store-value'
  | 'check-header'
  | 'choose'
  | 'cors'
  | 'emit-metric'
  | 'find-and-replace'
  | 'forward-request'
  | 'include-fragment'
  | 'ip-filter'
  | 'json-to-xml'
  | 'jsonp'
  | 'limit-concurrency'
  | 'llm-emit-token-metric'
  | 'llm-semantic-cache-lookup'
  | 'llm-semantic-cache-store'
  | 'llm-token-limit'
  | 'mock-response'
  | 'proxy'
  | 'quota'
  | 'quota-by-key'
  | 'rate-limit'
  | 'rate-limit-by-key'
  | 'redirect-content-urls'
  | 'retry'
  | 'return-response'
  | 'rewrite-uri'
  | 'send-one-way-request'
  | 'send-request'
  | 'set-backend-service'
  | 'set-body'
  | 'set-header'
  | 'set-method'
  | 'set-query-parameter'
  | 'set-status'
  | 'set-variable'
  | 'trace'
  | 'validate-azure-ad-token'
  | 'validate-client-certificate'
  | 'validate-content'
  | 'validate-headers'
  | 'validate-jwt'
  | 'validate-parameters'
  | 'validate-status-code'
  | 'wait'
  | 'xml-to-json'
  | UnservedName

/** Every policy there is, and those that are known and refused. */
export const policies: Record<PolicyName, Policy> = {
  'authentication-basic': authenticationBasic,
  'authentication-certificate': authenticationCertificate,
  'azure-openai-emit-token-metric': azureOpenaiEmitTokenMetric,
  'azure-openai-semantic-cache-lookup': azureOpenaiSemanticCacheLookup,
  'azure-openai-semantic-cache-store': azureOpenaiSemanticCacheStore,
  'azure-openai-token-limit': azureOpenaiTokenLimit,
  base,
  'cache-lookup': cacheLookup,
  'cache-lookup-value': cacheLookupValue,
  'cache-remove-value': cacheRemoveValue,
  'cache-store': cacheStore,
  'cache-store-value': cacheStoreValue,
  'check-header': checkHeader,
  choose,
  cors,
  'emit-metric': emitMetric,
  'find-and-replace': findAndReplace,
  'forward-request': forwardRequest,
  'include-fragment': includeFragment,
  'ip-filter': ipFilter,
  'json-to-xml': jsonToXml,
  jsonp,
  'limit-concurrency': limitConcurrency,
  'llm-emit-token-metric': llmEmitTokenMetric,
  'llm-semantic-cache-lookup': llmSemanticCacheLookup,
  'llm-semantic-cache-store': llmSemanticCacheStore,
  'llm-token-limit': llmTokenLimit,
  'mock-response': mockResponse,
  proxy,
  quota,
  'quota-by-key': quotaByKey,
  'rate-limit': rateLimit,
  'rate-limit-by-key': rateLimitByKey,
  'redirect-content-urls': redirectContentUrls,
  retry,
  'return-response': returnResponse,
  'rewrite-uri': rewriteUri,
  'send-one-way-request': sendOneWayRequest,
  'send-request': sendRequest,
  'set-backend-service': setBackendService,
  'set-body': setBody,
  'set-header': setHeader,
  'set-method': setMethod,
  'set-query-parameter': setQueryParameter,
  'set-status': setStatus,
  'set-variable': setVariable,
  trace,
  'validate-azure-ad-token': validateAzureAdToken,
  'validate-client-certificate': validateClientCertificate,
  'validate-content': validateContent,
  'validate-headers': validateHeaders,
  'validate-jwt': validateJwt,
  'validate-parameters': validateParameters,
  'validate-status-code': validateStatusCode,
  wait,
  'xml-to-json': xmlToJson,
  ...unservedPolicies,
}
