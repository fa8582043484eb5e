import { AppError, type ChangePosition } from '@sluice/contracts'
import { defineRoute } from '../arm/define-route.ts'
import { createEventStream, toEventText } from '../events/event-stream.ts'
import { toChangeEvents } from '../events/shown-changes.ts'

/** Not part of the compatible service, whose portal shows what it read last. */
export const events = defineRoute({
  path: '/events',
  method: 'GET',
  access: 'analyst',
  summary:
    'Tells changes of the service as server-sent events; goes on after Last-Event-ID or the query parameter after.',
  async answer({ environment: { changes }, service, role, request, url }) {
    const after = readAfter(request, url)
    return createEventStream({
      feed: changes,
      listen: (queue) => ({
        onRows(rows) {
          for (const text of toChangeEvents(rows, service, role)) queue.push(text)
        },
        onGap: (changeNumber) => queue.push(toPosition('reset', changeNumber)),
      }),
      async begin(changeNumber) {
        if (after === undefined) return toPosition('ready', changeNumber)
        const missed = await changes.readBetween(after, changeNumber)
        if (missed === undefined) return toPosition('reset', changeNumber)
        return toChangeEvents(missed, service, role).join('') + toPosition('ready', changeNumber)
      },
    })
  },
})

const toPosition = (name: 'ready' | 'reset', changeNumber: number): string =>
  toEventText(name, { changeNumber } satisfies ChangePosition, changeNumber)

/** @throws AppError `InvalidQueryParameter` */
function readAfter({ headers }: Request, url: URL): number | undefined {
  // A client that comes again says it in the header, and repeats the address that it began with.
  const text = headers.get('last-event-id') ?? url.searchParams.get('after')
  if (text === null || text === '') return undefined
  if (/^\d{1,15}$/.test(text)) return Number(text)
  throw new AppError('InvalidQueryParameter', { name: 'after', reason: `'${text}' is no number of a change.` })
}
