import type { Scorer } from '../../web-services/scorer.ts'
import { datatypeOf } from './datatypes.ts'
import { nameTensors, type Port } from './tensor-names.ts'

/** What `GET /v2` says. */
export const serverMetadata = (version: string) => ({ name: 'sluice', version, extensions: [] as string[] })

/** What `GET /v2/models/{name}` says. @param name as the caller wrote it */
export function modelMetadata(name: string, version: string, { inputs, outputs }: Pick<Scorer, 'inputs' | 'outputs'>) {
  const known = outputs.filter((output): output is Port => output.schema !== undefined)
  return {
    name,
    versions: [version],
    platform: 'sluice',
    inputs: toTensors(inputs),
    // Outputs whose columns depend on the rows cannot be named before.
    outputs: known.length === outputs.length ? toTensors(known) : [],
  }
}

const toTensors = (ports: readonly Port[]) =>
  nameTensors(ports).map(({ tensor, column }) => ({ name: tensor, datatype: datatypeOf[column.type], shape: [-1] }))
