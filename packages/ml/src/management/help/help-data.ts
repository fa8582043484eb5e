import type { ColumnType } from '@sluice/contracts'
import { replaceableResources } from '../../web-services/replace-resource.ts'
import type { ServedEndpoint } from '../../web-services/web-service-directory.ts'
import { createBatchSample, toBatchRequest, toBatchStatus } from '../batch-sample.ts'
import { exampleInference } from '../open-api.ts'
import { type SwaggerSubject, sampleParameters } from '../swagger.ts'
import { type CodeSamples, callSamples } from './code-samples.ts'
import { jobSamples } from './job-samples.ts'

/** One call, as a help page tells of it. */
export interface HelpCall {
  readonly title: string
  readonly method: string
  readonly uri: string
  /** Undefined: none. */
  readonly requestBody?: unknown
  readonly responseStatus: string
  readonly responseBody?: unknown
  readonly samples?: CodeSamples
}

export interface HelpPort {
  readonly name: string
  readonly description: string
  readonly columns: readonly { readonly name: string; readonly type: ColumnType; readonly isOptional: boolean }[]
}

/** What the help pages of an endpoint say. @see reference: AzureML, 3.5 */
export interface HelpData {
  readonly name: string
  readonly description: string
  readonly updatedAt: string
  /** Where clients of the further protocols begin. */
  readonly baseUrl: string
  readonly inputs: readonly HelpPort[]
  readonly outputs: readonly HelpPort[]
  readonly parameters: readonly {
    readonly name: string
    readonly type: string
    readonly description: string
    readonly isRequired: boolean
    readonly defaultValue?: unknown
  }[]
  /** None where a trained model comes out. */
  readonly score: readonly HelpCall[]
  readonly jobs: readonly HelpCall[]
  readonly update: { readonly resources: readonly string[]; readonly calls: readonly HelpCall[] }
}

/** What stands in request samples, by the type of the column. */
const placeholders: Partial<Record<ColumnType, string>> = {
  String: 'value',
  DateTime: '2026-01-01T00:00:00',
  DateTimeOffset: '2026-01-01T00:00:00Z',
  TimeSpan: '00:00:00',
}

export function createHelpData({ workspaceId, document }: ServedEndpoint, subject: SwaggerSubject): HelpData {
  const root = `${subject.scheme}://${subject.host}`
  const baseUrl = `${root}${subject.basePath}`
  const managementUrl = `${root}/workspaces/${workspaceId}/webservices/${document.webServiceId}/endpoints/${document.name}`
  const toPort = ({
    name,
    description,
    schema = [],
  }: SwaggerSubject['inputs'][number] | SwaggerSubject['outputs'][number]) => ({
    name,
    description,
    columns: (schema ?? []).map((column) => ({
      name: column.name,
      type: column.type,
      isOptional: subject.optionalColumns.has(column.name),
    })),
  })
  return {
    name: subject.title,
    description: subject.description,
    updatedAt: document.version,
    baseUrl,
    inputs: subject.inputs.map(toPort),
    outputs: subject.outputs.map(toPort),
    parameters: subject.parameters.map(({ name, type, description, defaultValue }) => ({
      name,
      type,
      description,
      isRequired: defaultValue === undefined,
      ...(defaultValue === undefined ? {} : { defaultValue }),
    })),
    score: subject.modelOutputs.length > 0 ? [] : scoreCalls(subject, baseUrl),
    jobs: jobCalls(subject, baseUrl),
    update: updateCalls(document, managementUrl),
  }
}

