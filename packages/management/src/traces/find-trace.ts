import { AppError, type CallTrace, type TraceSummary } from '@sluice/contracts'
import type { AnswerOfGateway, GatewayChannel } from '../snapshot/gateway-channel.ts'

/** The trace of a call, from the gateway that took it. @throws AppError `ResourceNotFound`, `NoGatewayConnected`, `GatewayNotAnswering` */
export async function findTrace(gateways: GatewayChannel, service: string, traceId: string): Promise<CallTrace> {
  const has = ({ answer }: AnswerOfGateway) => answer.trace !== undefined
  const answers = await gateways.ask(
    () => ({ kind: 'find-trace', service, traceId }),
    (given) => given.some(has),
  )
  const trace = answers.find(has)?.answer.trace
  if (trace === undefined) throw new AppError('ResourceNotFound', { kind: 'Trace' })
  return trace
}

/** The last traces of an instance over all gateways, the newest first. */
export async function listTraces(gateways: GatewayChannel, service: string): Promise<readonly TraceSummary[]> {
  const answers = await gateways.ask(() => ({ kind: 'list-traces', service }))
  return answers
    .flatMap(({ answer }) => answer.traces ?? [])
    .sort((a, b) => (a.timestamp < b.timestamp ? 1 : a.timestamp > b.timestamp ? -1 : 0))
}
