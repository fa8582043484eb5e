import { choice } from '../pipeline/attributes.ts'
import type { CallContext } from '../pipeline/call-context.ts'

/** One cache serves all: it is the gateway's own. */
export const cachingType = choice('Which cache is used.', ['prefer-external', 'internal'], {
  external: "no external cache can be configured on this gateway; 'prefer-external' or 'internal' is expected",
}).default('prefer-external')

/** Keys of one instance are no business of another. */
export const valueKey = ({ service }: CallContext, key: string): string => `${service.resourceId}|${key}`
