import {
  AppError,
  type BatchFileFormat,
  type BatchJobDocument,
  badRowRules,
  type Fault,
  type WebServiceDefinition,
} from '@sluice/contracts'
import type { Blobs } from '@sluice/platform'
import * as z from 'zod'
import { isRecord } from '../../endpoints/is-record.ts'
import type { Modules } from '../../modules/module.ts'
import { readCallParameters } from '../../web-services/call-parameters.ts'
import { toNameList } from '../../web-services/name-list.ts'
import { type BlobReference, readBlobReference } from './read-blob-reference.ts'

/** What a job is to do, with its secrets in clear. */
export interface JobSubmission {
  readonly inputs: Readonly<Record<string, BlobReference>>
  /** Outputs that are not among them get a place in the storage of the installation. */
  readonly outputs: Readonly<Record<string, BlobReference>>
  readonly parameters: BatchJobDocument['parameters']
  readonly badRowRule: BatchJobDocument['badRowRule']
  readonly notify?: JobNotify
}

export interface JobNotify {
  readonly url?: string
  readonly email?: string
  /** What the call to `url` is signed with; the endpoint's primary key where there is none. */
  readonly secret?: string
}

export interface SubmissionServices {
  readonly modules: Modules
  readonly blobs: Pick<Blobs, 'openContainer' | 'locate'>
}

const tableFormats: readonly BatchFileFormat[] = ['csv', 'tsv', 'arff']
const modelFormats: readonly BatchFileFormat[] = ['ilearner']

/**
 * Reads the body of a submission against a web service. Members that it does not know are passed over.
 * @param body parsed JSON; undefined where there was none
 * @throws AppError of the class BadArgument
 * @see reference: AzureML, 2.2
 */
export async function readSubmission(
  body: unknown,
  definition: WebServiceDefinition,
  services: SubmissionServices,
): Promise<JobSubmission> {
  const given = body ?? {}
  if (!isRecord(given)) {
    throw new AppError('RequestBodyInvalid', {}, at('body', 'The body must be a JSON object.'))
  }
  const inputs = await readInputs(given, definition, services)
  const outputs = await readOutputs(given, definition, services)
  checkPlaces(inputs, outputs)
  const parameters = readMap(given, 'GlobalParameters')
  readCallParameters(definition, services.modules, parameters)
  const notify = readNotify(given.Notify)
  return {
    inputs,
    outputs,
    parameters: parameters as JobSubmission['parameters'],
    badRowRule: readBadRowRule(given.BadRows),
    ...(notify === undefined ? {} : { notify }),
  }
}

type Body = Readonly<Record<string, unknown>>
type Places = JobSubmission['inputs']

async function readInputs(body: Body, { inputs }: WebServiceDefinition, { blobs }: SubmissionServices) {
  const single = body.Input ?? undefined
  const several = readMap(body, 'Inputs')
  if (single !== undefined && Object.keys(several).length > 0) throw new AppError('DuplicateInputInBatchCall', {})
  const [first] = inputs
  const given = single === undefined ? several : { [first?.name ?? 'Input']: single }
  const known = inputs.map(({ name }) => name)
  const names = Object.keys(given)
  if (names.length > known.length) {
    throw new AppError('BatchJobInputsTooManySpecified', { names: known.length === 0 ? 'none' : toNameList(known) })
  }
  const unknown = names.filter((name) => !known.includes(name))
  if (unknown.length > 0) {
    const fault = at('Inputs', `The inputs are ${toNameList(known, (name) => `'${name}'`)}.`)
    throw new AppError('InvalidInputNames', { names: toNameList(unknown) }, fault)
  }
  const absent = known.filter((name) => !Object.hasOwn(given, name) || (given[name] ?? null) === null)
  if (absent.length > 0) throw new AppError('BatchJobInputsNotSpecified', { names: toNameList(absent) })
  return readPlaces(given, (name) => ({ name, direction: 'input', formats: tableFormats }), blobs)
}

