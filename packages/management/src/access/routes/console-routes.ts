import { AppError, consoleCall, consoleWebSocketCall, sampleRequest } from '@sluice/contracts'
import type * as z from 'zod'
import { parseContract } from '../../arm/faults.ts'
import { readJsonObject } from '../../arm/request-body.ts'
import { createCallAllowance } from '../../console/call-allowance.ts'
import type { OwnGateway } from '../../console/own-gateway.ts'
import { relayCall } from '../../console/relay-call.ts'
import { writeSamples } from '../../console/samples/write-samples.ts'
import { readAddressNames } from '../../services/service-addresses.ts'
import { isServiceOpen } from '../../services/service-document.ts'
import type { AccessCall, AccessRoute, AccessSurroundings } from '../access-route.ts'
import { toOrigin } from '../guess-guard.ts'
import { isOfOwnOrigin } from '../sessions.ts'

/** A call may carry a file: whoever has not signed in may try an open API with one. */
const maxCallBytes = 16 * 1024 * 1024

/** What the console of the developer portal asks for. */
export function consoleRoutes({ environment, ownGateway, webSocketRelay }: AccessSurroundings): readonly AccessRoute[] {
  const allowance = createCallAllowance(environment.clock)
  /** With the addresses of the instance whose page asks, and of no other. */
  const gatewayOf = async (service: string | undefined): Promise<OwnGateway> => {
    if (service === undefined) return ownGateway
    const toName = await readAddressNames(environment.store)
    const named = ownGateway.addresses().map(({ url, connectTo }) => ({ url: toName(url, service), connectTo }))
    return { client: ownGateway.client, addresses: () => named }
  }

  /** Reads what is wanted, and does it with the gateway as the page knows it; counted until `onEnd` is called. */
  async function called<Wanted extends { readonly service?: string | undefined }>(
    call: AccessCall,
    contract: z.ZodType<Wanted>,
    relay: (
      wanted: Wanted,
      gateway: OwnGateway,
      options: { readonly signal: AbortSignal; readonly onEnd: () => void },
    ) => Promise<Response>,
  ): Promise<Response> {
    assertFromOwnPage(call)
    const leave = allowance.enter(toCaller(call))
    try {
      const wanted = parseContract(contract, await readJsonObject(call.request), '')
      if (wanted.service !== undefined && !(await isServiceOpen(environment.store, wanted.service))) {
        throw new AppError('ResourceNotFound', { kind: 'Service' })
      }
      return await relay(wanted, await gatewayOf(wanted.service), { signal: call.request.signal, onEnd: leave })
    } catch (error) {
      leave()
      throw error
    }
  }

  return [
    {
      method: 'GET',
      path: '/api/console',
      role: 'anonymous',
      answer: () => Response.json({ addresses: ownGateway.addresses().map(({ url }) => url) }),
    },
    {
      method: 'POST',
      path: '/api/console',
      role: 'anonymous',
      isPersonal: true,
      maxAnonymousBytes: maxCallBytes,
      async answer(call) {
        return called(call, consoleCall, (wanted, gateway, options) => relayCall(gateway, wanted, options))
      },
    },
    {
      method: 'POST',
      path: '/api/console/websocket',
      role: 'anonymous',
      isPersonal: true,
      async answer(call) {
        return called(call, consoleWebSocketCall, (wanted, gateway, options) =>
          webSocketRelay.open(gateway, wanted, options),
        )
      },
    },
    {
      method: 'POST',
      path: '/api/samples',
      role: 'anonymous',
      async answer({ request }) {
        return Response.json({
          languages: writeSamples(parseContract(sampleRequest, await readJsonObject(request), '')),
        })
      },
    },
  ]
}

/** Whoever has a session was asked for its token already; the page of another site must not call in place of anybody. */
function assertFromOwnPage({ session, request }: AccessCall): void {
  if (session === undefined && !isOfOwnOrigin(request)) throw new AppError('CsrfTokenInvalid', {})
}

const toCaller = ({ actor, remoteAddress }: AccessCall): string =>
  actor === undefined ? `address ${toOrigin(remoteAddress)}` : `${actor.userService ?? ''} ${actor.subject}`