function scoreCalls(subject: SwaggerSubject, baseUrl: string): HelpCall[] {
  const body = sampleRequest(subject)
  const uri = `${baseUrl}/execute?api-version=2.0&details=true`
  const inferUri = `${baseUrl}/v2/models/${encodeURIComponent(subject.modelName)}/infer`
  const inference = exampleInference(subject)
  const [only] = subject.inputs
  const invocation = subject.inputs.length === 1 && only !== undefined ? toSplit(body.Inputs[only.name]) : undefined
  return [
    {
      title: 'Request-response',
      method: 'POST',
      uri,
      requestBody: body,
      responseStatus: '200',
      responseBody: sampleReply(subject),
      samples: callSamples({ method: 'POST', url: uri, body }),
    },
    {
      title: 'Open Inference Protocol V2',
      method: 'POST',
      uri: inferUri,
      requestBody: inference,
      responseStatus: '200',
      samples: callSamples({ method: 'POST', url: inferUri, body: inference }),
    },
    ...(invocation === undefined
      ? []
      : [
          {
            title: 'MLflow',
            method: 'POST',
            uri: `${baseUrl}/invocations`,
            requestBody: invocation,
            responseStatus: '200',
            samples: callSamples({ method: 'POST', url: `${baseUrl}/invocations`, body: invocation }),
          },
        ]),
  ]
}

interface SampleTable {
  readonly ColumnNames: readonly string[]
  readonly Values: readonly (readonly (string | null)[])[]
}

const toSplit = (table: SampleTable | undefined) =>
  table && { dataframe_split: { columns: table.ColumnNames, data: table.Values } }

/** Two rows an input: of its sample data where they may be shown, else placeholders. */
function sampleRequest({ inputs, parameters, sampleRows }: SwaggerSubject) {
  const cellText = (value: string | number | boolean | null | undefined) =>
    value === null || value === undefined ? null : String(value)
  const tables = inputs.map(({ name, schema }): [string, SampleTable] => {
    const shown = Object.hasOwn(sampleRows, name) ? sampleRows[name] : undefined
    const row = schema.map((column) =>
      shown === undefined ? (placeholders[column.type] ?? '0') : cellText(shown[column.name]),
    )
    return [
      name,
      { ColumnNames: schema.map((column) => column.name), Values: shown === undefined ? [row, row] : [row] },
    ]
  })
  return { Inputs: Object.fromEntries(tables), GlobalParameters: sampleParameters(parameters) }
}

const sampleReply = ({ outputs }: SwaggerSubject) => ({
  Results: Object.fromEntries(
    outputs.map(({ name, schema = [] }) => [
      name,
      {
        type: 'table',
        value: {
          ColumnNames: schema.map((column) => column.name),
          ColumnTypes: schema.map((column) => column.type),
          Values: [schema.map((column) => placeholders[column.type] ?? '0')],
        },
      },
    ]),
  ),
})

function jobCalls(subject: SwaggerSubject, baseUrl: string): HelpCall[] {
  const jobs = `${baseUrl}/jobs`
  const sample = createBatchSample(subject)
  return [
    {
      title: 'Submit (but not start) a batch execution job',
      method: 'POST',
      uri: `${jobs}?api-version=2.0`,
      requestBody: toBatchRequest(sample),
      responseStatus: '200',
      responseBody: '539d0bc2fde945b6ac986b851d0000f0',
      samples: jobSamples(jobs, sample),
    },
    {
      title: 'Start a batch execution job',
      method: 'POST',
      uri: `${jobs}/job_id/start?api-version=2.0`,
      responseStatus: '200',
    },
    {
      title: 'Get the status or the result of a batch execution job',
      method: 'GET',
      uri: `${jobs}/job_id?api-version=2.0`,
      responseStatus: '200',
      responseBody: toBatchStatus(sample),
    },
    {
      title: 'Cancel or delete a batch execution job',
      method: 'DELETE',
      uri: `${jobs}/job_id?api-version=2.0`,
      responseStatus: '200',
    },
  ]
}

function updateCalls(document: ServedEndpoint['document'], url: string): HelpData['update'] {
  const resources = replaceableResources(document.definition).map(({ name }) => name)
  if (resources.length === 0) return { resources, calls: [] }
  const body = {
    Resources: resources.map((Name) => ({
      Name,
      Location: {
        BaseLocation: 'https://mystorageacct.blob.core.windows.net/',
        RelativeLocation: 'mycontainer/model.ilearner',
        SasBlobToken: '?sv=…&sig=…',
      },
    })),
  }
  return {
    resources,
    calls: [
      {
        title: 'Update resources',
        method: 'PATCH',
        uri: url,
        requestBody: body,
        responseStatus: '200',
        samples: callSamples({ method: 'PATCH', url, body }),
      },
    ],
  }
}
