import { AppError, type Fault } from '@sluice/contracts'
import type { JsonValue, Transaction } from '@sluice/platform'
import { findResource } from '../arm/find-declaration.ts'
import type { ServiceIdentity } from '../arm/identity.ts'
import type { ManagementEnvironment } from '../environment.ts'
import { type ApplyContext, type FailedStep, type Step, takeSteps } from './apply-plan.ts'
import { type ConfigurationEntry, entryKey, isSecretReference } from './configuration-entry.ts'
import { type ImportPlan, planImport } from './import-plan.ts'
import { atPosition, type ReadFiles, readFiles } from './read-files.ts'
import { secretMembersOf } from './secret-members.ts'
import { readEntries } from './to-entries.ts'
import type { ConfigurationFiles } from './to-files.ts'
import { loadYamlText } from './yaml-text.ts'

export interface ImportOptions {
  readonly service: ServiceIdentity
  /** Secrets in clear, by the names that the files give them. */
  readonly secrets?: ReadonlyMap<string, JsonValue>
  /** Finds out everything, keeps nothing. */
  readonly isDryRun?: boolean
  /** Whether what is not in the files goes. */
  readonly deletesMissing?: boolean
  /** Called with a line that says what is done now. */
  readonly report?: (line: string) => void
}

export interface ImportResult {
  readonly added: readonly string[]
  readonly changed: readonly { readonly path: string; readonly fields: readonly string[] }[]
  readonly removed: readonly string[]
  readonly unchanged: number
  readonly unknownFiles: readonly string[]
}

/**
 * Brings a service to what files say, in one transaction and under the rules of the management API.
 * @throws AppError `ConfigurationInvalid` with every fault, its file, line and column; then nothing has changed
 */
export async function importConfiguration(
  environment: ManagementEnvironment,
  files: ConfigurationFiles,
  options: ImportOptions,
): Promise<ImportResult> {
  const read = readFiles(files, await loadYamlText())
  if (read.entries.length === 0) throw nothingToImport()
  let result: ImportResult | undefined
  const work = async (transaction: Transaction) => {
    result = await applyFiles({ environment, transaction, read, options })
    if (options.isDryRun === true) throw new DryRunEnd()
  }
  try {
    await environment.store.transact({ actor: 'import' }, work)
  } catch (error) {
    if (!(error instanceof DryRunEnd)) throw error
  }
  if (result === undefined) throw new Error('The import ended without a result.')
  return result
}

/** A folder too high or too low reads as a service without anything, which with `deletesMissing` would remove it all. */
const nothingToImport = () =>
  new AppError(
    'ConfigurationInvalid',
    { count: 1 },
    {
      faults: [
        {
          code: 'ConfigurationInvalid',
          target: 'the folder',
          message: 'None of its files stands for a resource. Name the folder that `sluice export` wrote.',
        },
      ],
    },
  )

/** Takes the transaction of a dry run back. */
class DryRunEnd extends Error {}

interface Import {
  readonly environment: ManagementEnvironment
  readonly transaction: Transaction
  readonly read: ReadFiles
  readonly options: ImportOptions
}

async function applyFiles(the: Import): Promise<ImportResult> {
  const { environment, transaction, read, options } = the
  const { service, secrets: given = new Map() } = options
  const look = () => readEntries(transaction, service, environment.secrets)
  const before = await look()
  const plan = planImport(before.entries, read.entries, { held: before.secrets, given })
  assertSecrets(plan, before.secrets, the)
  const removals = [...plan.moved, ...(options.deletesMissing === true ? plan.missing : [])]
  const context: ApplyContext = { environment, transaction, service, given }
  const steps = [
    ...removals.map(toRemoval),
    ...plan.changed.map(({ entry }) => toPut(entry, false)),
    ...plan.added.map((entry) => toPut(entry, true)),
  ]
  options.report?.(`Applying ${steps.length} changes…`)
  assertTaken(await takeSteps(context, steps), the)

  // What new resources brought along, and what went with others, is brought to what the files say.
  const after = await look()
  const rest = planImport(after.entries, read.entries, { held: after.secrets, given })
  const taken = new Set(steps.map(({ entry }) => entryKey(entry)))
  const known = new Set(before.entries.map(entryKey))
  const broughtAlong = rest.missing.filter((entry) => !known.has(entryKey(entry)))
  const differing = rest.changed.filter(({ entry }) => !taken.has(entryKey(entry)))
  await takeSteps(context, broughtAlong.map(toRemoval))
  const again = [...differing.map(({ entry }) => toPut(entry, false)), ...rest.added.map((entry) => toPut(entry, true))]
  assertTaken(await takeSteps(context, again), the)

  const removed = removals.map(({ path }) => path)
  return {
    added: plan.added.map(({ path }) => path),
    changed: plan.changed.map(({ entry, fields }) => ({ path: entry.path, fields })),
    removed,
    unchanged: read.entries.length - plan.added.length - plan.changed.length,
    unknownFiles: read.unknown,
  }
}

const toPut = (entry: ConfigurationEntry, isNew: boolean): Step => ({ kind: 'put', entry, isNew })
const toRemoval = (entry: ConfigurationEntry): Step => ({ kind: 'remove', entry, isNew: false })

/** Secrets that neither came along nor are there, and that nobody can make up: all of them at once. */
function assertSecrets(
  { added, changed }: ImportPlan,
  held: ReadonlyMap<string, unknown>,
  { read, options }: Pick<Import, 'read' | 'options'>,
): void {
  const faults = [...added, ...changed.map(({ entry }) => entry)].flatMap((entry) => {
    const declaration = entry.kind === 'resource' ? findResource(entry.path)?.declaration : undefined
    if (declaration === undefined) return []
    return secretMembersOf(declaration).flatMap(({ name, isMade }): Fault[] => {
      const said = entry.content[name]
      if (isMade || !isSecretReference(said)) return []
      if (options.secrets?.has(said.secret) === true || held.has(`${entry.path.slice(1)}/${name}`)) return []
      const message = `The secret '${said.secret}' is neither given nor there. Name a file that has it with --secrets.`
      return [{ code: 'ConfigurationInvalid', target: atPosition(read.placeOf(entry, name)), message }]
    })
  })
  if (faults.length > 0) throw new AppError('ConfigurationInvalid', { count: faults.length }, { faults })
}

function assertTaken(failed: readonly FailedStep[], { read }: Import): void {
  if (failed.length === 0) return
  const faults = failed.flatMap(({ step: { entry, kind }, error }) => {
    if (kind === 'remove')
      return [{ code: error.code, target: entry.path, message: `It cannot be removed: ${error.message}` }]
    const own = error.faults.length > 0 ? error.faults : [{ target: '', message: error.message }]
    return own.map(({ target, message }) => ({
      code: error.code,
      target: atPosition(read.placeOf(entry, target)),
      message,
    }))
  })
  throw new AppError('ConfigurationInvalid', { count: faults.length }, { faults })
}
