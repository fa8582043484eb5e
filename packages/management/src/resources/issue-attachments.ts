import { AppError, identifiers, issueAttachmentProperties } from '@sluice/contracts'
import type { StoreReader } from '@sluice/platform'
import { defineResource, type ViewContext } from '../arm/define-resource.ts'
import { fieldFault } from '../arm/faults.ts'
import { toKey } from '../arm/identity.ts'
import { attachmentType } from './issue-parts.ts'

const maxBytes = 5 * 1024 * 1024

/** The bytes stand in a document of their own, so that no list carries them; the audit does not keep them. */
const contentKeyOf = (key: string) => `${key}/content`

/** A link, or a file of at most 5 MiB in Base64; lists show what a file is, and its own address what is in it. */
export const issueAttachments = defineResource({
  type: attachmentType,
  title: 'Attachment',
  path: '/apis/{apiId}/issues/{issueId}/attachments/{attachmentId}',
  identifiers: { apiId: identifiers.apiId, issueId: identifiers.issueId, attachmentId: identifiers.issueAttachmentId },
  // What a file holds is taken but never kept among the properties.
  contract: issueAttachmentProperties.extend({ content: issueAttachmentProperties.shape.content.optional() }),
  verbs: ['put', 'delete'],
  filterable: ['name', 'title', 'contentFormat'],
  async complete(properties) {
    if (properties.content === undefined) throw contentError("'content' is required.")
    return properties
  },
  async prepare({ content = '', ...attachment }, { transaction, key }) {
    const contentKey = contentKeyOf(key)
    if (attachment.contentFormat.toLowerCase() === 'link') {
      assertLink(content)
      await transaction.remove(contentKey, { isAudited: false })
      return { properties: { ...attachment, content } }
    }
    assertFile(attachment.contentFormat, content)
    await transaction.put({ key: contentKey, collection: key, body: { hidden: { content } } }, { isAudited: false })
    return { properties: attachment }
  },
  async readApart(key, reader) {
    const content = await readContent(key, reader)
    return content === undefined ? {} : { content }
  },
  async loadRelated(bodies, reader, view) {
    const [body] = bodies
    return body === undefined || isList(view) ? undefined : readContent(toKey(view.service.name, body.path), reader)
  },
  toView: ({ properties }, { related }) => ({
    ...properties,
    ...(related === undefined ? {} : { content: related as string }),
  }),
})

const isList = ({ url }: ViewContext) => /\/attachments\/*$/i.test(url.pathname)

async function readContent(key: string, reader: StoreReader): Promise<string | undefined> {
  const document = await reader.get(contentKeyOf(key))
  return (document?.body.hidden as { readonly content: string } | undefined)?.content
}

const contentError = (message: string, field = 'content') =>
  new AppError('ValidationError', {}, { faults: [fieldFault(`properties.${field}`, message)] })

function assertLink(content: string): void {
  if (URL.canParse(content) && /^https?:$/.test(new URL(content).protocol)) return
  throw contentError("'content' of a link must be an http or https address.")
}

function assertFile(contentFormat: string, content: string): void {
  if (!/^[\w.+-]+\/[\w.+-]+(;.*)?$/.test(contentFormat)) {
    throw contentError("'contentFormat' must be 'link' or a MIME type such as image/png.", 'contentFormat')
  }
  if (content.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(content)) {
    throw contentError("'content' must be Base64.")
  }
  const padding = content.endsWith('==') ? 2 : content.endsWith('=') ? 1 : 0
  if ((content.length / 4) * 3 - padding > maxBytes) {
    throw contentError(`'content' must hold at most ${maxBytes} bytes; link to what is larger.`)
  }
}
