import { type AppError, isAppError } from '@sluice/contracts'
import type { JsonObject, JsonValue, Transaction } from '@sluice/platform'
import { findResource } from '../arm/find-declaration.ts'
import { collectionOf, type ServiceIdentity, toKey } from '../arm/identity.ts'
import { isJsonObject } from '../arm/request-body.ts'
import { deleteAssociation, putAssociation } from '../arm/write-association.ts'
import { deleteResource, putResource, type WriteTarget } from '../arm/write-resource.ts'
import type { ManagementEnvironment } from '../environment.ts'
import { putService } from '../services/put-service.ts'
import { type ConfigurationEntry, isSecretReference } from './configuration-entry.ts'
import { secretMembersOf } from './secret-members.ts'

export interface ApplyContext {
  readonly environment: ManagementEnvironment
  readonly transaction: Transaction
  readonly service: ServiceIdentity
  readonly given: ReadonlyMap<string, JsonValue>
}

export interface Step {
  readonly kind: 'put' | 'remove'
  readonly entry: ConfigurationEntry
  readonly isNew: boolean
}

export interface FailedStep {
  readonly step: Step
  readonly error: AppError
}

/**
 * Takes steps that may need one another: what is refused is tried again after the others, as long as that helps.
 * New members of a list wait for one another, so that they are made in their order, unless nothing else goes on.
 * @returns those that were refused for good
 */
export async function takeSteps(context: ApplyContext, steps: readonly Step[]): Promise<readonly FailedStep[]> {
  let waiting = steps
  let keepsOrder = true
  for (;;) {
    const { refused, held } = await takeRound(context, waiting, keepsOrder)
    const left = new Set([...refused.map(({ step }) => step), ...held])
    if (left.size === 0) return []
    if (left.size === waiting.length) {
      if (!keepsOrder) return refused
      keepsOrder = false
    } else keepsOrder = true
    waiting = waiting.filter((step) => left.has(step))
  }
}

async function takeRound(context: ApplyContext, steps: readonly Step[], keepsOrder: boolean) {
  const refused: FailedStep[] = []
  const held: Step[] = []
  const stopped = new Set<string>()
  for (const step of steps) {
    const list = collectionOf(step.entry.path).toLowerCase()
    const isOrdered = keepsOrder && step.isNew && step.entry.kind === 'resource'
    if (isOrdered && stopped.has(list)) {
      held.push(step)
      continue
    }
    try {
      await takeStep(context, step)
    } catch (error) {
      // Only what a client is told is a refusal; a database that fails ends everything.
      if (!isAppError(error) || error.status >= 500) throw error
      refused.push({ step, error })
      if (isOrdered) stopped.add(list)
    }
  }
  return { refused, held }
}

async function takeStep(context: ApplyContext, { kind, entry }: Step): Promise<void> {
  const { environment, transaction, service } = context
  const { path } = entry
  const target: WriteTarget = {
    environment,
    transaction,
    service,
    path,
    query: new URLSearchParams(),
    ifMatch: kind === 'remove' ? '*' : null,
  }
  switch (entry.kind) {
    case 'service':
      await putService(environment, transaction, service, entry.content)
      return
    case 'association':
      if (kind === 'remove') await deleteAssociation(target)
      else await putAssociation(target, entry.content)
      return
    case 'definition': {
      const key = toKey(service.name, path)
      if (kind === 'remove') await transaction.remove(key, { isAudited: false })
      else {
        const body = { ...entry.content, path }
        await transaction.put({ key, collection: collectionOf(key), body }, { isAudited: false })
      }
      return
    }
    case 'resource': {
      // It may have gone with something else.
      const isThere = (await transaction.get(toKey(service.name, path))) !== undefined
      if (kind === 'put') {
        const { properties, restored } = await openContent(context, entry)
        await putResource({ ...target, restored }, properties)
      } else if (isThere) await deleteResource(target)
    }
  }
}

/** What is sent of a resource: given secrets in the place of their references; the others stay what they are. */
async function openContent({ transaction, service, given }: ApplyContext, { path, content }: ConfigurationEntry) {
  const declaration = findResource(path)?.declaration
  const properties: Record<string, JsonValue | undefined> = { ...content }
  const restored: Record<string, string> = {}
  const document = await transaction.get(toKey(service.name, path))
  const hidden = isJsonObject(document?.body.hidden) ? document.body.hidden : {}
  for (const { name, isField } of declaration === undefined ? [] : secretMembersOf(declaration)) {
    const said = content[name]
    const value = isSecretReference(said) ? given.get(said.secret) : said
    if (isSecretReference(said) || !isField) delete properties[name]
    if (value === undefined) {
      const goes = said === undefined && hidden[name] !== undefined && declaration?.secrets?.fields.includes(name)
      if (goes) properties[name] = null
    } else if (isField) properties[name] = value
    else restored[name] = String(value)
  }
  return { properties: properties as JsonObject, restored }
}
