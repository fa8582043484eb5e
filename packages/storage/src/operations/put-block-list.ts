import { AppError } from '@sluice/contracts/errors'
import { replaceBlob } from '../metadata/blobs.ts'
import { type BlockSource, findBlocks, type WantedBlock } from '../metadata/blocks.ts'
import { readConditions } from '../requests/conditions.ts'
import { readContentProperties, readMetadata } from '../requests/metadata-headers.ts'
import { readXmlBody } from '../requests/xml-document.ts'
import { readChecksums } from './put-blob.ts'
import { assertBlockId } from './put-block.ts'
import { defineOperation, mayOnlyCreate } from './storage-operation.ts'
import { toTagHeaders } from './tag-headers.ts'

const maxBlocks = 50_000
/** Of the longest list: a block id in base64 with its element. */
const maxBytes = maxBlocks * 160

export const putBlockList = defineOperation({
  title: 'Put Block List',
  needs: 'wc',
  openTo: 'signatures',
  async handle(request, { store }) {
    const { call, header, nowMs } = request
    const conditions = readConditions(header)
    const properties = readContentProperties(header, { withStandard: false })
    const metadata = readMetadata(call.headers)
    const wanted = await readBlockList(request)
    const blob = await store.database.commit(() =>
      replaceBlob(store.database, request, findBlocks(store.database, request, wanted), {
        properties,
        metadata,
        conditions,
        nowMs,
        mayOnlyCreate: mayOnlyCreate(request),
      }),
    )
    store.janitor.wake()
    return { status: 201, headers: { ...toTagHeaders(blob), 'x-ms-request-server-encrypted': 'false' } }
  },
})

const sources: readonly string[] = ['Committed', 'Uncommitted', 'Latest'] satisfies BlockSource[]

async function readBlockList({ call, header }: Parameters<typeof putBlockList.handle>[0]): Promise<WantedBlock[]> {
  const list = await readXmlBody(call.body, maxBytes, readChecksums(header).expectedMd5)
  if (list.name !== 'BlockList') throw new AppError('InvalidXmlDocument', { reason: 'It is no BlockList.' })
  if (list.children.length > maxBlocks) throw new AppError('BlockListTooLong', {})
  return list.children.map(({ name, text }) => {
    if (!sources.includes(name)) throw new AppError('InvalidXmlDocument', { reason: `${name} is no kind of block.` })
    assertBlockId(text)
    return { source: name as BlockSource, block: text }
  })
}
