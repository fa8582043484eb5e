import { AppError, modelShape } from '@sluice/contracts'
import * as z from 'zod'
import { unpackValue } from '../../artifacts/pack.ts'
import { defineModule } from '../define-module.ts'
import type { Model, Packable } from '../port-values.ts'
import { blobParameters } from './blob-parameters.ts'
import { assertWebAddress, readBlobFile, readWebFile } from './read-file.ts'

/** @see reference: AzureML, 4.5 */
export const loadTrainedModel = defineModule({
  id: 'load-trained-model',
  title: 'Load Trained Model',
  category: 'Data Input and Output',
  summary: 'Reads a trained model from a file on the web or in blob storage.',
  remarks: `The file is one that this program wrote, such as the model that a retraining service puts into blob storage.
In a web service it is read when the service is made ready for calls, not for each call: its first call waits for the
file, and fails while the file cannot be read. So a web service that answers single calls is published with this module
only where it is allowed to use it; one that gives a trained model, which batch execution alone can call, needs no leave.`,
  inputs: {},
  outputs: { trainedModel: { type: 'trained-model', title: 'Trained model' } },
  parameters: z.strictObject({
    source: z
      .enum(['http', 'blob'])
      .default('http')
      .meta({
        title: 'Data source',
        description: 'Where the file is.',
        valueTitles: { http: 'Web URL via HTTP', blob: 'Azure Blob Storage' },
      }),
    url: z
      .string()
      .default('')
      .meta({
        title: 'URL',
        description: 'Address of the file; of a blob, one that is public or carries a shared access signature.',
        visibleWhen: { source: ['http'] },
      }),
    ...blobParameters({ source: ['blob'] }),
    allowInRrs: z.boolean().default(false).meta({
      title: 'Allow to use in RRS',
      description: 'Whether a request-response service may contain this module: its first call waits for the file.',
    }),
  }),
  errors: [
    'StorageNameIncorrect',
    'AddressInvalid',
    'DownloadFailed',
    'StorageKeyIncorrect',
    'DataInvalid',
    'ModelNotTrained',
  ],
  // What is at the address may change.
  isCached: () => false,
  requestResponseFault: ({ allowInRrs }) =>
    allowInRrs ? undefined : 'A request-response service may not contain it. Set "Allow to use in RRS" to allow it.',
  outputShapes(_, { source, url }) {
    if (source === 'http') assertWebAddress(url)
    return { trainedModel: undefined }
  },
  async run(_, parameters, context) {
    const { source, url } = parameters
    const { name, bytes } =
      source === 'http' ? await readWebFile(url, context) : await readBlobFile(parameters, context)
    return { trainedModel: toTrainedModel(unpackValue(bytes, name), name) }
  },
})

function toTrainedModel(value: Packable, name: string): Model {
  const { kind, shape, parameters, state } = (value ?? {}) as { readonly [Part in keyof Model]?: Packable }
  const known = modelShape.safeParse(shape)
  if (kind !== 'model' || !known.success || parameters === undefined) {
    throw new AppError('DataInvalid', { dataset: name, reason: 'It holds no model.' })
  }
  if (state === undefined || (known.data.training === undefined && known.data.task !== 'foreign')) {
    throw new AppError('ModelNotTrained', { model: name })
  }
  return { kind, shape: known.data, parameters: parameters as Model['parameters'], state }
}
