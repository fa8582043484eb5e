import type { SnapshotEntry } from '@sluice/contracts'
import { apiProperties, keyOf, startSnapshot, subscriptionProperties } from './generated-snapshot.ts'

/** What a page of another origin sends, with the key of the only subscription. */
export const callHeaders = ['Origin: https://shop.example.com', `Ocp-Apim-Subscription-Key: ${keyOf(0)}`]

/**
 * A document of an API as many publishers have it: CORS, three headers, and a choice by an expression.
 * @param n makes documents, and the expressions in them, differ
 */
export const apiPolicy = (n: number): string => `<policies>
  <inbound>
    <base />
    <cors allow-credentials="false">
      <allowed-origins>
        <origin>https://www.example.com</origin>
        <origin>https://shop.example.com</origin>
      </allowed-origins>
      <allowed-methods><method>GET</method><method>POST</method></allowed-methods>
      <allowed-headers><header>*</header></allowed-headers>
    </cors>
    <set-header name="X-Api" exists-action="override"><value>things-${n}</value></set-header>
    <set-header name="X-Caller" exists-action="override">
      <value>@(context.Subscription?.Id ?? "nobody-${n}")</value>
    </set-header>
    <choose>
      <when condition="@(context.Request.Headers.GetValueOrDefault("X-Version", "${n}") == "2" && context.Request.Method != "HEAD")">
        <rewrite-uri template="/v2/things" />
      </when>
      <otherwise>
        <set-variable name="version" value="v${n}" />
      </otherwise>
    </choose>
  </inbound>
  <backend><base /></backend>
  <outbound>
    <base />
    <set-header name="X-Powered-By" exists-action="delete" />
  </outbound>
  <on-error><base /></on-error>
</policies>`

/** The limits of the product, which nothing reaches. */
const productPolicy = `<policies>
  <inbound>
    <rate-limit calls="100000000" renewal-period="60" />
    <quota calls="1000000000" renewal-period="604800" />
    <base />
  </inbound>
  <backend><base /></backend>
  <outbound><base /></outbound>
</policies>`

/**
 * An instance with three APIs of one operation each, `/things`: `open` without key and policies, `keyed` with a key, and
 * `chain` with a key and all that costs.
 */
export function generateChains(upstreamPort: number, lookupHash: (key: string) => string): readonly SnapshotEntry[] {
  const { entries, add } = startSnapshot()
  add('product', '/products/main', { displayName: 'Main', subscriptionRequired: true, state: 'published' })
  add('product', '/products/limited', { displayName: 'Limited', subscriptionRequired: true, state: 'published' })
  add('policy', '/products/limited/policies/policy', { format: 'rawxml', value: productPolicy })
  for (const [path, product] of [['open'], ['keyed', 'main'], ['chain', 'limited']] as const) {
    add('api', `/apis/${path}`, { ...apiProperties(path, upstreamPort), subscriptionRequired: product !== undefined })
    add('operation', `/apis/${path}/operations/list`, {
      displayName: 'List',
      method: 'GET',
      urlTemplate: '/things',
      templateParameters: [],
    })
    if (product !== undefined) add('productApi', `/products/${product}/apis/${path}`, {})
  }
  add('policy', '/apis/chain/policies/policy', { format: 'rawxml', value: apiPolicy(1) })
  for (const [at, product] of ['limited', 'main'].entries()) {
    add('subscription', `/subscriptions/s${at}`, {
      ...subscriptionProperties(keyOf(at), lookupHash),
      scope: `/products/${product}`,
    })
  }
  return entries
}

/**
 * An instance with so many APIs, each with a document of its own.
 * @param round makes them differ from those of other rounds
 */
export function generateDocuments(count: number, round: number): readonly SnapshotEntry[] {
  const { entries, add } = startSnapshot()
  for (let n = 0; n < count; n += 1) {
    add('api', `/apis/api${n}`, { ...apiProperties(`api${n}`, 1), subscriptionRequired: false })
    add('operation', `/apis/api${n}/operations/list`, {
      displayName: 'List',
      method: 'GET',
      urlTemplate: '/things',
      templateParameters: [],
    })
    add('policy', `/apis/api${n}/policies/policy`, { format: 'rawxml', value: apiPolicy(round * count + n) })
  }
  return entries
}
