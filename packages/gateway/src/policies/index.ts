import type { Policy } from '../pipeline/define-policy.ts'
import { base } from './base.ts'
import { cacheLookup } from './cache-lookup.ts'
import { cacheStore } from './cache-store.ts'
import { choose } from './choose.ts'
import { forwardRequest } from './forward-request.ts'
import { includeFragment } from './include-fragment.ts'
import { jsonToXml } from './json-to-xml.ts'
import { jsonp } from './jsonp.ts'
import { limitConcurrency } from './limit-concurrency.ts'
import { quota } from './quota.ts'
import { rateLimit } from './rate-limit.ts'
import { retry } from './retry.ts'
import { returnResponse } from './return-response.ts'
import { rewriteUri } from './rewrite-uri.ts'
import { setBackendService } from './set-backend-service.ts'
import { setBody } from './set-body.ts'
import { setHeader } from './set-header.ts'
import { setMethod } from './set-method.ts'
import { setQueryParameter } from './set-query-parameter.ts'
import { setStatus } from './set-status.ts'
import { setVariable } from './set-variable.ts'
import { wait } from './wait.ts'

export type PolicyName =
  | 'base'
  | 'cache-lookup'
  | 'cache-store'
  | 'choose'
  | 'forward-request'
  | 'include-fragment'
  | 'json-to-xml'
  | 'jsonp'
  | 'limit-concurrency'
  | 'quota'
  | 'rate-limit'
  | 'retry'
  | 'return-response'
  | 'rewrite-uri'
  | 'set-backend-service'
  | 'set-body'
  | 'set-header'
  | 'set-method'
  | 'set-query-parameter'
  | 'set-status'
  | 'set-variable'
  | 'wait'

/** Every policy there is. */
export const policies: Record<PolicyName, Policy> = {
  base,
  'cache-lookup': cacheLookup,
  'cache-store': cacheStore,
  choose,
  'forward-request': forwardRequest,
  'include-fragment': includeFragment,
  'json-to-xml': jsonToXml,
  jsonp,
  'limit-concurrency': limitConcurrency,
  quota,
  'rate-limit': rateLimit,
  retry,
  'return-response': returnResponse,
  'rewrite-uri': rewriteUri,
  'set-backend-service': setBackendService,
  'set-body': setBody,
  'set-header': setHeader,
  'set-method': setMethod,
  'set-query-parameter': setQueryParameter,
  'set-status': setStatus,
  'set-variable': setVariable,
  wait,
}
