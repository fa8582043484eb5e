import { AppError } from '@sluice/contracts/errors'
import { element, textElement, toXml } from '../answers/xml.ts'
import { type BlockSegment, findBlob } from '../metadata/blobs.ts'
import { readBlockLists } from '../metadata/blocks.ts'
import { defineOperation } from './storage-operation.ts'
import { toTagHeaders } from './tag-headers.ts'

const kinds: readonly string[] = ['committed', 'uncommitted', 'all']

export const getBlockList = defineOperation({
  title: 'Get Block List',
  needs: 'r',
  openTo: 'signatures',
  handle(request, { store }) {
    const kind = request.query.get('blocklisttype')?.toLowerCase() ?? 'committed'
    if (!kinds.includes(kind)) {
      throw new AppError('InvalidQueryParameterValue', {
        parameter: 'blocklisttype',
        value: kind,
        reason: `it is none of ${kinds.join(', ')}.`,
      })
    }
    const blob = findBlob(store.database, request)
    const { committed, uncommitted } = readBlockLists(store.database, request)
    if (blob === undefined && uncommitted.length === 0) throw new AppError('StoredBlobNotFound', {})
    const body = element(
      'BlockList',
      kind === 'uncommitted' ? undefined : element('CommittedBlocks', ...committed.map(toElement)),
      kind === 'committed' ? undefined : element('UncommittedBlocks', ...uncommitted.map(toElement)),
    )
    return {
      status: 200,
      headers: {
        ...(blob && toTagHeaders(blob)),
        'Content-Type': 'application/xml',
        'x-ms-blob-content-length': String(blob?.size ?? 0),
      },
      body: toXml(body),
    }
  },
})

const toElement = ({ block, size }: BlockSegment) =>
  element('Block', textElement('Name', block), textElement('Size', size))
