import { type SwaggerSubject, sampleParameters } from './swagger.ts'

export const sampleContainer = 'mycontainer'
export const sampleConnectionString =
  'DefaultEndpointsProtocol=https;AccountName=mystorageacct;AccountKey=mystorageacctKey'

/** Files of a batch job, by input or output, as samples name them. */
export interface BatchSample {
  readonly inputs: Readonly<Record<string, string>>
  readonly outputs: Readonly<Record<string, string>>
  readonly parameters: Readonly<Record<string, unknown>>
}

type Subject = Pick<SwaggerSubject, 'inputs' | 'outputs' | 'modelOutputs' | 'parameters'>

export function createBatchSample({ inputs, outputs, modelOutputs, parameters }: Subject): BatchSample {
  const names = [...new Set([...outputs.map(({ name }) => name), ...modelOutputs])]
  return {
    inputs: Object.fromEntries(
      inputs.map(({ name }, index) => [name, `${toFileName(name, `input${index + 1}`)}data.csv`]),
    ),
    outputs: Object.fromEntries(
      names.map((name, index) => [
        name,
        `${toFileName(name, `output${index + 1}`)}results${modelOutputs.includes(name) ? '.ilearner' : '.csv'}`,
      ]),
    ),
    parameters: sampleParameters(parameters),
  }
}

/** Names that are no names of files on every machine have another one in the samples. */
const toFileName = (name: string, otherwise: string): string => (/^[\w-]{1,60}$/.test(name) ? name : otherwise)

const toLocations = (files: Readonly<Record<string, string>>) =>
  Object.fromEntries(
    Object.entries(files).map(([name, file]) => [
      name,
      { ConnectionString: sampleConnectionString, RelativeLocation: `${sampleContainer}/${file}` },
    ]),
  )

/** The body of a submission. */
export const toBatchRequest = ({ inputs, outputs, parameters }: BatchSample) => ({
  ...(Object.keys(inputs).length === 0 ? {} : { Inputs: toLocations(inputs) }),
  Outputs: toLocations(outputs),
  GlobalParameters: parameters,
})

/** The answer when the job is finished. */
export const toBatchStatus = ({ outputs }: BatchSample) => ({
  StatusCode: 'Finished',
  Results: Object.fromEntries(
    Object.entries(outputs).map(([name, file]) => [
      name,
      {
        ConnectionString: null,
        RelativeLocation: `${sampleContainer}/${file}`,
        BaseLocation: 'https://mystorageacct.blob.core.windows.net/',
        SasBlobToken: '?sv=…&sig=…',
      },
    ]),
  ),
  Details: null,
})
