import { AppError } from '@sluice/contracts'
import { defineRoute } from '../arm/define-route.ts'
import { readPage, toListBody } from '../arm/paging.ts'
import { authorOf } from '../arm/resource-request.ts'
import { type MailState, mailStates } from '../mail/outbox/mail-document.ts'
import { deleteMail, listMails, readMail, retryMail } from '../mail/outbox/outbox.ts'

const access = 'administrator'

// The outbox is not part of the compatible service: there, nobody sees what was sent.

const list = defineRoute({
  path: '/mails',
  method: 'GET',
  access,
  summary: 'Lists the outbox, newest first; query parameters state, template, recipient.',
  async answer({ environment, service, url }) {
    const { searchParams } = url
    const page = readPage(searchParams)
    const filter = {
      state: readState(searchParams.get('state')),
      template: searchParams.get('template') ?? undefined,
      recipient: searchParams.get('recipient') ?? undefined,
    }
    const { value, count } = await listMails(environment.store, service, filter, page)
    return Response.json(toListBody(value, count, page, url))
  },
})

function readState(text: string | null): MailState | undefined {
  if (text === null) return undefined
  const state = mailStates.find((known) => known === text.toLowerCase())
  if (state !== undefined) return state
  throw new AppError('InvalidQueryParameter', { name: 'state', reason: `it is none of ${mailStates.join(', ')}.` })
}

const read = defineRoute({
  path: '/mails/{mailId}',
  method: 'GET',
  access,
  summary: 'Shows a mail with its subject, HTML, text and links.',
  answer: ({ environment, service, identifiers: { mailId = '' } }) =>
    readMail(environment, environment.store, service, mailId),
})

const retry = defineRoute({
  path: '/mails/{mailId}/retry',
  method: 'POST',
  access,
  summary: 'Queues a mail again that was given up or kept.',
  answer: ({ environment, service, identifiers: { mailId = '' }, ...call }) =>
    environment.store.transact(authorOf({ ...call, service }), (transaction) =>
      retryMail(environment, transaction, service, mailId),
    ),
})

const remove = defineRoute({
  path: '/mails/{mailId}',
  method: 'DELETE',
  access,
  summary: 'Removes a mail; one that is queued is never sent.',
  async answer({ environment, service, identifiers: { mailId = '' }, ...call }) {
    const wasThere = await environment.store.transact(authorOf({ ...call, service }), (transaction) =>
      deleteMail(transaction, service, mailId),
    )
    return new Response(null, { status: wasThere ? 200 : 204 })
  },
})

export const mailRoutes = [list, read, retry, remove]
