import type { Policy } from '../pipeline/define-policy.ts'
import { base } from './base.ts'
import { cacheLookup } from './cache-lookup.ts'
import { cacheStore } from './cache-store.ts'
import { forwardRequest } from './forward-request.ts'
import { includeFragment } from './include-fragment.ts'
import { jsonToXml } from './json-to-xml.ts'
import { jsonp } from './jsonp.ts'
import { quota } from './quota.ts'
import { rateLimit } from './rate-limit.ts'
import { rewriteUri } from './rewrite-uri.ts'
import { setBackendService } from './set-backend-service.ts'
import { setHeader } from './set-header.ts'

export type PolicyName =
  | 'base'
  | 'cache-lookup'
  | 'cache-store'
  | 'forward-request'
  | 'include-fragment'
  | 'json-to-xml'
  | 'jsonp'
  | 'quota'
  | 'rate-limit'
  | 'rewrite-uri'
  | 'set-backend-service'
  | 'set-header'

/** Every policy there is. */
export const policies: Record<PolicyName, Policy> = {
  base,
  'cache-lookup': cacheLookup,
  'cache-store': cacheStore,
  'forward-request': forwardRequest,
  'include-fragment': includeFragment,
  'json-to-xml': jsonToXml,
  jsonp,
  quota,
  'rate-limit': rateLimit,
  'rewrite-uri': rewriteUri,
  'set-backend-service': setBackendService,
  'set-header': setHeader,
}