async function readOutputs(body: Body, { outputs }: WebServiceDefinition, { blobs }: SubmissionServices) {
  const given = readMap(body, 'Outputs')
  const unknown = Object.keys(given).filter((name) => !outputs.some((output) => output.name === name))
  if (unknown.length > 0) {
    const known = toNameList(
      outputs.map(({ name }) => name),
      (name) => `'${name}'`,
    )
    throw new AppError('InvalidOutputOverrideName', { name: toNameList(unknown) }, at('Outputs', `They are ${known}.`))
  }
  const named = Object.fromEntries(Object.entries(given).filter(([, value]) => (value ?? null) !== null))
  return readPlaces(
    named,
    (name) => ({
      name,
      direction: 'output',
      formats: outputs.find((output) => output.name === name)?.kind === 'model' ? modelFormats : tableFormats,
    }),
    blobs,
  )
}

async function readPlaces(
  given: Body,
  ruleOf: (name: string) => Parameters<typeof readBlobReference>[1],
  blobs: SubmissionServices['blobs'],
): Promise<Places> {
  const places: [string, BlobReference][] = []
  for (const [name, value] of Object.entries(given)) {
    places.push([name, await readBlobReference(value, ruleOf(name), blobs)])
  }
  return Object.fromEntries(places)
}

/** Every output has a file of its own, which is no input: a job that goes on after a kill reads its inputs again. */
function checkPlaces(inputs: Places, outputs: Places): void {
  const owners = new Map(Object.entries(inputs).map(([name, place]) => [toPlace(place), `the input '${name}'`]))
  for (const [name, output] of Object.entries(outputs)) {
    const owner = owners.get(toPlace(output))
    if (owner !== undefined) {
      const blob = toPlace(output)
      throw new AppError('InvalidBlob', { blob }, { target: name, ...at(name, `It is also the place of ${owner}.`) })
    }
    owners.set(toPlace(output), `the output '${name}'`)
  }
}

const toPlace = ({ address, path }: BlobReference): string => `${address}/${path}`

/** Absent, null and, from writers that know no empty object, `[]` are an empty map. */
function readMap(body: Body, name: string): Body {
  const value = body[name] ?? []
  if (Array.isArray(value) && value.length === 0) return {}
  if (isRecord(value)) return value
  throw new AppError('RequestBodyInvalid', {}, at(name, `${name} must be a JSON object.`))
}

function readBadRowRule(value: unknown): JobSubmission['badRowRule'] {
  const given = value ?? 'fail'
  const rule = badRowRules.find(
    (known) => typeof given === 'string' && known.replace('-', '') === given.toLowerCase().replace('-', ''),
  )
  if (rule !== undefined) return rule
  throw invalidMember('BadRows', `must be ${badRowRules.map((known) => `'${known}'`).join(' or ')}`)
}

const emailAddress = z.email()

function readNotify(value: unknown): JobNotify | undefined {
  if ((value ?? null) === null) return undefined
  if (!isRecord(value)) throw invalidMember('Notify', 'must be an object with Url, Email or both')
  const text = (member: string): string | undefined => {
    const given = value[member] ?? undefined
    if (given === undefined || typeof given === 'string') return given
    throw invalidMember(`Notify.${member}`, 'must be text')
  }
  const url = text('Url')
  const email = text('Email')
  const secret = text('Secret')
  if (url === undefined && email === undefined) throw invalidMember('Notify', 'must have Url, Email or both')
  if (url !== undefined) checkUrl(url)
  if (email !== undefined && !emailAddress.safeParse(email).success) {
    throw invalidMember('Notify.Email', 'must be an e-mail address')
  }
  if (secret !== undefined && (url === undefined || secret.length < 16 || secret.length > 500)) {
    throw invalidMember('Notify.Secret', 'must have 16 to 500 characters, and stand beside a Url')
  }
  return {
    ...(url === undefined ? {} : { url }),
    ...(email === undefined ? {} : { email }),
    ...(secret === undefined ? {} : { secret }),
  }
}

function checkUrl(text: string): void {
  const url = text.length > 2000 ? null : URL.parse(text)
  if (url === null || !['http:', 'https:'].includes(url.protocol) || url.username !== '' || url.password !== '') {
    throw invalidMember('Notify.Url', 'must be an http or https address without user name and password')
  }
}

const invalidMember = (member: string, reason: string): AppError =>
  new AppError('BatchMemberInvalid', { member, reason }, { target: member })

const at = (target: string, message: string): { readonly faults: readonly Fault[] } => ({
  faults: [{ code: 'Shape', target, message }],
})
